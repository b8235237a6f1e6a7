package datasync.faults;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// A folder with a project, a cache and a remote beside it, and the jar as a user starts it.
final class Machine {
  private static final long LIMIT_SECONDS = 120;

  private final Path base;
  private final List<String> prefix;

  /// What a run left behind.
  record Outcome(int exit, String out, String err) {
    @Override
    public String toString() {
      return "exit " + exit + "\n" + out + err;
    }
  }

  /// @param base where `home`, `work`, `cache` and `remote` are made when they are not there
  Machine(Path base) throws IOException {
    this(base, List.of());
    for (String name : List.of("home", "work", "cache", "remote")) {
      if (!Files.exists(base.resolve(name))) {
        Files.createDirectory(base.resolve(name));
      }
    }
  }

  private Machine(Path base, List<String> prefix) {
    this.base = base;
    this.prefix = prefix;
  }

  /// The same machine with programs started through another one, such as `setpriv`.
  Machine through(String... words) {
    return new Machine(base, List.of(words));
  }

  /// The same machine under the limits that a line of shell sets.
  Machine limited(String line) {
    return through("sh", "-c", line + "; exec \"$@\"", "sh");
  }

  Path work() {
    return base.resolve("work");
  }

  Path cache() {
    return base.resolve("cache");
  }

  Path remote() {
    return base.resolve("remote");
  }

  /// Makes a project with the cache and the remote of this machine.
  Machine initialised() throws Exception {
    done("init", "-q", "--no-scm");
    done("cache", "dir", cache().toString());
    done("remote", "add", "-d", "store", remote().toString());
    return this;
  }

  /// Runs a command that must succeed.
  Outcome done(String... arguments) throws Exception {
    Outcome outcome = run(arguments);
    if (outcome.exit() != 0) {
      throw new AssertionError(List.of(arguments) + " failed: " + outcome);
    }
    return outcome;
  }

  /// Runs a command to its end.
  Outcome run(String... arguments) throws Exception {
    return finish(start(arguments));
  }

  /// Starts a command; its output goes to a file.
  Process start(String... arguments) throws IOException {
    List<String> line = new ArrayList<>(prefix);
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar"));
    line.add(Path.of("build/datasync.jar").toAbsolutePath().toString());
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).directory(work().toFile());
    Map<String, String> kept = Map.of("PATH", System.getenv("PATH"), "LC_ALL", "C.UTF-8");
    builder.environment().clear();
    builder.environment().putAll(kept);
    builder.environment().put("HOME", base.resolve("home").toString());
    builder.environment().put("XDG_CONFIG_DIRS", base.resolve("none").toString());
    builder.redirectInput(Path.of("/dev/null").toFile());
    return builder.start();
  }

  /// Waits for a command.
  static Outcome finish(Process process) throws Exception {
    String[] err = new String[1];
    Thread reader =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    err[0] = new String(process.getErrorStream().readAllBytes());
                  } catch (IOException closed) {
                    err[0] = closed.toString();
                  }
                });
    String out = new String(process.getInputStream().readAllBytes());
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    reader.join();
    return new Outcome(process.waitFor(), out, err[0]);
  }

  /// Writes a file of the project, of bytes that its seed decides.
  void write(String name, int seed, int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    Path file = work().resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  /// A tracked folder `data` with files of several sizes, about `kilobytes` in all.
  Machine withData(int kilobytes) throws IOException {
    write("data/large", 1, kilobytes * 512);
    for (int i = 0; i < 8; i++) {
      write("data/sub/part" + i, 10 + i, kilobytes * 64);
    }
    write("data/empty", 2, 0);
    return this;
  }

  /// All files of project, cache and remote with mode and digest, own scratch files left out.
  Map<String, String> files() throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (Path top : List.of(work(), cache(), remote())) {
      collect(top, found);
    }
    return found;
  }

  private void collect(Path top, Map<String, String> found) throws IOException {
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = base.relativize(folder).toString();
            return name.equals("work/.dvc/tmp") || name.equals("work/.dvc/cache")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String mode =
                PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
            String name = base.relativize(file).toString();
            String body = attributes.isSymbolicLink() ? "link" : mode + " " + digest(file);
            found.put(name, name.equals("work/.dvc/config") ? "" : body);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  static String digest(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /// What must never be in a cache or a remote: objects that are not what their name says, and
  /// files on their way that nobody will take further. Empty when all is well.
  List<String> damage() throws IOException {
    List<String> wrong = new ArrayList<>();
    Map<String, String> all = new LinkedHashMap<>();
    for (Path top : List.of(cache(), remote())) {
      if (Files.isDirectory(top)) {
        collect(top, all);
      }
    }
    for (Map.Entry<String, String> each : all.entrySet()) {
      String[] parts = each.getKey().split("/");
      String id = (parts[parts.length - 2] + parts[parts.length - 1]).replace(".dir", "");
      if (!each.getValue().endsWith(id)) {
        wrong.add(each.getKey() + " holds " + each.getValue());
      }
    }
    return wrong;
  }

  /// The files that lie about in the project although no command runs.
  List<String> leftovers() throws IOException {
    List<String> found = new ArrayList<>();
    for (String name : files().keySet()) {
      if (name.endsWith(".tmp")) {
        found.add(name);
      }
    }
    return found;
  }

  /// The lines of a text that are not empty, for short assertions.
  static List<String> lines(String text) {
    return Arrays.stream(text.split("\n")).filter(line -> !line.isBlank()).toList();
  }
}
