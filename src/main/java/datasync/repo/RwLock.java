package datasync.repo;

import datasync.io.AtomicFile;
import datasync.text.FormatException;
import datasync.text.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/// The paths that running commands read and write, `.dvc/tmp/rwlock`.
///
/// Source: spec `dvc-format.md` 3.2. The file is read, changed and replaced under `rwlock.lock`.
/// What a process left that is gone is removed with a warning. Not safe for several threads.
public final class RwLock {
  /// The most that a table of nobody takes: `{"read": {}, "write": {}}` with some blanks.
  private static final int WITHOUT_USERS = 32;

  private final Path tmp;
  private final LockOptions options;
  private final RwTable.User self;
  private final Consumer<String> warnings;

  /// @param tmp the project's `.dvc/tmp`
  /// @param command the whole command line, for those who have to wait
  /// @param warnings is told what was cleaned up
  public RwLock(Path tmp, LockOptions options, String command, Consumer<String> warnings) {
    this.tmp = tmp;
    this.options = options;
    this.self = new RwTable.User(ProcessHandle.current().pid(), command);
    this.warnings = warnings;
  }

  /// Paths that are taken.
  public final class Held implements AutoCloseable {
    private final List<String> read;
    private final List<String> write;

    private Held(List<String> read, List<String> write) {
      this.read = read;
      this.write = write;
    }

    /// Gives the paths back.
    ///
    /// @throws IOException when the file cannot be changed
    @Override
    public void close() throws IOException {
      ProjectLock guard = guard();
      try {
        RwTable table = load();
        table.releaseWrite(self, write);
        table.releaseRead(self, read);
        store(table);
      } finally {
        guard.close();
      }
    }
  }

  /// Takes paths for reading and writing. Paths that lie inside each other exclude each other,
  /// except that several may read.
  ///
  /// @param read absolute paths
  /// @param write absolute paths
  /// @throws LockHeld when another process has one of them, naming that process
  /// @throws RepositoryException when the file is broken
  public Held take(Collection<Path> read, Collection<Path> write) throws IOException {
    List<String> readers = text(read);
    List<String> writers = text(write);
    List<String> both = new ArrayList<>(readers);
    both.addAll(writers);
    ProjectLock guard = guard();
    try {
      RwTable table = load();
      check(table.writersOver(both, self, this::removed));
      check(table.readersOver(writers, self, this::removed));
      Held held = new Held(table.addRead(self, readers), table.addWrite(self, writers));
      store(table);
      return held;
    } finally {
      guard.close();
    }
  }

  /// Makes sure that nobody else has paths, for a process that holds the repository lock until it
  /// is done with them: whoever takes paths needs that lock first.
  ///
  /// @throws LockHeld as [#take] does
  public void ensureFree(Collection<Path> read, Collection<Path> write) throws IOException {
    Path file = tmp.resolve("rwlock");
    if (Files.exists(file) && Files.size(file) > WITHOUT_USERS) {
      take(read, write).close();
    }
  }

  /// What processes that are gone have left in a project, a line for each path.
  ///
  /// @param tmp the project's `.dvc/tmp`
  /// @throws RepositoryException when the file is broken
  public static List<String> left(Path tmp) throws IOException {
    List<String> left = new ArrayList<>();
    load(tmp).forEach(
        (user, path) -> {
          if (ProcessHandle.of(user.pid()).isEmpty()) {
            left.add("'" + path + "' by `" + user.command() + "` (" + user.pid() + ")");
          }
        });
    return left;
  }

  private ProjectLock guard() throws IOException {
    return ProjectLock.take(tmp, "rwlock.lock", options);
  }

  private void check(List<RwTable.Blocker> blockers) throws LockHeld {
    if (blockers.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    text.append('\'').append(blockers.getFirst().wanted());
    text.append("' is busy, it is being blocked by:");
    for (RwTable.Blocker each : blockers) {
      RwTable.User user = each.user();
      text.append("\n  (PID ").append(user.pid()).append("): ").append(user.command());
    }
    throw new LockHeld(
        text.toString(),
        "if there are no processes with such PIDs, remove `" + tmp.resolve("rwlock") + "`");
  }

  private void removed(RwTable.User user, String path) {
    warnings.accept(
        "Process '"
            + user.command()
            + "' with (Pid "
            + user.pid()
            + "), in RWLock-file '"
            + path
            + "' had been killed. Auto removed it from the lock file.");
  }

  private RwTable load() throws IOException {
    return load(tmp);
  }

  private static RwTable load(Path tmp) throws IOException {
    Path file = tmp.resolve("rwlock");
    try {
      return RwTable.of(Json.parse(Files.readAllBytes(file), file.toString()));
    } catch (NoSuchFileException none) {
      return new RwTable();
    } catch (FormatException broken) {
      throw new RepositoryException(
          RepositoryException.Kind.CONFLICT,
          "cannot read `" + file + "`: " + broken.getMessage(),
          "remove it if no other command is running");
    }
  }

  private void store(RwTable table) throws IOException {
    byte[] text = Json.write(table.value()).getBytes(StandardCharsets.UTF_8);
    AtomicFile.writeScratch(tmp.resolve("rwlock"), text);
  }

  private static List<String> text(Collection<Path> paths) {
    List<String> all = new ArrayList<>();
    for (Path path : paths) {
      all.add(path.toString());
    }
    return all;
  }
}
