package datasync.object;

/// Bytes that do not have the digest of their name.
public final class CorruptObject extends StoreFailure {
  private static final long serialVersionUID = 1L;

  /// @param location the store the bytes came from, without credentials
  /// @param id the name they had
  /// @param actual the digest they have, in hexadecimal
  public CorruptObject(String location, ObjectId id, String actual) {
    this("content has the digest " + actual, location, id);
  }

  private CorruptObject(String reason, String location, ObjectId id) {
    super("verify", location, id.value(), reason);
  }

  /// Content that goes on although the object cannot be that long.
  ///
  /// @param limit how many bytes were let through
  static CorruptObject endless(String location, ObjectId id, long limit) {
    String reason = "content goes on after " + limit + " bytes, far more than the object has";
    return new CorruptObject(reason, location, id);
  }
}
