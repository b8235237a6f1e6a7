package datasync.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import datasync.io.FlockWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the jar is made of and what it loads.
@Tag("check")
class ProgramTest {
  private static final Path JAR = Path.of("build/datasync.jar").toAbsolutePath();
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @Test
  void secondBuild_isIdentical(@TempDir Path folder) throws Exception {
    Path other = folder.resolve("build");
    run(Path.of("").toAbsolutePath(), "make", "-s", "BUILD=" + other, other + "/datasync.jar");
    assertThat(Files.mismatch(JAR, other.resolve("datasync.jar"))).isEqualTo(-1);
  }

  @Test
  void launcher_isForJava8() throws IOException {
    byte[] head = Files.readAllBytes(Path.of("build/main/datasync/Launcher.class"));
    assertThat(head[7]).isEqualTo((byte) 52);
  }

  @Test
  void localCommands_loadNoNetworkClass(@TempDir Path folder) throws Exception {
    Files.createDirectory(folder.resolve("data"));
    Files.writeString(folder.resolve("data/file"), "text");
    Set<String> wrong = new TreeSet<>();
    for (String line :
        List.of(
            "init --no-scm", "root", "version", "help", "push -h", "add data", "commit -f",
            "status", "data status", "remote add -d store /nowhere", "remote list", "config -l",
            "checkout", "cache dir", "completion bash", "unprotect data")) {
      for (String type : loaded(folder, line)) {
        if (type.startsWith("java.net.http.") || type.startsWith("datasync.http.")
            || type.startsWith("javax.net.ssl.")) {
          wrong.add("`" + line + "` loads " + type);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void startPath_isShort(@TempDir Path folder) throws Exception {
    Files.createDirectory(folder.resolve(".dvc"));
    List<String> root = loaded(folder, "root");
    List<String> ours = root.stream().filter(type -> type.startsWith("datasync.")).toList();
    assertThat(root).noneMatch(type -> type.startsWith("java.util.regex."));
    assertThat(root).noneMatch(type -> type.startsWith("java.util.stream."));
    assertThat(ours).hasSizeBetween(20, 45);
    assertThat(ours.stream().filter(type -> type.startsWith("datasync.cli.command.")))
        .containsExactlyInAnyOrder(
            "datasync.cli.command.CommandList", "datasync.cli.command.RootCommand");
  }

  @Test
  void statusOfQuietProject_isShort(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(Files.createDirectory(folder.resolve("data")).resolve("f"), "f");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    loaded(folder, "init --no-scm");
    loaded(folder, "add data");
    FlockWatch watch =
        new FlockWatch(InstantSource.offset(InstantSource.system(), Duration.ofMinutes(1)));
    watch.run();
    assumeTrue(watch.begin(folder.resolve(".dvc/tmp/lock")), "status has to take the lock here");
    List<String> status = loaded(folder, "status");
    assertThat(status).contains("datasync.repo.Status");
    assertThat(status)
        .noneMatch(type -> type.startsWith("java.util.regex."))
        .noneMatch(type -> type.startsWith("java.lang.foreign.Linker"))
        .noneMatch(type -> type.startsWith("java.lang.runtime."))
        .noneMatch(type -> type.startsWith("java.security.MessageDigest"))
        .noneMatch(type -> type.startsWith("datasync.") && type.contains("$$Lambda"));
    assertThat(status).filteredOn(type -> type.startsWith("datasync.")).hasSizeLessThan(280);
    assertThat(status).hasSizeLessThan(1300);
  }

  private static List<String> loaded(Path folder, String arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of(JAVA, "-Xlog:class+load:stderr", "-jar"));
    line.add(JAR.toString());
    line.addAll(List.of(arguments.split(" ")));
    List<String> types = new ArrayList<>();
    Path log = folder.resolve("loaded.log");
    Process process =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(log.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    try (Stream<String> lines = Files.lines(log)) {
      lines
          .filter(text -> text.contains(" source: ") && text.contains("[class,load]"))
          .forEach(text -> types.add(text.replaceAll(".*\\] (\\S+) source: .*", "$1")));
    }
    Files.delete(log);
    assertThat(types).hasSizeGreaterThan(300);
    return types;
  }

  private static void run(Path folder, String... line) throws Exception {
    Path log = Files.createTempFile("build", ".log");
    try {
      Process process =
          new ProcessBuilder(line)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    } finally {
      Files.delete(log);
    }
  }
}
