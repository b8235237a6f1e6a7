package datasync.backend.webdav;

import datasync.http.HttpTransport;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.Response;
import java.io.IOException;
import java.net.URI;
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
      settle(request.uri());
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

  /// Finds out what the server wants by a request without a body: some refuse without reading it,
  /// and take it for the next request. It is no `HEAD`, to which wsgidav refuses with a body.
  private void settle(URI address) throws IOException {
    Request probe = Request.of("PROPFIND", address, RequestBody.NONE).with("Depth", "0");
    try (Response response = basic.exchange(probe)) {
      learn(response);
    }
    if (wantsDigest) {
      digest.exchange(probe).close();
    }
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
