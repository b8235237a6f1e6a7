package datasync;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.cli.Console;
import datasync.io.Environment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The jar as a process.
class StartTest {
  private static final Path JAR = Path.of("build/datasync.jar").toAbsolutePath();
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @TempDir Path folder;

  private record Outcome(int exit, String out, String err) {}

  private Outcome run(Map<String, String> environment, String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of(JAVA.toString(), "-jar", JAR.toString()));
    line.addAll(List.of(arguments));
    return execute(environment, line);
  }

  private Outcome execute(Map<String, String> environment, List<String> line) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @Test
  void root_isFoundFromBelow() throws Exception {
    Files.createDirectories(folder.resolve(".dvc"));
    Files.createDirectories(folder.resolve("a/b"));
    Map<String, String> utf8 = Map.of("LC_ALL", "C.UTF-8");
    assertThat(run(utf8, "root", "-C", "a/b")).isEqualTo(new Outcome(0, "../..\n", ""));
    assertThat(run(utf8, "root")).isEqualTo(new Outcome(0, ".\n", ""));
  }

  @Test
  void noProject_isItsOwnExit() throws Exception {
    Outcome outcome = run(Map.of("LC_ALL", "C.UTF-8"), "root");
    assertThat(outcome.exit()).isEqualTo(4);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .startsWith("datasync: cannot find the top of the project: you are not inside of a DVC")
        .endsWith("hint: `datasync init` makes one, `-C FOLDER` works in another folder\n");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void plainLocale_keepsNamesBeyondAscii() throws Exception {
    Path script = folder.resolve("script");
    Files.writeString(
        script,
        "mkdir -p 'ünï/.dvc' && \"$@\" root -C 'ünï' && \"$@\" help 'ünï'\n");
    Outcome outcome =
        execute(
            Map.of("LC_ALL", "C", "PATH", "/usr/bin:/bin"),
            List.of("/bin/sh", script.toString(), JAVA.toString(), "-jar", JAR.toString()));
    assertThat(outcome.out()).isEqualTo(".\n");
    assertThat(outcome.err()).startsWith("datasync: there is no verb or topic `ünï`\n");
    assertThat(outcome.exit()).isEqualTo(2);
  }

  @Test
  void closedPipe_endsSilently() throws Exception {
    Path script = folder.resolve("script");
    Files.writeString(script, "(\"$@\" help; echo $? >&2) | true\n");
    Outcome outcome =
        execute(
            Map.of("LC_ALL", "C.UTF-8", "PATH", "/usr/bin:/bin"),
            List.of("/bin/sh", script.toString(), JAVA.toString(), "-jar", JAR.toString()));
    assertThat(outcome.err()).isEqualTo("141\n");
  }

  @Test
  void interruption_stopsTheCommand_andSaysThatItCanGoOn() throws IOException {
    Environment environment =
        new Environment(
            Map.of("NO_COLOR", "1"), folder, folder, InstantSource.system(),
            new Random(1));
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            OutputStream.nullOutputStream(), err, new SystemTerminal(environment),
            environment);
    Interruption interruption = new Interruption(Thread.currentThread(), console);
    interruption.start();
    boolean interrupted = false;
    try {
      interruption.join();
    } catch (InterruptedException stopped) {
      interrupted = true;
    }
    assertThat(interrupted).isTrue();
    assertThat(interruption.finish()).isFalse();
    while (interruption.isAlive()) {
      Thread.onSpinWait();
    }
    assertThat(err.toString())
        .isEqualTo(
            "datasync: interrupted\n\n"
                + "hint: run the same command again; it continues where it stopped\n");
  }
}
