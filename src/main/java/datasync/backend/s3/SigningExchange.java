package datasync.backend.s3;

import datasync.http.HttpTransport;
import datasync.http.Request;
import datasync.http.Response;
import datasync.http.Signer;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/// Signs each request, and again as long as the signer learns from the refusals: region, clock and
/// credentials may all be wrong at first. Unlike [datasync.http.Transports#signing] it shows the
/// signer redirects, too, which tell the region.
final class SigningExchange implements HttpTransport {
  private static final int LESSONS = 4;
  private static final int LIMIT = 64 * 1024;

  private final HttpTransport inner;
  private final Signer signer;

  SigningExchange(HttpTransport inner, Signer signer) {
    this.inner = inner;
    this.signer = signer;
  }

  @Override
  public Response exchange(Request request) throws IOException {
    for (int lesson = 1; ; lesson++) {
      Response response = inner.exchange(signer.sign(request));
      int status = response.status();
      if (status != 301 && status != 307 && (status < 400 || status >= 500)) {
        return response;
      }
      byte[] body;
      try (response) {
        body = response.body().readNBytes(LIMIT);
      }
      if (lesson == LESSONS || !request.replayable() || !signer.renew(again(response, body))) {
        return again(response, body);
      }
    }
  }

  private static Response again(Response response, byte[] body) {
    return new Response(
        response.request(), response.status(), response.headers(), new ByteArrayInputStream(body));
  }

  @Override
  public void close() {
    inner.close();
  }
}
