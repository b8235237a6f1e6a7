package datasync.repo;

import datasync.backend.ListableBackend;
import datasync.backend.local.FolderBackend;
import datasync.backend.local.FolderOptions;
import datasync.object.BytesPayload;
import datasync.task.Parallel;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;

/// Copies the history of runs between the cache and a remote. Records never change, so one that is
/// there by name is left alone.
final class RunCacheCopy {
  private final Repository repository;

  RunCacheCopy(Repository repository) {
    this.repository = repository;
  }

  /// @param push whether to copy to the remote
  /// @return how many records were copied
  long run(ListableBackend remote, boolean push) throws IOException {
    FolderOptions options = new FolderOptions(repository.settings().sharedCache(), false);
    try (FolderBackend local = new FolderBackend(repository.cache().folder(), options)) {
      return push ? copy(local, remote) : copy(remote, local);
    }
  }

  private static long copy(ListableBackend from, ListableBackend to) throws IOException {
    Set<String> there = new HashSet<>();
    to.list(RunCache.FOLDER, (name, size) -> there.add(name));
    Set<String> missing = new HashSet<>();
    from.list(
        RunCache.FOLDER,
        (name, size) -> {
          if (!there.contains(name)) {
            missing.add(name);
          }
        });
    Parallel.forTransfers(Math.max(from.parallelism(), to.parallelism()))
        .forEach(
            missing,
            name -> {
              try (InputStream in = from.open(name, 0)) {
                to.write(name, new BytesPayload(in.readAllBytes()));
              }
            });
    return missing.size();
  }
}
