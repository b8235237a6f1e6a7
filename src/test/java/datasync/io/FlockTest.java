package datasync.io;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.io.HardLinkLock.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlockTest {
  private static final Instant NOW = Instant.now();

  @TempDir Path folder;

  @Test
  void tryLock_whileHeld_isEmpty_andWorksAfterRelease() throws IOException {
    Path file = folder.resolve("lock");
    try (Flock first = Flock.tryLock(file).orElseThrow()) {
      assertThat(Flock.tryLock(file)).isEmpty();
      assertThat(first.channel().isOpen()).isTrue();
    }
    try (Flock again = Flock.tryLock(file).orElseThrow()) {
      assertThat(again.channel().size()).isZero();
    }
    assertThat(file).exists();
  }

  @Test
  void tryLock_ofHardLink_isEmptyWhileHeld_andRemovesItsFilesAfter() throws IOException {
    Path file = folder.resolve("lock");
    Owner self = new Owner("here", ProcessHandle.current().pid());
    try (HardLinkLock first = HardLinkLock.tryLock(file, folder, self, NOW).orElseThrow()) {
      assertThat(first).isNotNull();
      assertThat(HardLinkLock.owner(file)).contains(self);
      assertThat(HardLinkLock.tryLock(file, folder, self, NOW)).isEmpty();
    }
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).isEmpty();
    }
  }

  @Test
  void tryLock_ofDeadProcess_takesOver() throws IOException {
    Path file = folder.resolve("lock");
    Owner dead = new Owner("here", Integer.MAX_VALUE);
    HardLinkLock.tryLock(file, folder, dead, NOW).orElseThrow();
    Owner elsewhere = new Owner("there", ProcessHandle.current().pid());
    assertThat(HardLinkLock.tryLock(file, folder, elsewhere, NOW)).isEmpty();
    Owner self = new Owner("here", ProcessHandle.current().pid());
    try (HardLinkLock taken = HardLinkLock.tryLock(file, folder, self, NOW).orElseThrow()) {
      assertThat(taken).isNotNull();
    }
  }

  @Test
  void tryLock_ofExpiredLock_takesOver() throws IOException {
    Path file = Files.writeString(folder.resolve("lock"), folder.resolve("claim").toString());
    Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(11)));
    Owner self = new Owner("here", 1);
    assertThat(HardLinkLock.tryLock(file, folder, self, NOW)).isPresent();
  }

  @Test
  void tryLock_ofFreshForeignLock_isEmpty() throws IOException {
    Path file = Files.writeString(folder.resolve("lock"), folder.resolve("claim").toString());
    Files.setLastModifiedTime(file, FileTime.from(NOW.plusSeconds(1000)));
    assertThat(HardLinkLock.tryLock(file, folder, new Owner("here", 1), NOW)).isEmpty();
  }
}
