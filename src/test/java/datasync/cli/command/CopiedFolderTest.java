package datasync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.cli.Captured;
import datasync.io.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A project of a Git repository that was copied, by USB for example, without its `.git`.
class CopiedFolderTest {
  @TempDir Path folder;

  private record Ran(int code, String out, String err) {}

  private Ran run(Path project, String... arguments) {
    Environment environment =
        new Environment(
            Map.of("DVC_SYSTEM_CONFIG_DIR", folder.resolve("system").toString()),
            project, folder.resolve("home"), InstantSource.system(), new Random(1));
    Captured captured = new Captured(environment);
    int code = captured.run(new CommandList(), arguments);
    return new Ran(code, captured.out(), captured.err());
  }

  @Test
  void verbsForData_workWithAWarning_andLeaveGitFilesAlone() throws IOException {
    Path project = Files.createDirectories(folder.toRealPath().resolve("project"));
    Files.createDirectories(project.resolve(".dvc"));
    Files.writeString(project.resolve(".dvc/config"), "[core]\n    remote = usb\n"
        + "['remote \"usb\"']\n    url = ../../store\n");
    Files.writeString(project.resolve("file"), "content\n");
    Ran added = run(project, "add", "file");
    assertThat(added.code()).isZero();
    assertThat(added.err()).contains("warning: `" + project + "` is not in a git repository");
    assertThat(run(project, "push").code()).isZero();
    Files.delete(project.resolve("file"));
    assertThat(run(project, "checkout").out()).contains("A       file\n");
    assertThat(run(project, "pull").code()).isZero();
    assertThat(run(project, "status", "-q").code()).isZero();
    assertThat(project.resolve("file")).hasContent("content\n");
    assertThat(project.resolve(".gitignore")).doesNotExist();
  }
}
