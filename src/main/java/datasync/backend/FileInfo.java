package datasync.backend;

import java.util.OptionalLong;

/// What a backend says about one file without reading it.
///
/// @param size bytes, or −1 when the protocol does not tell
/// @param checksum what tells one content of the file from another, as dvc records it for
///     dependencies (`etag` without quotes for object stores, the `ETag` as written for web
///     servers, the checksum of HDFS), or empty
/// @param version the id of this version where the backend keeps versions, or empty
public record FileInfo(long size, String checksum, String version) {
  /// What a backend knows that tells sizes alone.
  public static FileInfo ofSize(long size) {
    return new FileInfo(size, "", "");
  }

  /// The size that something is said to have, as [Backend#size] tells it.
  ///
  /// @param info what is known of a file, or null when there is none
  public static OptionalLong sizeOf(FileInfo info) {
    return info == null ? OptionalLong.empty() : OptionalLong.of(info.size());
  }
}
