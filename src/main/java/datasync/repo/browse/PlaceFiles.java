package datasync.repo.browse;

import datasync.object.Payload;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// The files at an address: on this machine, or over a network. Paths are relative to the address,
/// the empty path is the address itself.
sealed interface PlaceFiles extends Closeable permits LocalFiles, NetworkFiles {
  /// What a list calls the address.
  String shown();

  /// Whether somebody else decides about the names below.
  boolean isForeign();

  /// What is at the address; null when there is nothing.
  PlainNode look() throws IOException;

  /// What a folder holds, in no order.
  List<PlainNode> children(String path) throws IOException;

  /// Lists all of it at once where that is cheaper than one folder after the other.
  void readAll() throws IOException;

  /// Adds every file below the address.
  void below(Map<String, Payload> found) throws IOException;

  /// The bytes of a file.
  ///
  /// @param size its bytes, or −1 when they are not known
  Payload payload(String path, long size) throws IOException;
}
