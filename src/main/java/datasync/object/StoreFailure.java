package datasync.object;

import java.io.IOException;

/// A store could not do what it was asked.
///
/// Carries what a message and a retry need: the operation, where, which object, and whether the
/// same request may work later.
public class StoreFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final String operation;
  private final String location;
  private final String object;
  private final boolean retryable;

  /// @param operation the verb, such as `read` or `write`
  /// @param location the store as [ObjectSource#location] names it, without credentials
  /// @param object the object's value or file name, or empty when the store as a whole is meant
  /// @param retryable whether the same request may work later
  /// @param cause what happened; its message becomes this one's
  public StoreFailure(
      String operation, String location, String object, boolean retryable, Throwable cause) {
    super(cause.getMessage(), cause);
    this.operation = operation;
    this.location = location;
    this.object = object;
    this.retryable = retryable;
  }

  StoreFailure(String operation, String location, String object, String reason) {
    super(reason);
    this.operation = operation;
    this.location = location;
    this.object = object;
    this.retryable = false;
  }

  /// The verb that failed.
  public final String operation() {
    return operation;
  }

  /// The store, without credentials.
  public final String location() {
    return location;
  }

  /// The object's value or file name; empty when the store as a whole is meant.
  public final String object() {
    return object;
  }

  /// Whether the same request may work later.
  public final boolean isRetryable() {
    return retryable;
  }
}
