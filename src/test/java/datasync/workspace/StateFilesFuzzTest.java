package datasync.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.faults.Effort;
import datasync.faults.Fuzz;
import datasync.object.HashName;
import datasync.object.ObjectId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our own files may hold anything: they are caches.
@Tag("faults")
class StateFilesFuzzTest {
  private static final int COUNT = Effort.of(800, 60_000);
  private static final long SECONDS = 1_800_000_000L;

  @TempDir Path folder;

  @Test
  void statIndex() throws Exception {
    InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(SECONDS));
    Path file = folder.resolve("stat");
    ObjectId id = ObjectId.parse(HashName.MD5, "b026324c6904b2a9cb4b88d6d61c81d1").orElseThrow();
    Fuzz fuzz = new Fuzz("stat index");
    for (int i = 1; i < 40; i += 19) {
      StatIndex index = StatIndex.open(file, folder, clock);
      for (int j = 0; j < i; j++) {
        index.record(index.pathState(folder.resolve("f" + j)), new Stamp(j, j, j), id, 0);
      }
      index.save();
      fuzz.seed(Files.readAllBytes(file));
    }
    fuzz.run(COUNT, bytes -> {
      Files.write(file, bytes);
      StatIndex index = StatIndex.open(file, folder, clock);
      long state = index.pathState(folder.resolve("f1"));
      index.find(state, new Stamp(1, 1, 1), HashName.MD5);
      index.record(state, new Stamp(7, 7, 7), id, 0);
      index.save();
      StatIndex again = StatIndex.open(file, folder, clock);
      assertThat(again.find(state, new Stamp(7, 7, 7), HashName.MD5)).contains(id);
    });
  }

  @Test
  void linkTable() throws Exception {
    Path file = folder.resolve("links");
    new Fuzz("link table").seeds("0123456789abcdef data/x\nffffffffffffffff a\\nb\n")
        .run(COUNT, bytes -> {
          Files.write(file, bytes);
          LinkTable table = LinkTable.open(file, folder);
          table.record(folder.resolve("a"), 5);
          table.save();
          assertThat(LinkTable.open(file, folder).all()).containsEntry("a", 5L);
        });
  }
}
