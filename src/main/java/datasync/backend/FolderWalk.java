package datasync.backend;

import datasync.task.Parallel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Lists what is below a folder where servers tell of one folder at a time.
public final class FolderWalk {
  private FolderWalk() {}

  /// Hands every file below a folder to `visitor`, by the children of one folder after the other,
  /// those of one depth at once.
  ///
  /// @param backend leaves temporary files out of the children
  /// @param folder a relative name without trailing `/`, or empty for everything
  /// @throws IOException when a folder could not be read to its end
  public static void list(
      ListableBackend backend, String folder, ListableBackend.Visitor visitor)
      throws IOException {
    List<String> level = List.of(folder);
    Parallel parallel = Parallel.forTransfers(backend.parallelism());
    while (!level.isEmpty()) {
      List<String> next = new ArrayList<>();
      parallel.forEach(
          level,
          above ->
              backend.children(
                  above,
                  (last, isFolder, size) -> {
                    String name = above.isEmpty() ? last : above + "/" + last;
                    synchronized (next) {
                      if (isFolder) {
                        next.add(name);
                      } else {
                        visitor.file(name, size);
                      }
                    }
                  }));
      level = next;
    }
  }
}
