package datasync.repo.browse;

import datasync.task.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// `get`: copies a file or folder out of a project, without any trace of the project.
///
/// Source: dvc 3.67 `repo/get.py`, `fs/dvc.py` (`_get`): DVC's own files stay behind, a folder that
/// exists takes the copy into itself under the name of the source, permissions are not copied.
public final class Get {
  private final Path working;
  private final Options options;
  private final Progress progress;

  /// How to copy.
  ///
  /// @param out where to, as typed, or empty for the name of the source
  /// @param force whether something that is there may be replaced
  /// @param jobs how many files at once; 0 for four times the processors
  /// @param dryRun whether nothing is written
  public record Options(String out, boolean force, int jobs, boolean dryRun) {}

  /// What was copied.
  ///
  /// @param target where it is
  /// @param files how many files
  /// @param bytes their bytes as far as known before
  public record Result(Path target, long files, long bytes) {}

  /// @param working the folder that relative paths start from
  /// @param progress is told of every file
  public Get(Path working, Options options, Progress progress) {
    this.working = working;
    this.options = options;
    this.progress = progress;
  }

  /// Refuses what can be refused before anything is opened.
  ///
  /// @throws datasync.repo.RepositoryException when something is in the way
  public Path check(String path) throws IOException {
    Path target = Destination.of(working, path, options.out(), options.force());
    Destination.checkData(target);
    return target;
  }

  /// Copies.
  ///
  /// @param given the path as typed
  /// @throws java.nio.file.NoSuchFileException when there is nothing
  /// @throws datasync.repo.RepositoryException when something is in the way, or some of it cannot
  ///     be had
  public Result run(View view, String given) throws IOException {
    Path target = check(given);
    ViewEntry source = view.find(view.path(given));
    if (Files.isDirectory(target) && !source.name().isEmpty()) {
      target = target.resolve(source.name());
    }
    Copies copies = new Copies(false);
    if (source.isFolder()) {
      copies.addFolder("");
      collect(view, source, source.path().isEmpty() ? 0 : source.path().length() + 1, copies);
    } else {
      copies.add("", view.payload(source));
    }
    if (!options.dryRun()) {
      copies.write(target, options.jobs(), progress);
    }
    return new Result(target, copies.count(), copies.bytes());
  }

  private static void collect(View view, ViewEntry folder, int start, Copies copies)
      throws IOException {
    for (ViewEntry entry : view.children(folder.path(), false)) {
      if (View.isMetadata(entry.name())) {
        continue;
      }
      String path = entry.path().substring(start);
      if (entry.isFolder()) {
        copies.addFolder(path);
        collect(view, entry, start, copies);
      } else if (entry.isPresent() && view.find(entry.path()).isFolder()) {
        copies.addFolder(path);
      } else {
        copies.add(path, view.payload(entry));
      }
    }
  }
}
