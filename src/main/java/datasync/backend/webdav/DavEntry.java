package datasync.backend.webdav;

/// What a server says about one file or folder.
///
/// @param path the path at the server, decoded, without a final `/`
/// @param folder whether it is a collection
/// @param size the bytes of a file, or −1 when the server does not tell
/// @param etag the entity tag as the server writes it, or empty
record DavEntry(String path, boolean folder, long size, String etag) {
  /// The last part of the path.
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// The path of the folder it is in.
  String parent() {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
