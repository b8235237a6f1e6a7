package datasync.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import datasync.io.FileStat;
import datasync.workspace.WorkspaceException.Reason;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Clones on file systems made for the test; needs root and the tools to make them.
class ReflinkTest {
  private static final int SIZE = 40 << 20;

  @TempDir Path folder;

  private int run(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } catch (InterruptedException stop) {
      throw new IOException(stop);
    }
  }

  private static long free(Path path) throws IOException {
    FileStore store = Files.getFileStore(path);
    return store.getUsableSpace();
  }

  @ParameterizedTest
  @Tag("slow")
  @CsvSource({"xfs,320M", "btrfs,300M"})
  void cloneAndNothingElse_sharesBlocks(String type, String size) throws IOException {
    assumeTrue(Files.exists(Path.of("/sbin/mkfs." + type)), "no mkfs." + type);
    Path image = folder.resolve("image");
    Path mount = Files.createDirectory(folder.resolve("mount"));
    run("truncate", "-s", size, image.toString());
    assertThat(run("mkfs." + type, "-q", image.toString())).isZero();
    assumeTrue(run("mount", "-o", "loop", image.toString(), mount.toString()) == 0, "no mount");
    try {
      TestWorkspace box = new TestWorkspace(mount);
      byte[] bytes = new byte[SIZE];
      new Random(1).nextBytes(bytes);
      Files.write(box.path("big"), bytes);
      Content stored = box.capture("big", LinkType.REFLINK);
      run("sync", "-f", mount.toString());
      long before = free(mount);
      box.checkout("clone", stored, false, LinkType.REFLINK);
      box.checkout("copy", stored, false, LinkType.REFLINK, LinkType.COPY);
      run("sync", "-f", mount.toString());
      assertThat(before - free(mount)).isLessThan(SIZE / 4);
      for (String each : new String[] {"clone", "copy"}) {
        assertThat(Files.readAllBytes(box.path(each))).isEqualTo(bytes);
        assertThat(FileStat.of(box.path(each)).mode()).isEqualTo(0644);
        assertThat(FileStat.links(box.path(each))).isEqualTo(1);
      }
    } finally {
      run("umount", "-l", mount.toString());
    }
  }

  @Test
  void whereNoCloneIsPossible_theNextTypeIsTaken_orItIsAnError() throws IOException {
    TestWorkspace box = new TestWorkspace(folder);
    assumeTrue(Files.getFileStore(folder).type().equals("ext4"), "not ext4");
    box.write("data/a", "bytes");
    Content stored = box.capture("data", LinkType.COPY);
    box.checkout("linked", stored, false, LinkType.REFLINK, LinkType.HARDLINK);
    assertThat(FileStat.links(box.path("linked/a"))).isEqualTo(2);
    assertThatThrownBy(() -> box.checkout("none", stored, false, LinkType.REFLINK))
        .isInstanceOfSatisfying(
            WorkspaceException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_LINK_TYPE));
    assertThat(TestWorkspace.files(box.state().resolve("staging"))).isEmpty();
  }
}
