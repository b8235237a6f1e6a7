package datasync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real processes that are killed while they have a lock, and the commands that come after them.
@Tag("faults")
@DisabledOnOs(OS.WINDOWS)
class KilledHolderTest {
  private static final Path JAR = Path.of("build/datasync.jar").toAbsolutePath();
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @TempDir Path work;

  private record Outcome(int exit, String out, String err) {}

  private ProcessBuilder builder(List<String> line) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(line).directory(work.toFile());
    builder.environment().put("HOME", work.toString());
    return builder;
  }

  private static List<String> datasync(String... arguments) {
    List<String> line =
        new ArrayList<>(
            List.of(
                JAVA.toString(), "-XX:TieredStopAtLevel=1", "-jar", JAR.toString()));
    line.addAll(List.of(arguments));
    return line;
  }

  private Outcome run(String... arguments) throws Exception {
    Path out = Files.createTempFile("out", "");
    Path err = Files.createTempFile("err", "");
    Process process =
        builder(datasync(arguments))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void lockOfAKilledProcess_isTakenOverByTheNextCommand_whichSaysSo(boolean hardLink)
      throws Exception {
    Files.writeString(work.resolve("a"), "a");
    Files.writeString(work.resolve("b"), "b");
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + silent.getLocalPort() + "/";
      assertThat(run("init", "-q", "--no-scm").exit()).isZero();
      assertThat(run("remote", "add", "-q", "-d", "far", url).exit()).isZero();
      if (hardLink) {
        assertThat(run("config", "core.hardlink_lock", "true").exit()).isZero();
      }
      assertThat(run("add", "-q", "a").exit()).isZero();
      Process holder =
          builder(datasync("push"))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      // once it asks the server it has the lock, and it never gets an answer
      silent.accept();
      assertThat(run("doctor", "--no-remotes").out())
          .contains("the lock of the project is held by process " + holder.pid());
      assertThat(run("add", "b")).matches(outcome -> outcome.exit() == 7, "exits with 7")
          .matches(outcome -> outcome.err().contains("process " + holder.pid()), "names it");
      holder.destroyForcibly().waitFor();
      assertThat(holder.exitValue()).isEqualTo(128 + 9);
      assertThat(run("doctor", "--no-remotes").out())
          .contains("left by process " + holder.pid());
      Outcome next = run("add", "b");
      assertThat(next.exit()).isZero();
      assertThat(next.err())
          .contains("process " + holder.pid() + " was killed while it had the project locked");
      Outcome later = run("status");
      assertThat(later.exit()).isZero();
      assertThat(later.err()).doesNotContain("killed");
      assertThat(run("doctor", "--no-remotes").out()).doesNotContain(" killed", "held by");
    }
  }

  @Test
  void pathsOfAKilledProcess_areTakenOverByTheNextCommand_whichSaysSo() throws Exception {
    Files.writeString(work.resolve("a"), "a");
    Files.writeString(work.resolve("b"), "b");
    assertThat(run("init", "-q", "--no-scm").exit()).isZero();
    Path real = work.toRealPath();
    String classes =
        Path.of("build/test").toAbsolutePath() + ":" + Path.of("build/main").toAbsolutePath();
    Process holder =
        builder(
                List.of(
                    JAVA.toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    classes,
                    HoldPaths.class.getName(),
                    real.resolve(".dvc/tmp").toString(),
                    real.resolve("a").toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(holder.inputReader().readLine()).isEqualTo("true");
    assertThat(run("add", "-q", "b").exit()).isZero();
    Outcome busy = run("add", "a");
    assertThat(busy.exit()).isEqualTo(7);
    assertThat(busy.err()).contains("(PID " + holder.pid() + "): holding");
    holder.destroyForcibly().waitFor();
    assertThat(run("doctor", "--no-remotes").out()).contains("by `holding` (" + holder.pid() + ")");
    Outcome next = run("add", "a");
    assertThat(next.exit()).isZero();
    assertThat(next.err()).contains("(Pid " + holder.pid() + ")", "had been killed");
    assertThat(run("add", "a").err()).doesNotContain("killed");
    assertThat(Files.readString(work.resolve(".dvc/tmp/rwlock")))
        .doesNotContain(Long.toString(holder.pid()));
  }
}
