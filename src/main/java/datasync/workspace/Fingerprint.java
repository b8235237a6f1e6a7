package datasync.workspace;

import datasync.task.TaskPool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Adds up what [LinkTable] remembers of an output.
final class Fingerprint implements FileWalk.Visitor {
  private long sum;
  private boolean foreign;

  private Fingerprint() {}

  /// Whether an output still has a fingerprint: no file came, went or was written.
  static boolean matches(Workspace workspace, Path path, long recorded) throws IOException {
    Fingerprint now = new Fingerprint();
    Entry top = Entry.of(path, "");
    switch (top.kind()) {
      case FILE ->
          now.entries(null, Folder.holding(workspace.index(), path), List.of(top));
      case DIRECTORY -> new FileWalk(now).run(workspace, path, DirectoryFilter.NONE);
      case LINKED_DIRECTORY, DANGLING, OTHER, GONE -> now.foreign = true;
    }
    return !now.foreign && now.sum == recorded;
  }

  @Override
  public synchronized void entries(TaskPool pool, Folder folder, List<Entry> entries) {
    for (Entry each : entries) {
      foreign |= each.kind() != Entry.Kind.FILE;
      sum += LinkTable.fingerprint(folder.state(each.name()), each.stamp());
    }
  }
}
