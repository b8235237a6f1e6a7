package datasync.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Many files and a large file go to a remote and come back in a small heap.
@Tag("faults")
@DisabledOnOs(OS.WINDOWS)
class SizesTest {
  private static final int FILES = Effort.of(10_000, 1_000_000);
  private static final long LARGE = Effort.of(64, 20 << 10) * (1L << 20);
  private static final String HEAP = Effort.isFull() ? "-Xmx160m" : "-Xmx20m";
  private static final int IN_A_FOLDER = 1000;

  @TempDir Path work;
  private Path project;
  private Path clone;
  private JarRun jar;

  @BeforeEach
  void makeProject() throws IOException {
    project = work.resolve("project");
    clone = work.resolve("clone");
    JarRun.project(project, work.resolve("remote"));
    JarRun.project(clone, work.resolve("remote"));
    Files.createDirectory(work.resolve("home"));
    jar = new JarRun(work.resolve("home"), HEAP, "C.UTF-8", Effort.of(90, 3600));
  }

  private static Path file(Path folder, int number) {
    return folder.resolve("data/" + number / IN_A_FOLDER + "/file-" + number);
  }

  @Test
  void manyFiles_areSentAndFetchedInASmallHeap() throws Exception {
    for (int i = 0; i < FILES; i++) {
      if (i % IN_A_FOLDER == 0) {
        Files.createDirectories(file(project, i).getParent());
      }
      Files.writeString(file(project, i), Integer.toString(i));
    }
    jar.done(project, "add", "-q", "data");
    assertThat(jar.done(project, "status")).contains("up to date");
    assertThat(jar.done(project, "push")).contains(FILES + 1 + " files pushed");
    assertThat(jar.done(project, "status", "-c")).contains("in sync");
    assertThat(jar.done(project, "push")).contains("up to date");
    Files.copy(project.resolve("data.dvc"), clone.resolve("data.dvc"));
    jar.done(clone, "pull", "-q");
    assertThat(jar.done(clone, "checkout")).doesNotContain("data");
    assertThat(jar.done(clone, "status")).contains("up to date");
    for (int i = 0; i < FILES; i += 997) {
      assertThat(file(clone, i)).hasContent(Integer.toString(i));
    }
  }

  @Test
  void aLargeFile_isSentAndFetchedInASmallHeap() throws Exception {
    long room = Files.getFileStore(work).getUsableSpace();
    assumeTrue(
        room > 3 * LARGE,
        () -> "a file of " + LARGE + " bytes and its copies need more than the " + room + " free");
    try (FileChannel file =
        FileChannel.open(
            project.resolve("large"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), LARGE - 3);
    }
    jar.done(project, "add", "-q", "large");
    assertThat(jar.done(project, "status")).contains("up to date");
    assertThat(jar.done(project, "push")).contains("1 file pushed");
    Files.copy(project.resolve("large.dvc"), clone.resolve("large.dvc"));
    jar.done(clone, "pull", "-q");
    assertThat(Files.size(clone.resolve("large"))).isEqualTo(LARGE);
    assertThat(jar.done(clone, "status")).contains("up to date");
  }
}
