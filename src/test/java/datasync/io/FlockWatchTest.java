package datasync.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlockWatchTest {
  private static final long LONG_AFTER = TimeUnit.MINUTES.toNanos(1);

  @TempDir Path folder;

  private Path file;
  private long written;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("lock"), " 1\n");
    written = Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
  }

  private Optional<FlockWatch> begin() {
    return FlockWatch.begin(file, written + LONG_AFTER);
  }

  private FlockWatch begun() {
    Optional<FlockWatch> watch = begin();
    assumeTrue(watch.isPresent(), "the kernel does not tell all locks here");
    return watch.get();
  }

  @Test
  void freeFile_isUndisturbed_untilSomebodyWrites() throws IOException {
    FlockWatch watch = begun();
    assertThat(watch.isUndisturbed()).isTrue();
    try (Flock lock = Flock.tryLock(file).orElseThrow()) {
      lock.channel().write(ByteBuffer.wrap(new byte[] {' '}), 0);
    }
    assertThat(watch.isUndisturbed()).isFalse();
  }

  @Test
  void freeFile_isDisturbedByALock_andByAnotherFile() throws IOException {
    FlockWatch watch = begun();
    try (Flock lock = Flock.tryLock(file).orElseThrow()) {
      assertThat(lock.channel().isOpen()).isTrue();
      assertThat(watch.isUndisturbed()).isFalse();
    }
    Path other = Files.writeString(folder.resolve("other"), " 1\n");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(watch.isUndisturbed()).isFalse();
    Files.delete(file);
    assertThat(watch.isUndisturbed()).isFalse();
  }

  @Test
  void lockedFile_isNotWatched() throws IOException {
    begun();
    try (Flock lock = Flock.tryLock(file).orElseThrow()) {
      assertThat(lock.channel().isOpen()).isTrue();
      assertThat(begin()).isEmpty();
    }
    assertThat(begin()).isPresent();
  }

  @Test
  void youngOrMissingFile_isNotWatched() throws IOException {
    assertThat(FlockWatch.begin(file, written)).isEmpty();
    assertThat(FlockWatch.begin(file, written + 1_000_000)).isEmpty();
    Files.delete(file);
    assertThat(begin()).isEmpty();
  }
}
