package datasync.faults;

import datasync.cli.Captured;
import datasync.cli.command.CommandList;
import datasync.io.Environment;
import datasync.io.FolderTree;
import datasync.io.FileStat;
import datasync.io.TempName;
import datasync.remote.Wrapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A project, its cache, a remote in a folder and a home, all below one folder that can be made,
/// copied and looked at as a whole.
///
/// @param top the folder; the project is in `project`, the remote in `remote`
public record World(Path top) {
  private static final FileTime OLD = FileTime.from(Instant.parse("2024-01-02T03:04:05.678Z"));

  /// The folder of the project.
  public Path project() {
    return top.resolve("project");
  }

  /// The environment of commands, with a clock that runs and no Git configuration of the machine.
  public Map<String, String> variables() {
    return Map.of(
        "HOME", top.resolve("home").toString(),
        "PATH", System.getenv("PATH"),
        "GIT_CONFIG_NOSYSTEM", "1",
        "XDG_CONFIG_DIRS", top.resolve("xdg").toString());
  }

  /// What a command did.
  ///
  /// @param exit its exit status
  /// @param text everything it printed
  public record Ran(int exit, String text) {}

  /// Runs a command line in this process.
  public Ran run(String line) {
    return run(line, new Wrapping.None());
  }

  /// Runs a command line in this process with something around its remotes.
  public Ran run(String line, Wrapping wrapping) {
    Path home = top.resolve("home");
    if (line.startsWith("gc")) {
      nextTick();
    }
    // nothing but zeros: no wait before a request is made again
    Environment environment =
        new Environment(variables(), project(), home, InstantSource.system(), () -> 0);
    Captured captured = new Captured(environment);
    int exit = captured.run(new CommandList(), wrapping, line.split(" "));
    return new Ran(exit, captured.out() + captured.err());
  }

  /// Waits for the clock of the file system to move on, some milliseconds at most: `gc` leaves
  /// alone what came in the tick in which it began.
  private void nextTick() {
    try {
      Path file = Files.createTempFile(top.getParent(), "tick", "");
      FileTime first = Files.getLastModifiedTime(file);
      while (Files.getLastModifiedTime(file).equals(first)) {
        Files.write(file, new byte[1]);
      }
      Files.delete(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Makes the world of some lines: `write PATH SIZE SEED`, `rm PATH`, `cp PATH PATH`, and `>` with
  /// a command that has to succeed. All files are of an earlier time afterwards.
  public void make(List<String> lines) throws IOException {
    Files.createDirectories(project().resolve(".git").resolve("objects"));
    Files.createDirectories(project().resolve(".git").resolve("refs"));
    Files.writeString(project().resolve(".git").resolve("HEAD"), "ref: refs/heads/main\n");
    Files.createDirectories(top.resolve("home"));
    for (String line : lines) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "write" -> {
          Path file = project().resolve(words[1]);
          byte[] bytes = new byte[Integer.parseInt(words[2])];
          new Random(Long.parseLong(words[3])).nextBytes(bytes);
          Files.createDirectories(file.getParent());
          Files.deleteIfExists(file);
          Files.write(file, bytes);
        }
        case "rm" -> FolderTree.delete(project().resolve(words[1]).normalize());
        case "cp" -> {
          Path to = project().resolve(words[2]).normalize();
          FolderTree.delete(to);
          copy(project().resolve(words[1]).normalize(), to);
        }
        case ">" -> {
          Ran ran = run(line.substring(2));
          if (ran.exit() != 0) {
            throw new AssertionError(line + " ended with " + ran.exit() + ": " + ran.text());
          }
        }
        default -> throw new IllegalArgumentException(line);
      }
    }
    FolderTree.delete(project().resolve(".dvc/tmp/datasync"));
    try (Stream<Path> all = Files.walk(top)) {
      for (Path each : all.toList()) {
        if (Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)) {
          Files.setLastModifiedTime(each, OLD);
        }
      }
    }
  }

  /// Copies a file or folder with modes, times, symbolic links and hard links among the files.
  public static void copy(Path from, Path to) throws IOException {
    Map<Object, Path> seen = new HashMap<>();
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          private Path target(Path path) {
            return to.resolve(from.relativize(path).toString());
          }

          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes now)
              throws IOException {
            Files.createDirectories(target(folder));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes now)
              throws IOException {
            Path target = target(file);
            Path same = now.isSymbolicLink() ? null : seen.putIfAbsent(now.fileKey(), target);
            if (same != null) {
              Files.createLink(target, same);
            } else {
              Files.copy(
                  file,
                  target,
                  StandardCopyOption.COPY_ATTRIBUTES,
                  LinkOption.NOFOLLOW_LINKS);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /// What is below the folder: for each path what it is, with mode, digest of the content and the
  /// first other name of the same file. Left out are `.git`, our own files in `.dvc/tmp`, and in
  /// cache and remote temporary names, quarantine and folders.
  public Map<String, String> look() throws IOException {
    Map<String, String> found = new TreeMap<>();
    Map<Long, String> names = new HashMap<>();
    for (Path each : paths()) {
      String name = top.relativize(each).toString();
      boolean store = isStore(name);
      if (name.contains("/.git/") || name.startsWith("project/.dvc/tmp/")
          || isLeftOver(name) || store && Files.isDirectory(each)) {
        continue;
      }
      FileStat stat = FileStat.of(each);
      switch (stat.type()) {
        case FILE -> {
          String text = Integer.toOctalString(stat.mode()) + " " + digest(each);
          if (FileStat.links(each) > 1) {
            text += " = " + names.computeIfAbsent(stat.inode(), first -> name);
          }
          found.put(name, text);
        }
        case SYMLINK -> found.put(name, "-> " + Files.readSymbolicLink(each));
        case DIRECTORY, OTHER -> found.put(name, stat.type().name());
      }
    }
    return found;
  }

  /// Whether a name relative to the top lies in the cache or the remote.
  static boolean isStore(String name) {
    return name.startsWith("remote/") || name.startsWith("project/.dvc/cache/");
  }

  private static boolean isLeftOver(String name) {
    return TempName.matches(name.substring(name.lastIndexOf('/') + 1))
        || name.contains("/quarantine") || name.contains("/parts.tmp");
  }

  /// All paths in order, parents first.
  List<Path> paths() throws IOException {
    try (Stream<Path> all = Files.walk(top)) {
      List<Path> paths = new ArrayList<>(all.toList());
      paths.removeFirst();
      paths.sort(null);
      return paths;
    }
  }

  /// The MD5 of a file in hexadecimal.
  static String digest(Path file) throws IOException {
    return digest(Files.readAllBytes(file));
  }

  /// The MD5 of some bytes in hexadecimal.
  static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
