package datasync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A `git` that never ends: the command can be ended, and takes it along.
@Tag("faults")
class InterruptedChildTest {
  @TempDir Path folder;

  @Test
  @Timeout(60)
  void kill_endsTheCommandAndItsChild() throws Exception {
    Path project = Files.createDirectories(folder.toRealPath().resolve("project"));
    Files.createDirectories(project.resolve(".git"));
    Files.writeString(project.resolve(".git/HEAD"), "ref: refs/heads/main\n");
    Files.createDirectories(project.resolve(".dvc"));
    Files.writeString(project.resolve(".dvc/config"), "");
    Path programs = Files.createDirectories(folder.resolve("bin"));
    Path pid = folder.resolve("pid");
    Path ready = folder.resolve("ready");
    Process mkfifo = new ProcessBuilder("mkfifo", ready.toString()).start();
    assertThat(mkfifo.waitFor()).isZero();
    Path git = programs.resolve("git");
    Files.writeString(
        git, "#!/bin/sh\necho $$ > " + pid + "\necho x > " + ready + "\nexec sleep 600\n");
    Files.setPosixFilePermissions(git, PosixFilePermissions.fromString("rwxr-xr-x"));
    ProcessBuilder builder =
        new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java", "-jar",
            Path.of("build/datasync.jar").toAbsolutePath().toString(), "data", "status");
    builder.directory(project.toFile());
    builder.environment().put("PATH", programs + ":" + System.getenv("PATH"));
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile());
    Process process = builder.start();
    assertThat(Files.readString(ready)).isEqualTo("x\n");
    long child = Long.parseLong(Files.readString(pid).strip());
    process.destroy();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(List.of(130, 143)).contains(process.exitValue());
    ProcessHandle.of(child).ifPresent(left -> left.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    assertThat(Files.readString(folder.resolve("out"))).contains("interrupted");
  }
}
