package datasync.repo.browse;

import datasync.io.AtomicFile;
import datasync.io.FolderTree;
import datasync.io.TempName;
import datasync.object.Payload;
import datasync.repo.NameLines;
import datasync.repo.RepositoryException;
import datasync.task.Parallel;
import datasync.task.Progress;
import datasync.workspace.SafePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Files that are about to be written at or below one path. A new folder appears when all of it is
/// there; in a folder that exists each file replaces another one by rename.
final class Copies {
  private static final int BUFFER = 1 << 16;
  private static final int SHOWN = 20;

  private final TreeMap<String, Payload> files = new TreeMap<>();
  private final Set<String> folders = new TreeSet<>();
  private final boolean own;

  /// @param own whether the names are those of files here, so that folders of Git and DVC may be
  ///     among them
  Copies(boolean own) {
    this.own = own;
  }

  /// Adds a file.
  ///
  /// @param path below the target; empty for the target itself
  void add(String path, Payload payload) throws IOException {
    if (!path.isEmpty() && !own) {
      SafePath.checkRelative(Path.of("."), path);
    }
    files.put(path, payload);
  }

  /// Adds a folder that is made even when nothing is in it.
  void addFolder(String path) throws IOException {
    if (!path.isEmpty() && !own) {
      SafePath.checkRelative(Path.of("."), path);
    }
    folders.add(path);
  }

  /// How many files there are.
  int count() {
    return files.size();
  }

  /// The sum of their bytes as far as known.
  long bytes() {
    long sum = 0;
    for (Payload payload : files.values()) {
      sum += Math.max(0, payload.length());
    }
    return sum;
  }

  /// Writes all of it.
  ///
  /// @param jobs how many files at once; 0 for four times the processors
  /// @throws RepositoryException when some files could not be had, naming them
  void write(Path target, int jobs, Progress progress) throws IOException {
    progress.begin(count(), bytes());
    if (target.getParent() != null) {
      Files.createDirectories(target.getParent());
    }
    if (files.containsKey("")) {
      copy(target, files.get(""), progress);
      return;
    }
    if (Files.isDirectory(target)) {
      checkCase(target);
      writeAll(target, target, jobs, progress);
      return;
    }
    Path temporary = Files.createDirectory(TempName.beside(target));
    try {
      checkCase(temporary);
      writeAll(temporary, target, jobs, progress);
      Files.deleteIfExists(target);
      Files.move(temporary, target);
    } finally {
      FolderTree.delete(temporary);
    }
  }

  /// Refuses two names that are one on the file system of a folder: one file would silently take
  /// the place of the other.
  private void checkCase(Path folder) throws IOException {
    Map<String, String> seen = new HashMap<>();
    for (String file : files.keySet()) {
      String other = seen.put(file.toLowerCase(Locale.ROOT), file);
      if (other != null && ignoresCase(folder)) {
        throw new RepositoryException(
            RepositoryException.Kind.REFUSED,
            "'" + other + "' and '" + file + "' differ only in case, which is no difference here");
      }
    }
  }

  private static boolean ignoresCase(Path folder) throws IOException {
    Path probe = Files.createTempFile(folder, "case-", ".tmp");
    try {
      String name = probe.getFileName().toString().toUpperCase(Locale.ROOT);
      return Files.exists(folder.resolve(name));
    } finally {
      Files.delete(probe);
    }
  }

  private void writeAll(Path top, Path shown, int jobs, Progress progress) throws IOException {
    for (String folder : folders) {
      Files.createDirectories(top.resolve(folder));
    }
    for (String file : files.keySet()) {
      Files.createDirectories(top.resolve(file).getParent());
    }
    List<Parallel.Failure<String>> failures =
        Parallel.forTransfers(jobs)
            .tryEach(
                files.keySet(),
                file -> copy(top.resolve(file), files.get(file), progress));
    if (!failures.isEmpty()) {
      boolean partly = top.equals(shown) && failures.size() < count();
      throw failed(failures, shown, partly);
    }
  }

  private static IOException failed(
      List<Parallel.Failure<String>> failures, Path shown, boolean partly) {
    List<String> names = new ArrayList<>();
    for (Parallel.Failure<String> failure : failures) {
      names.add(shown.getFileName() + "/" + failure.item());
    }
    names.sort(null);
    IOException problem =
        new RepositoryException(
            partly ? RepositoryException.Kind.PARTLY : RepositoryException.Kind.DATA,
            failures.size() + (failures.size() == 1 ? " file" : " files") + " could not be had ("
                + failures.getFirst().reason().getMessage() + "):"
                + NameLines.of(names, SHOWN, "  "));
    problem.initCause(failures.getFirst().reason());
    return problem;
  }

  private static void copy(Path target, Payload payload, Progress progress) throws IOException {
    String name = target.getFileName().toString();
    progress.started(name, payload.length());
    Path temporary = TempName.beside(target);
    try {
      try (InputStream in = payload.open();
          OutputStream out =
              Files.newOutputStream(
                  temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        byte[] buffer = new byte[BUFFER];
        int count = in.read(buffer);
        while (count >= 0) {
          out.write(buffer, 0, count);
          progress.advance(count);
          count = in.read(buffer);
        }
      }
      AtomicFile.rename(temporary, target);
    } finally {
      Files.deleteIfExists(temporary);
    }
    progress.finished(name);
  }
}
