package datasync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.text.FormatException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CliTest {
  @TempDir Path folder;

  private String[] failing(Throwable thrown, String... line) {
    Captured captured = new Captured(folder);
    CommandSource source =
        path -> invocation -> {
          if (thrown instanceof IOException failure) {
            throw failure;
          }
          if (thrown instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) thrown;
        };
    int exit = captured.run(source, line);
    return new String[] {Integer.toString(exit), captured.out(), captured.err()};
  }

  @Test
  void failures_haveWordsAndExitCodes() {
    assertThat(failing(new NoSuchFileException("x/y"), "push"))
        .containsExactly("1", "", "datasync: cannot push: `x/y`: no such file or folder\n");
    assertThat(failing(new AccessDeniedException("x"), "remote", "add", "a", "b"))
        .containsExactly("1", "", "datasync: cannot add remote: `x`: permission denied\n");
    assertThat(failing(new FileSystemException("x", null, "No space left on device"), "add", "x"))
        .containsExactly("1", "",
            "datasync: cannot add: `x`: the disk is full\n\n"
                + "hint: make room and run the same command again; it continues where it"
                + " stopped\n");
    assertThat(failing(new FormatException("a.dvc", 3, 7, "nothing follows"), "status"))
        .containsExactly("4", "",
            "datasync: cannot show the status: a.dvc:3:7: nothing follows\n");
    assertThat(failing(new CommandException(ExitCode.DATA, "gone", "look again"), "pull"))
        .containsExactly("6", "", "datasync: cannot pull: gone\n\nhint: look again\n");
    assertThat(failing(new UsageException("not so", ""), "pull"))
        .containsExactly("2", "", "datasync: not so\n");
    assertThat(failing(new InterruptedIOException(), "pull")).containsExactly("130", "", "");
    assertThat(failing(new IOException(), "pull"))
        .containsExactly("1", "", "datasync: cannot pull: IOException\n");
  }

  @Test
  void bug_isCalledOne_andItsTraceIsShownOnRequest() {
    String[] plain = failing(new IllegalStateException("odd"), "push");
    assertThat(plain[0]).isEqualTo("1");
    assertThat(plain[2])
        .startsWith(
            "datasync: cannot push: this is a bug in datasync: "
                + "java.lang.IllegalStateException: odd\n")
        .doesNotContain("at datasync.");
    assertThat(failing(new IllegalStateException("odd"), "push", "-v")[2]).contains("at datasync.");
    assertThat(failing(new StackOverflowError(), "push")[2]).contains("bug");
  }

  @Test
  void failure_withJson_endsWithAResult() {
    assertThat(failing(new CommandException(ExitCode.PARTLY, "two are gone", ""), "push", "--json"))
        .containsExactly(
            "3",
            "{\"type\": \"result\", \"exit\": 3, \"error\": \"two are gone\"}\n",
            "datasync: cannot push: two are gone\n");
  }

  @Test
  void output_goesWhereItBelongs() {
    CommandSource source =
        path -> invocation -> {
          Console console = invocation.console();
          console.line("line");
          console.note("note");
          console.detail("detail");
          console.warning("careful");
          console.event("object", new Fields());
          return ExitCode.DONE;
        };
    Captured plain = new Captured(folder);
    assertThat(plain.run(source, "push")).isZero();
    assertThat(plain.out()).isEqualTo("line\n");
    assertThat(plain.err()).isEqualTo("note\nwarning: careful\n");
    Captured quiet = new Captured(folder);
    quiet.run(source, "push", "-q");
    assertThat(quiet.out() + quiet.err()).isEmpty();
    Captured json = new Captured(folder);
    json.run(source, "push", "--json", "-v");
    assertThat(json.out()).isEqualTo("{\"type\": \"object\"}\n");
    assertThat(json.err()).contains("detail");
  }

  @Test
  void colour_isForTerminalsThatWantIt() {
    Captured terminal = new Captured(folder, true, Map.of());
    terminal.console().error("no", "");
    assertThat(terminal.err()).isEqualTo("\u001b[1;31mdatasync:\u001b[0m no\n");
    Captured plain = new Captured(folder, true, Map.of("NO_COLOR", "1"));
    plain.console().error("no", "");
    assertThat(plain.err()).isEqualTo("datasync: no\n");
    Captured dumb = new Captured(folder, true, Map.of("TERM", "dumb"));
    assertThat(dumb.console().isLively()).isFalse();
  }

  @Test
  void otherFolder_isWhereTheCommandRuns() throws IOException {
    java.nio.file.Files.createDirectory(folder.resolve("sub"));
    CommandSource source =
        path -> invocation -> {
          invocation.console().line(invocation.environment().workingDirectory().toString());
          return ExitCode.DONE;
        };
    Captured captured = new Captured(folder);
    captured.run(source, "push", "-C", "sub");
    assertThat(captured.out()).isEqualTo(folder.toRealPath().resolve("sub") + "\n");
    Captured missing = new Captured(folder);
    assertThat(missing.run(source, "--cd", "nope", "push")).isEqualTo(2);
    assertThat(missing.err()).startsWith("datasync: cannot change to `nope`: ");
  }

  @Test
  void lostReader_isItsOwnExit_andLostOutputAFailure() {
    assertThat(exitWith("Broken pipe")).isEqualTo(ExitCode.BROKEN_PIPE);
    assertThat(exitWith("No space left on device")).isEqualTo(ExitCode.FAILED);
  }

  private ExitCode exitWith(String reason) {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException(reason);
          }
        };
    Captured captured = new Captured(folder);
    Terminal terminal = captured.console().terminal();
    datasync.io.Environment environment =
        new datasync.io.Environment(
            Map.of(), folder, folder, java.time.InstantSource.system(), new Random(1));
    Console console = new Console(broken, captured.err, terminal, environment);
    return new Cli(path -> invocation -> ExitCode.DONE, environment, console)
        .run(java.util.List.of("-V"));
  }
}
