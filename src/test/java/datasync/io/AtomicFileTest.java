package datasync.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void write_ofNewFile_hasModeOfUmask() throws IOException {
    Path file = folder.resolve("new");
    AtomicFile.write(file, new byte[] {1, 2});
    assertThat(file).hasBinaryContent(new byte[] {1, 2});
    assertThat(FileStat.of(file).mode()).isEqualTo(Umask.fileMode());
  }

  @Test
  void write_overFile_keepsModeAndLeavesNoTemporary() throws IOException {
    Path file = Files.writeString(folder.resolve("old"), "before");
    FileStat.setMode(file, 0751);
    AtomicFile.write(file, new byte[] {3});
    assertThat(file).hasBinaryContent(new byte[] {3});
    assertThat(FileStat.of(file).mode()).isEqualTo(0751);
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).containsExactly(file);
    }
  }

  @Test
  void write_throughSymlink_replacesItsTarget() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "before");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("target"));
    AtomicFile.write(link, new byte[] {4});
    assertThat(link).isSymbolicLink();
    assertThat(target).hasBinaryContent(new byte[] {4});
  }

  @Test
  void write_inMissingFolder_fails() {
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("no/file"), new byte[0]))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void temporaryNames_areRecognised() {
    assertThat(TempName.next()).matches("\\.[A-Za-z0-9_-]{22}\\.tmp");
    assertThat(TempName.matches(TempName.next())).isTrue();
    assertThat(TempName.matches(".short.tmp")).isFalse();
    assertThat(TempName.matches(".aaaaaaaaaaaaaaaaaaaaa+.tmp")).isFalse();
  }
}
