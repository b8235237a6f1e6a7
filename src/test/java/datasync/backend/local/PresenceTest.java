package datasync.backend.local;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.backend.DvcLayout;
import datasync.io.FileStat;
import datasync.object.HashName;
import datasync.object.ObjectId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresenceTest {
  private static final int COUNT = 4100;

  @TempDir Path folder;
  private final List<ObjectId> ids = new ArrayList<>();
  private Instant time;

  /// Files that count as verified by their mode; most are one file, because that is made faster.
  @BeforeEach
  void fill() throws IOException {
    Random random = new Random(3);
    for (int i = 0; i < COUNT; i++) {
      ObjectId id = ObjectId.ofWords(HashName.MD5, random.nextLong(), random.nextLong(), false);
      ids.add(id);
      if (i < 10) {
        make(id);
      } else {
        Path file = store().path(id);
        Files.createDirectories(file.getParent());
        Files.createLink(file, store().path(ids.get(9)));
      }
    }
    assertThat(FileStat.hasModes()).isTrue();
    time = Instant.now().plusSeconds(1);
  }

  private void make(ObjectId id) throws IOException {
    Path file = store().path(id);
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[] {1});
    FileStat.setMode(file, 0444);
  }

  /// A store as each run of the program opens it.
  private FolderStore store() {
    InstantSource clock = () -> time;
    return new FolderStore(
        folder.resolve("store"),
        DvcLayout.CURRENT,
        FolderOptions.USUAL.remembering(
            new FolderOptions.Memory(folder.resolve("memory"), clock)));
  }

  /// The remembered state, spoilt for the object: writable, so that it is hashed when looked at.
  private void spoil(ObjectId id) throws IOException {
    FileStat.setMode(store().path(id), 0644);
  }

  @Test
  void absent_ofManySeenBefore_doesNotLookAtThemAgain_forADay() throws IOException {
    assertThat(store().absent(ids)).isEmpty();
    spoil(ids.get(7));
    assertThat(store().absent(ids)).isEmpty();
    time = time.plus(Duration.ofHours(25));
    assertThat(store().absent(ids)).containsExactly(ids.get(7));
  }

  @Test
  void absent_ofFew_alwaysLooks() throws IOException {
    assertThat(store().absent(ids)).isEmpty();
    spoil(ids.get(7));
    assertThat(store().absent(ids.subList(0, 600))).containsExactly(ids.get(7));
    assertThat(store().absent(ids)).containsExactly(ids.get(7));
  }

  @Test
  void absent_afterANameWent_seesIt_andWhenItIsBack() throws IOException {
    assertThat(store().absent(ids)).isEmpty();
    ObjectId gone = ids.get(99);
    Files.delete(store().path(gone));
    time = time.plusSeconds(1);
    assertThat(store().absent(ids)).containsExactly(gone);
    assertThat(store().absent(ids)).containsExactly(gone);
    make(gone);
    time = time.plusSeconds(1);
    assertThat(store().absent(ids)).isEmpty();
  }

  @Test
  void absent_whileAFolderChanges_isNotRemembered() throws IOException {
    Path file = store().path(ids.getFirst());
    Files.delete(file);
    make(ids.getFirst());
    time = Files.getLastModifiedTime(file.getParent()).toInstant();
    assertThat(store().absent(ids)).isEmpty();
    spoil(ids.getFirst());
    assertThat(store().absent(ids)).containsExactly(ids.getFirst());
  }

  @Test
  void absent_ofOtherObjects_isAskedAnew() throws IOException {
    assertThat(store().absent(ids)).isEmpty();
    ObjectId other = ObjectId.ofWords(HashName.MD5, ids.getFirst().high(), 1, false);
    List<ObjectId> more = new ArrayList<>(ids);
    more.set(0, other);
    assertThat(store().absent(more)).containsExactly(other);
    assertThat(store().absent(ids)).isEmpty();
  }

  @Test
  void absent_withDamagedMemory_looks() throws IOException {
    assertThat(store().absent(ids)).isEmpty();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve("memory"))) {
      for (Path each : files) {
        Files.write(each, new byte[] {1, 2, 3}, StandardOpenOption.TRUNCATE_EXISTING);
      }
    }
    spoil(ids.get(7));
    assertThat(store().absent(ids)).containsExactly(ids.get(7));
  }
}
