package datasync.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlockWatchTest {
  private static final Duration LATER = Duration.ofMinutes(1);

  @TempDir Path folder;

  private Path file;
  private long written;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("lock"), " 1\n");
    written = Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
  }

  /// A watch whose list of locks is from so long after the file was written.
  private FlockWatch listed(Duration later) {
    FlockWatch watch =
        new FlockWatch(Clock.fixed(Instant.EPOCH.plusNanos(written).plus(later), ZoneOffset.UTC));
    watch.run();
    return watch;
  }

  private boolean begins(Duration later) {
    return listed(later).begin(file);
  }

  private FlockWatch begun() {
    FlockWatch watch = listed(LATER);
    assumeTrue(watch.begin(file), "the kernel does not tell all locks here");
    return watch;
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
  void freeFile_isDisturbedByAnotherFile() throws IOException {
    FlockWatch watch = begun();
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
      assertThat(begins(LATER)).isFalse();
    }
    assertThat(begins(LATER)).isTrue();
  }

  @Test
  void youngOrMissingFile_isNotWatched() throws IOException {
    assertThat(begins(Duration.ZERO)).isFalse();
    assertThat(begins(Duration.ofMillis(1))).isFalse();
    Files.delete(file);
    assertThat(begins(LATER)).isFalse();
  }
}
