package datasync.workspace;

import datasync.io.FileNames;
import datasync.task.TaskPool;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Walks a directory on several threads and hands its files out in portions, each looked at once.
///
/// Left out: what the ignore files name, `.git`, `.hg` and `.dvc` below it, whole directories that
/// are DVC projects of their own (spec `dvc-format.md` 6.3), and temporary files of this program.
final class FileWalk {
  /// The end of names of temporary files that lie beside what they will replace.
  static final String TEMPORARY = ".datasync.tmp";

  private static final int PORTION = 256;

  private final Visitor visitor;

  /// Takes what a walk finds; called by several threads at once.
  interface Visitor {
    /// Some of what a directory holds, directories left out.
    void entries(TaskPool pool, Folder folder, List<Entry> entries) throws IOException;

    /// A directory below the top, before what it holds.
    default void directory(Folder folder) throws IOException {}
  }

  FileWalk(Visitor visitor) {
    this.visitor = visitor;
  }

  /// Walks a directory.
  void run(Workspace workspace, Path top, DirectoryFilter filter) throws IOException {
    Folder folder = new Folder(top, "", workspace.index().pathState(top), filter);
    TaskPool.run(workspace.threads(), new Listing(this, folder));
  }

  private record Listing(FileWalk walk, Folder folder) implements TaskPool.Task {
    @Override
    public void run(TaskPool pool) throws IOException {
      walk.list(pool, folder);
    }
  }

  private void list(TaskPool pool, Folder folder) throws IOException {
    List<Path> portion = new ArrayList<>(PORTION);
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder.path())) {
      for (Path each : stream) {
        portion.add(each);
        if (portion.size() == PORTION) {
          List<Path> full = portion;
          portion = new ArrayList<>(PORTION);
          pool.submit(next -> look(next, folder, full));
        }
      }
    } catch (DirectoryIteratorException broken) {
      throw broken.getCause();
    } catch (NoSuchFileException | NotDirectoryException gone) {
      if (folder.relative().isEmpty()) {
        throw gone;
      }
    }
    look(pool, folder, portion);
  }

  private void look(TaskPool pool, Folder folder, List<Path> portion) throws IOException {
    List<Entry> entries = new ArrayList<>(portion.size());
    for (Path each : portion) {
      String name = name(each);
      if (isOurs(name)) {
        continue;
      }
      Entry entry = Entry.of(each, name);
      if (entry.kind() == Entry.Kind.DIRECTORY) {
        if (!isPrivate(name) && !folder.filter().ignores(name, true)) {
          descend(pool, folder, entry);
        }
      } else if (entry.kind() != Entry.Kind.GONE
          && !name.equals(".git")
          && !folder.filter().ignores(name, false)) {
        entries.add(entry);
      }
    }
    if (!entries.isEmpty()) {
      visitor.entries(pool, folder, entries);
    }
  }

  private void descend(TaskPool pool, Folder folder, Entry entry) throws IOException {
    if (Files.isDirectory(entry.path().resolve(".dvc"), LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Folder child = folder.child(entry.path(), entry.name());
    visitor.directory(child);
    pool.submit(new Listing(this, child));
  }

  private static String name(Path path) throws WorkspaceException {
    Optional<String> name = FileNames.name(path);
    if (name.isPresent()) {
      return name.get();
    }
    throw new WorkspaceException(
        WorkspaceException.Reason.NAME,
        path,
        "the name of `" + FileNames.escaped(path) + "` is not valid UTF-8; rename the file");
  }

  private static boolean isPrivate(String name) {
    return name.equals(".git") || name.equals(".hg") || name.equals(".dvc");
  }

  private static boolean isOurs(String name) {
    return name.endsWith(TEMPORARY) && name.startsWith(".");
  }
}
