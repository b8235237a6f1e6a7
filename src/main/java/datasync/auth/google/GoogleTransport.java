package datasync.auth.google;

import datasync.http.HttpFailure;
import datasync.http.HttpTransport;
import datasync.http.Request;
import datasync.http.Response;
import datasync.http.RetryPolicy;
import java.io.IOException;

/// Carries requests to Google's services: what they refuse becomes a failure with their own words,
/// and what may pass is tried again.
///
/// An answer of 400 or above is thrown, but for 416, which is for whoever asked for a range.
public final class GoogleTransport implements HttpTransport {
  private final HttpTransport inner;
  private final RetryPolicy policy;

  /// @param inner signs requests and does not repeat them; closed with this
  public GoogleTransport(HttpTransport inner, RetryPolicy policy) {
    this.inner = inner;
    this.policy = policy;
  }

  /// @throws HttpFailure for answers too
  @Override
  public Response exchange(Request request) throws IOException {
    return request.replayable() ? policy.run(() -> once(request)) : once(request);
  }

  private Response once(Request request) throws IOException {
    Response response = inner.exchange(request);
    if (response.status() < 400 || response.status() == 416) {
      return response;
    }
    try (response) {
      throw GoogleAnswer.of(response).failure(response);
    }
  }

  @Override
  public void close() {
    inner.close();
  }
}
