package datasync.backend.webdav;

import datasync.http.HttpTransport;
import datasync.http.Request;
import datasync.http.Response;
import java.io.IOException;
import java.util.Locale;

/// User and password by Basic, and by Digest as soon as the server asks for that and not for Basic.
///
/// DVC's settings do not say which of them a server wants.
final class DavLogin implements HttpTransport {
  private final HttpTransport basic;
  private final HttpTransport digest;
  private volatile boolean wantsDigest;
  private volatile boolean settled;

  /// @param basic sends the password with each request; closed with this transport
  /// @param digest answers challenges
  DavLogin(HttpTransport basic, HttpTransport digest) {
    this.basic = basic;
    this.digest = digest;
  }

  @Override
  public Response exchange(Request request) throws IOException {
    if (!settled && request.body().length() != 0) {
      // servers that refuse a request without reading its body take the body for the next request
      try (Response probe = basic.exchange(Request.head(request.uri()))) {
        learn(probe);
      }
    }
    if (wantsDigest) {
      return digest.exchange(request);
    }
    Response response = basic.exchange(request);
    learn(response);
    if (!wantsDigest) {
      return response;
    }
    response.close();
    return digest.exchange(request);
  }

  private void learn(Response response) {
    boolean refused = response.status() == 401;
    if (refused && !offers(response, "basic") && offers(response, "digest")) {
      wantsDigest = true;
    }
    settled = true;
  }

  /// Whether a challenge is of this scheme; several may stand in one field.
  private static boolean offers(Response response, String scheme) {
    for (String field : response.headers().all("WWW-Authenticate")) {
      for (String part : field.toLowerCase(Locale.ROOT).split(",")) {
        if (part.strip().equals(scheme) || part.strip().startsWith(scheme + " ")) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public void close() {
    basic.close();
  }
}
