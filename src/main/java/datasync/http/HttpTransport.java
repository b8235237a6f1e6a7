package datasync.http;

import java.io.IOException;

/// Carries one request to a server and brings its answer.
///
/// Safe for use by several threads at once. Behaviour is added by wrapping: redirects, credentials
/// and retries are transports over transports, put together by [Transports].
public interface HttpTransport extends AutoCloseable {
  /// Sends the request and waits until the head of the answer is there; its body is then read by
  /// the caller, who closes it. Any status is an answer, not an exception.
  ///
  /// Blocks. An interrupt ends it with `InterruptedIOException`.
  ///
  /// @throws HttpFailure when there is no answer; its kind says why and whether to try again
  /// @throws IOException when the body of the request cannot be read on this side
  Response exchange(Request request) throws IOException;

  /// Breaks what is running and lets go of all connections; more than once is allowed.
  @Override
  void close();
}
