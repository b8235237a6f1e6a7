package datasync.backend.s3;

import datasync.http.HttpFailure;
import java.io.IOException;

/// A request that the service refused for good, with its code.
final class S3Refusal extends IOException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final HttpFailure failure;

  S3Refusal(S3Error error, HttpFailure failure) {
    super(failure.getMessage(), failure);
    this.code = error.code();
    this.failure = failure;
  }

  /// The service's code, or empty.
  String code() {
    return code;
  }

  int status() {
    return failure.status();
  }

  HttpFailure failure() {
    return failure;
  }

  /// Whether the service does not know this operation.
  boolean isUnsupported() {
    return code.equals("NotImplemented") || status() == 501 || status() == 405;
  }
}
