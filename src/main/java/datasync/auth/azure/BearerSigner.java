package datasync.auth.azure;

import datasync.auth.NoCredentials;
import datasync.http.Origin;
import datasync.http.Request;
import datasync.http.Response;
import datasync.http.Signer;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/// Sends a token with each request, which is fetched with the first one, kept until shortly before
/// its end, and fetched anew when the server refuses it. Safe for several threads.
final class BearerSigner implements Signer {
  private static final Duration BEFORE_END = Duration.ofMinutes(5);

  private final Origin origin;
  private final TokenSource source;
  private final InstantSource clock;
  private AzureToken token;

  BearerSigner(Origin origin, TokenSource source, InstantSource clock) {
    this.origin = origin;
    this.source = source;
    this.clock = clock;
  }

  @Override
  public Request sign(Request request) throws IOException {
    if (!Origin.of(request.uri()).equals(origin)) {
      return request;
    }
    String scheme = request.uri().getScheme();
    if (!scheme.equalsIgnoreCase("https") && !Loopback.is(request.uri())) {
      throw new NoCredentials(
          "a token of Azure is sent over `https` only",
          "use an endpoint of `https`, or an account key");
    }
    return request.with("Authorization", header(token()));
  }

  private static String header(AzureToken token) {
    return "Bearer " + token.value();
  }

  private synchronized AzureToken token() throws IOException {
    if (token == null || clock.instant().plus(BEFORE_END).isAfter(token.expires())) {
      AzureToken kept = token;
      try {
        token = source.fetch();
      } catch (TokenSource.Absent none) {
        throw new NoCredentials(none.getMessage(), "");
      } catch (IOException failed) {
        if (kept == null || clock.instant().isAfter(kept.expires())) {
          throw failed;
        }
      }
    }
    return token;
  }

  @Override
  public synchronized boolean renew(Response refused) throws IOException {
    String sent = refused.request().headers().first("Authorization").orElse("");
    if (refused.status() != 401 || sent.isEmpty()) {
      return false;
    }
    if (token != null && sent.equals(header(token))) {
      token = null;
      return !sent.equals(header(token()));
    }
    return true;
  }

  @Override
  public String toString() {
    return source.toString();
  }
}
