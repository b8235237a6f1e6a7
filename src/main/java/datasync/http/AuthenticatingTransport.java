package datasync.http;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/// Adds credentials to the requests of one origin and to no others.
///
/// A request that brings its own `Authorization` is left as it is.
final class AuthenticatingTransport implements HttpTransport {
  private final HttpTransport inner;
  private final Origin origin;
  private final Authentication authentication;
  private final DigestSession digest;
  private volatile Charset charset = StandardCharsets.UTF_8;

  AuthenticatingTransport(
      HttpTransport inner, Origin origin, Authentication authentication, RandomGenerator random) {
    this.inner = inner;
    this.origin = origin;
    this.authentication = authentication;
    this.digest =
        authentication instanceof Authentication.Digest login
            ? new DigestSession(login, random)
            : null;
  }

  @Override
  public Response exchange(Request request) throws IOException {
    if (request.headers().has("Authorization") || !Origin.of(request.uri()).equals(origin)) {
      return inner.exchange(request);
    }
    return switch (authentication) {
      case Authentication.None none -> inner.exchange(request);
      case Authentication.Basic login -> basic(request, login);
      case Authentication.Bearer bearer ->
          inner.exchange(request.with("Authorization", "Bearer " + bearer.token()));
      case Authentication.Header header ->
          inner.exchange(request.with(header.name(), header.value()));
      case Authentication.Digest login -> challenged(request);
    };
  }

  private Response basic(Request request, Authentication.Basic login) throws IOException {
    Charset used = charset;
    Response response = inner.exchange(request.with("Authorization", login.value(used)));
    String latin = login.value(StandardCharsets.ISO_8859_1);
    if (response.status() != 401 || latin.equals(login.value(used))) {
      return response;
    }
    response.close();
    Response second = inner.exchange(request.with("Authorization", latin));
    if (second.status() != 401) {
      charset = StandardCharsets.ISO_8859_1;
    }
    return second;
  }

  /// Answers the server's challenge. A body is not sent before there is one: a `HEAD` fetches it.
  private Response challenged(Request request) throws IOException {
    if (!digest.hasChallenge() && request.body().length() != 0) {
      try (Response probe = inner.exchange(Request.head(request.uri()))) {
        digest.learn(probe);
      }
    }
    String nonce = digest.nonce();
    Response response = inner.exchange(digest.sign(request));
    if (response.status() != 401 || !digest.learn(response)) {
      return response;
    }
    boolean again = nonce.isEmpty() || digest.isStale() || !nonce.equals(digest.nonce());
    if (!again) {
      return response;
    }
    response.close();
    return inner.exchange(digest.sign(request));
  }

  @Override
  public void close() {
    inner.close();
  }
}
