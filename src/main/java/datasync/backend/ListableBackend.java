package datasync.backend;

import java.io.IOException;
import java.util.Collection;

/// A backend that can be listed and emptied.
public interface ListableBackend extends Backend {
  /// Receives the files of a listing.
  @FunctionalInterface
  interface Visitor {
    /// @param name the file's name relative to the backend, with `/`
    /// @param size its bytes, or −1 when the listing does not tell
    void file(String name, long size) throws IOException;
  }

  /// Whether [#list] asks for each folder by itself, as file systems make it, or for what is below
  /// a name in pages, folders or not, as object stores do.
  default boolean listsEachFolder() {
    return false;
  }

  /// Hands every file below a folder to `visitor`, in no order; temporary names
  /// (`.….tmp`) are left out. A folder that is not there is empty.
  ///
  /// @param folder a relative name without trailing `/`, or empty for everything
  /// @throws IOException when the listing could not be read to its end
  void list(String folder, Visitor visitor) throws IOException;

  /// Receives what one folder holds.
  @FunctionalInterface
  interface ChildVisitor {
    /// @param name the last part of the name
    /// @param folder whether it is a folder
    /// @param size the bytes of a file, or −1 when the listing does not tell
    void child(String name, boolean folder, long size) throws IOException;
  }

  /// Hands the files and folders directly in a folder to `visitor`, in no order, each once. A
  /// folder that is not there, or is a file, is empty.
  ///
  /// @param folder a relative name without trailing `/`, or empty for the top
  /// @throws IOException when the listing could not be read to its end
  void children(String folder, ChildVisitor visitor) throws IOException;

  /// Removes files; those that are not there are no error. As many at once as serves the backend.
  ///
  /// @throws IOException when one could not be removed, after the others were tried
  void delete(Collection<String> names) throws IOException;
}
