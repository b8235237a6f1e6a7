package datasync.http;

import java.io.IOException;

/// Signs each request as it goes out, and once more when the signer learned from a refusal.
///
/// A request that may not be sent twice is not.
final class SigningTransport implements HttpTransport {
  private final HttpTransport inner;
  private final Signer signer;

  SigningTransport(HttpTransport inner, Signer signer) {
    this.inner = inner;
    this.signer = signer;
  }

  @Override
  public Response exchange(Request request) throws IOException {
    Response response = inner.exchange(signer.sign(request));
    boolean again;
    try {
      again = response.status() >= 400 && request.replayable() && signer.renew(response);
    } catch (IOException failed) {
      response.close();
      throw failed;
    }
    if (!again) {
      return response;
    }
    response.close();
    return inner.exchange(signer.sign(request));
  }

  @Override
  public void close() {
    inner.close();
  }
}
