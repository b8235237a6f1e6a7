package datasync.interop;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// A temporary folder with a home of its own and a project `work` inside.
public final class Sandbox implements AutoCloseable {
  private static final AtomicLong NUMBER = new AtomicLong();

  private final Path base;
  private final Map<String, String> environment = new LinkedHashMap<>();

  public Sandbox() throws IOException {
    this(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /// A sandbox in this folder.
  public Sandbox(Path parent) throws IOException {
    Path top = Files.createTempDirectory(parent, "sandbox").toRealPath();
    // dvc pads columns by the length of paths, so that all sandboxes are equally long
    base = Files.move(top, top.resolveSibling("sandbox%020d".formatted(NUMBER.incrementAndGet()
        + ProcessHandle.current().pid() * 100_000)));
    for (String name : List.of("home", "tmp", "site", "global", "system", "work")) {
      Files.createDirectories(base.resolve(name));
    }
    Files.writeString(
        base.resolve("home/gitconfig"),
        """
        [user]
        \tname = tester
        \temail = tester@example.com
        [init]
        \tdefaultBranch = main
        [core]
        \tautocrlf = false
        [gc]
        \tauto = 0
        """);
    environment.put("PATH", System.getenv("PATH"));
    environment.put("HOME", base.resolve("home").toString());
    environment.put("TMPDIR", base.resolve("tmp").toString());
    environment.put("DVC_SITE_CACHE_DIR", base.resolve("site").toString());
    environment.put("DVC_GLOBAL_CONFIG_DIR", base.resolve("global").toString());
    environment.put("DVC_SYSTEM_CONFIG_DIR", base.resolve("system").toString());
    environment.put("DVC_NO_ANALYTICS", "1");
    environment.put("CI", "1");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("GIT_CONFIG_GLOBAL", base.resolve("home/gitconfig").toString());
    environment.put("GIT_AUTHOR_DATE", "2024-01-01T00:00:00Z");
    environment.put("GIT_COMMITTER_DATE", "2024-01-01T00:00:00Z");
    environment.put("LANG", "C.UTF-8");
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("NO_COLOR", "1");
    environment.put("COLUMNS", "120");
  }

  /// The folder everything is in.
  public Path base() {
    return base;
  }

  /// The project.
  public Path work() {
    return base.resolve("work");
  }

  /// The variables every program here is started with.
  public Map<String, String> environment() {
    return environment;
  }

  /// Runs a program that must succeed and returns its output.
  public String run(Path directory, String... line) throws IOException, InterruptedException {
    Tool.Result result = Datasync.execute(List.of(line), directory, environment);
    if (!result.succeeded()) {
      throw new IOException(List.of(line) + " failed: " + result.out() + result.err());
    }
    return result.out();
  }

  /// Runs a command of a tool in the project.
  public Tool.Result run(Tool tool, String... arguments) throws IOException, InterruptedException {
    return tool.run(List.of(arguments), work(), environment);
  }

  /// Removes everything, also what is write-protected.
  @Override
  public void close() throws IOException {
    List<Path> folders = new ArrayList<>();
    Files.walkFileTree(
        base,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
            folders.add(folder);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }
        });
    for (Path folder : folders.reversed()) {
      Files.delete(folder);
    }
  }
}
