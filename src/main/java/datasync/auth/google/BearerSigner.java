package datasync.auth.google;

import datasync.auth.NoCredentials;
import datasync.http.Origin;
import datasync.http.Request;
import datasync.http.Response;
import datasync.http.Signer;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/// Puts the token of one login on the requests to one origin, and renews it shortly before it
/// ends or when the server refuses it. One thread renews while the others wait.
///
/// Without a login reads go out as they are, since there is public data; when that is refused, and
/// for everything that changes something, the failure says where a login was looked for. Servers
/// that are not Google's may want none at all: they are asked everything.
public final class BearerSigner implements Signer {
  /// Google's libraries renew that early; the metadata server gives no new token much before.
  private static final Duration EARLY = Duration.ofSeconds(225);

  private final TokenSource source;
  private final Origin origin;
  private final InstantSource clock;
  private final boolean google;
  private AccessToken token;

  /// @param origin where tokens may be sent, at Google
  public BearerSigner(TokenSource source, Origin origin, InstantSource clock) {
    this(source, origin, clock, true);
  }

  /// @param origin where tokens may be sent
  /// @param google whether that is Google itself, which lets nobody write without a login
  public BearerSigner(
      TokenSource source, Origin origin, InstantSource clock, boolean google) {
    this.source = source;
    this.origin = origin;
    this.clock = clock;
    this.google = google;
  }

  @Override
  public Request sign(Request request) throws IOException {
    if (!Origin.of(request.uri()).equals(origin)) {
      return request;
    }
    AccessToken current = current();
    if (current.equals(AccessToken.ANONYMOUS)) {
      if (!google || request.method().equals("GET")) {
        return request;
      }
      throw source.absence();
    }
    Request signed = request.with("Authorization", header(current));
    String project = source.quotaProject();
    return project.isEmpty() ? signed : signed.with("x-goog-user-project", project);
  }

  private static String header(AccessToken token) {
    return "Bearer " + token.value();
  }

  private synchronized AccessToken current() throws IOException {
    boolean ends =
        token != null
            && token.expires().isBefore(clock.instant().plus(EARLY));
    if (token == null || ends) {
      token = source.fetch();
    }
    return token;
  }

  @Override
  public boolean renew(Response refused) throws IOException {
    int status = refused.status();
    boolean ours = Origin.of(refused.uri()).equals(origin);
    if (!ours || status != 401 && status != 403) {
      return false;
    }
    if (current().equals(AccessToken.ANONYMOUS)) {
      throw source.absence();
    }
    return status == 401 && replaced(refused.request().headers().first("Authorization").orElse(""));
  }

  /// Whether there is another token than the refused one; true also when another thread got it.
  private synchronized boolean replaced(String refused) throws IOException {
    if (header(token).equals(refused)) {
      token = source.fetch();
    }
    if (header(token).equals(refused)) {
      throw new NoCredentials("Google does not accept " + source.origin(), "");
    }
    return true;
  }
}
