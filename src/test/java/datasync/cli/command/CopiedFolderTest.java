package datasync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A project of a Git repository that was copied, by USB for example, without its `.git`.
class CopiedFolderTest {
  @TempDir Path folder;

  private Ran run(Path project, String... arguments) {
    return Ran.in(project, folder, arguments);
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
