package datasync.http;

import java.io.IOException;

/// Sends a replayable request again when it failed in a way that may pass.
///
/// When enough was tried the last answer is given as it is, or the last failure thrown. What fails
/// while the body is read is the reader's to repeat: see [ResumingStream].
final class RetryingTransport implements HttpTransport {
  private final HttpTransport inner;
  private final RetryPolicy policy;

  RetryingTransport(HttpTransport inner, RetryPolicy policy) {
    this.inner = inner;
    this.policy = policy;
  }

  @Override
  public Response exchange(Request request) throws IOException {
    if (!request.replayable()) {
      return inner.exchange(request);
    }
    RetryPolicy.Series series = policy.begin();
    while (true) {
      Response response;
      try {
        response = inner.exchange(request);
      } catch (HttpFailure failure) {
        series.retryOrThrow(failure);
        continue;
      }
      boolean again;
      try {
        again = response.status() >= 400 && series.retry(HttpFailure.of(response, policy.clock()));
      } catch (IOException stopped) {
        response.close();
        throw stopped;
      }
      if (!again) {
        if (response.status() < 500) {
          series.succeeded();
        }
        return response;
      }
      response.close();
    }
  }

  @Override
  public void close() {
    inner.close();
  }
}
