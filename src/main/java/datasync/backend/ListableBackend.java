package datasync.backend;

import java.io.IOException;

/// A backend that can be listed and emptied.
public interface ListableBackend extends Backend {
  /// Receives the files of a listing.
  @FunctionalInterface
  interface Visitor {
    /// @param name the file's name relative to the backend, with `/`
    /// @param size its bytes, or −1 when the listing does not tell
    void file(String name, long size) throws IOException;
  }

  /// Hands every file below a folder to `visitor`, in no order; temporary names
  /// (`.….tmp`) are left out. A folder that is not there is empty.
  ///
  /// @param folder a relative name without trailing `/`, or empty for everything
  /// @throws IOException when the listing could not be read to its end
  void list(String folder, Visitor visitor) throws IOException;

  /// Removes a file; one that is not there is no error.
  void delete(String name) throws IOException;
}
