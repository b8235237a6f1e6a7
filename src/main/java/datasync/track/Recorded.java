package datasync.track;

import datasync.object.HashName;
import datasync.object.ObjectId;
import java.util.Optional;

/// What a metadata file records about one piece of content.
///
/// @param hashName how the content is named: `md5`, `md5-dos2unix` for entries of DVC 2 and older
///     (they have an `md5` and no `hash`), `etag` or `checksum` for content outside the project
/// @param value the digest as written, with `.dir` for a directory; empty when none is recorded
/// @param size bytes, or −1 when not recorded
/// @param nfiles the number of files of a directory, or −1 when not recorded
/// @param executable whether the file has an executable bit
/// @param cloud what a cloud store said
public record Recorded(
    String hashName, String value, long size, long nfiles, boolean executable, Cloud cloud) {
  /// The name of DVC 3's hash.
  public static final String MD5 = "md5";
  /// The name of the hash of DVC 2 and older.
  public static final String MD5_DOS2UNIX = "md5-dos2unix";
  /// Nothing recorded, to be hashed as DVC 3 does.
  public static final Recorded NONE = new Recorded(MD5, "", -1, -1, false, Cloud.NONE);

  /// Content named by an object id.
  ///
  /// @param size bytes, or −1 when unknown
  /// @param nfiles the number of files of a directory, −1 for a file
  public static Recorded of(ObjectId id, long size, long nfiles, boolean executable) {
    return new Recorded(id.hash().text(), id.value(), size, nfiles, executable, Cloud.NONE);
  }

  /// How content behind an address is named: by the digest that its kind of store has, which is
  /// none for those that have to be read for it.
  ///
  /// Source: `PARAM_CHECKSUM` of the file systems of dvc 3.67.
  ///
  /// @param scheme the scheme of the address in lower case
  public static String hashOf(String scheme) {
    return switch (scheme) {
      case "http", "https", "hdfs", "webhdfs", "gdrive" -> "checksum";
      case "s3", "gs", "azure", "oss", "webdav", "webdavs" -> "etag";
      default -> MD5;
    };
  }

  /// Whether no digest is recorded.
  public boolean isEmpty() {
    return value.isEmpty();
  }

  /// Whether the digest names a directory listing.
  public boolean isTree() {
    return value.endsWith(".dir");
  }

  /// Whether the content is named as DVC 2 and older did.
  public boolean isLegacy() {
    return hashName.equals(MD5_DOS2UNIX);
  }

  /// The object id, or empty when there is no digest, it is malformed, or it is a store's own.
  public Optional<ObjectId> id() {
    if (isEmpty()) {
      return Optional.empty();
    }
    return switch (hashName) {
      case MD5 -> ObjectId.parse(HashName.MD5, value);
      case MD5_DOS2UNIX -> ObjectId.parse(HashName.MD5_DOS2UNIX, value);
      default -> Optional.empty();
    };
  }

  /// The version of the object in its cloud store, or empty.
  public String versionId() {
    return cloud.versionId();
  }
}
