package datasync.workspace;

import java.nio.file.Path;
import java.util.List;

/// Makes workspace files from objects. Safe for several threads.
public final class Linker {
  /// @param types what to try, in order; the first that works between two file systems is kept
  /// @param shared whether copies are writable for the group (`cache.shared = group`)
  /// @param staging a folder for temporary files, on the file system of the workspace; made when
  ///     it is needed
  public Linker(List<LinkType> types, boolean shared, Path staging) {}
}
