package datasync.workspace;

import datasync.task.Progress;
import java.nio.file.Path;
import java.time.InstantSource;

/// A workspace and what is remembered about its files.
///
/// @param root the absolute top folder; nothing outside it is written
/// @param index the hashes of files that were read before
/// @param links the outputs that were linked to the cache
/// @param threads how many threads walk, hash and link, at least 1
/// @param progress is told of every file that is read or made
public record Workspace(
    Path root, StatIndex index, LinkTable links, int threads, Progress progress)
    implements AutoCloseable {
  /// Opens the files that remember; none of them needs to be there. Does no input or output before
  /// the first question.
  ///
  /// @param state the folder of our own caches, `.dvc/tmp/datasync`; made when it is needed
  public static Workspace open(Path root, Path state, InstantSource clock, int threads) {
    Path top = root.toAbsolutePath().normalize();
    return new Workspace(
        top,
        StatIndex.open(state.resolve("stat"), top, clock),
        LinkTable.open(state.resolve("links"), top),
        threads,
        Progress.none());
  }

  /// The same workspace with somebody told of every file that is read or made.
  public Workspace reporting(Progress listener) {
    return new Workspace(root, index, links, threads, listener);
  }

  /// Saves what was learned. A failure to write is not an error: the next run reads again.
  @Override
  public void close() {
    index.save();
    links.save();
  }
}
