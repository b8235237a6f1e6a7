package datasync.object;

/// The object is not in the store that was asked.
public final class ObjectMissing extends StoreFailure {
  private static final long serialVersionUID = 1L;

  /// @param location the store, without credentials
  /// @param id the object
  public ObjectMissing(String location, ObjectId id) {
    super("read", location, id.value(), "object is missing");
  }
}
