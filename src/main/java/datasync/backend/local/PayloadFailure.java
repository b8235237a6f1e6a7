package datasync.backend.local;

import java.io.IOException;

/// Carries what a payload threw past the code that turns a store's own failures into
/// [datasync.object.StoreFailure]s.
final class PayloadFailure extends IOException {
  private static final long serialVersionUID = 1L;

  PayloadFailure(IOException cause) {
    super(cause);
  }

  /// What the payload threw.
  IOException thrown() {
    return (IOException) getCause();
  }
}
