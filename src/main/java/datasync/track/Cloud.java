package datasync.track;

/// What a cloud store said about content: versions and store-side digests.
///
/// Every part is the empty string when it is not recorded.
///
/// @param remote the name of the remote the rest belongs to, or empty when it belongs to the
///     address of the entry itself
/// @param versionId the store's version of the object
/// @param etag the store's entity tag as DVC records it for its kind of store
/// @param checksum the checksum of HTTP and HDFS sources
/// @param md5 the MD5 the entry records, whatever the hash of the entry is
public record Cloud(String remote, String versionId, String etag, String checksum, String md5) {
  /// Nothing recorded.
  public static final Cloud NONE = new Cloud("", "", "", "", "");

  /// Whether nothing but perhaps the MD5 is recorded.
  boolean hasOnlyMd5() {
    return remote.isEmpty() && versionId.isEmpty() && etag.isEmpty() && checksum.isEmpty();
  }
}
