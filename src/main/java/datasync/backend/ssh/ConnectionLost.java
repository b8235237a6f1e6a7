package datasync.backend.ssh;

import java.io.IOException;

/// A connection could not be made or ended while something was asked; another one may do.
final class ConnectionLost extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean unreachable;

  /// @param reason what happened, lower case, no full stop
  /// @param unreachable whether nobody was there at all, so that few attempts are enough
  ConnectionLost(String reason, boolean unreachable) {
    super(reason);
    this.unreachable = unreachable;
  }

  /// A connection that was there and is no more.
  ConnectionLost(String reason) {
    this(reason, false);
  }

  boolean isUnreachable() {
    return unreachable;
  }

  /// The same failure for another thread that waited for it.
  ConnectionLost again() {
    return new ConnectionLost(getMessage(), unreachable);
  }
}
