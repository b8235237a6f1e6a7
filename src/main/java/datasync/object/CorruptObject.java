package datasync.object;

/// Bytes that do not have the digest of their name.
public final class CorruptObject extends StoreFailure {
  private static final long serialVersionUID = 1L;

  /// @param location the store the bytes came from, without credentials
  /// @param id the name they had
  /// @param actual the digest they have, in hexadecimal
  public CorruptObject(String location, ObjectId id, String actual) {
    super("verify", location, id.value(), "content has the digest " + actual);
  }
}
