package datasync.repo;

import java.io.IOException;

/// What a revision uses could not be found out; the cause says why.
public final class CollectException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param message which revision
  /// @param cause why
  public CollectException(String message, IOException cause) {
    super(message, cause);
  }
}
