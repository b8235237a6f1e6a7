package datasync.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.object.HashName;
import datasync.object.ObjectId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatIndexTest {
  private static final long NOW = 1_800_000_000_000_000_000L;
  private static final long OLD = NOW - 1_000_000_000_000L + 7;

  @TempDir Path folder;

  private StatIndex open() {
    return open(Instant.ofEpochSecond(NOW / 1_000_000_000));
  }

  private StatIndex open(Instant now) {
    return StatIndex.open(folder.resolve("state/stat"), folder, InstantSource.fixed(now));
  }

  private static ObjectId id(long seed) {
    byte[] digest = new byte[16];
    new Random(seed).nextBytes(digest);
    return ObjectId.ofDigest(HashName.MD5, digest, false);
  }

  private static Stamp stamp(long number) {
    return new Stamp(number, OLD + number * 1_000_003, number);
  }

  @Test
  void entries_surviveAppendsAndRewrites_withNewerOnesHidingOlder() {
    for (int run = 0; run < 8; run++) {
      StatIndex index = open();
      for (int i = run * 700; i < run * 700 + 1400; i++) {
        index.record(index.pathState(folder.resolve("f" + i)), stamp(i + run), id(i + run), 0);
      }
      index.save();
    }
    StatIndex index = open();
    for (int i = 0; i < 6300; i++) {
      int run = Math.min(7, i / 700);
      long state = index.pathState(folder.resolve("f" + i));
      assertThat(index.find(state, stamp(i + run), HashName.MD5)).contains(id(i + run));
      assertThat(index.find(state, stamp(i + run), HashName.MD5_DOS2UNIX)).isEmpty();
      assertThat(index.find(state, stamp(i + run + 1), HashName.MD5)).isEmpty();
    }
  }

  @Test
  void find_ofAnyOtherStamp_isEmpty() {
    StatIndex index = open();
    long state = index.pathState(folder.resolve("a"));
    Stamp stamp = stamp(5);
    index.record(state, stamp, id(1), 0);
    assertThat(index.find(state, stamp, HashName.MD5)).contains(id(1));
    assertThat(index.find(state, new Stamp(6, stamp.modifiedNanos(), 5), HashName.MD5)).isEmpty();
    assertThat(index.find(state, new Stamp(5, stamp.modifiedNanos() + 1, 5), HashName.MD5))
        .isEmpty();
    assertThat(index.find(state, new Stamp(5, stamp.modifiedNanos(), 4), HashName.MD5)).isEmpty();
  }

  @Test
  void record_ofRacyTime_isNotTrusted() {
    StatIndex index = open();
    long state = index.pathState(folder.resolve("a"));
    Stamp fine = new Stamp(1, NOW - 15_000_001, 1);
    Stamp coarse = new Stamp(1, NOW - 1_000_000_000, 1);
    Stamp future = new Stamp(1, NOW + 5_000_000_001L, 1);
    for (Stamp each : new Stamp[] {fine, coarse, future}) {
      index.record(state, each, id(1), 0);
      assertThat(index.find(state, each, HashName.MD5)).isEmpty();
    }
    Stamp settled = new Stamp(1, NOW - 30_000_001, 1);
    index.record(state, settled, id(1), 0);
    assertThat(index.find(state, settled, HashName.MD5)).contains(id(1));
  }

  @Test
  void damagedFile_givesNothingWrong_andIsWrittenAnew() throws IOException {
    StatIndex index = open();
    for (int i = 0; i < 5000; i++) {
      index.record(index.pathState(folder.resolve("f" + i)), stamp(i), id(i), 0);
    }
    index.save();
    Path file = folder.resolve("state/stat");
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(11);
    for (int round = 0; round < 60; round++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i < 20; i++) {
        damaged[random.nextInt(round % 3 == 0 ? 64 : damaged.length)] ^= (byte) (1 << i % 8);
      }
      int length = round % 2 == 0 ? damaged.length : random.nextInt(damaged.length);
      Files.write(file, Arrays.copyOf(damaged, length));
      StatIndex read = open();
      for (int i = 0; i < 5000; i += 7) {
        long state = read.pathState(folder.resolve("f" + i));
        var got = read.find(state, stamp(i), HashName.MD5);
        assertThat(got.isEmpty() || got.get().equals(id(i))).isTrue();
      }
      read.record(read.pathState(folder.resolve("new")), stamp(1), id(1), 0);
      read.save();
      StatIndex again = open();
      assertThat(again.find(again.pathState(folder.resolve("new")), stamp(1), HashName.MD5))
          .contains(id(1));
    }
  }

  @Test
  void tornAppend_losesOnlyTheTornEntry() throws IOException {
    StatIndex index = open();
    for (int i = 0; i < 10; i++) {
      index.record(index.pathState(folder.resolve("f" + i)), stamp(i), id(i), 0);
    }
    index.save();
    Path file = folder.resolve("state/stat");
    Files.write(file, new byte[37], StandardOpenOption.APPEND);
    StatIndex read = open();
    read.record(read.pathState(folder.resolve("more")), stamp(77), id(77), 0);
    read.save();
    StatIndex again = open();
    for (int i = 0; i < 10; i++) {
      assertThat(again.find(again.pathState(folder.resolve("f" + i)), stamp(i), HashName.MD5))
          .contains(id(i));
    }
    assertThat(again.find(again.pathState(folder.resolve("more")), stamp(77), HashName.MD5))
        .contains(id(77));
    assertThat(Files.size(file) % 64).isZero();
  }

  @Test
  void twoProcesses_keepWhatBothLearned() {
    StatIndex first = open();
    StatIndex second = open();
    first.find(1, stamp(1), HashName.MD5);
    second.find(1, stamp(1), HashName.MD5);
    for (int i = 0; i < 6000; i++) {
      first.record(first.pathState(folder.resolve("a" + i)), stamp(i), id(i), 0);
      second.record(second.pathState(folder.resolve("b" + i)), stamp(i), id(i), 0);
    }
    first.save();
    second.save();
    StatIndex read = open();
    assertThat(read.find(read.pathState(folder.resolve("a9")), stamp(9), HashName.MD5)).isPresent();
    assertThat(read.find(read.pathState(folder.resolve("b9")), stamp(9), HashName.MD5)).isPresent();
  }

  @Test
  void entriesNotUsedForMonths_areDropped_usedOnesStay() {
    StatIndex index = open();
    for (int i = 0; i < 5000; i++) {
      index.record(index.pathState(folder.resolve("f" + i)), stamp(i), id(i), 0);
    }
    index.save();
    StatIndex later = open(Instant.ofEpochSecond(NOW / 1_000_000_000).plusSeconds(86_400 * 60));
    assertThat(later.find(later.pathState(folder.resolve("f1")), stamp(1), HashName.MD5))
        .isPresent();
    later.save();
    StatIndex latest = open(Instant.ofEpochSecond(NOW / 1_000_000_000).plusSeconds(86_400 * 120));
    latest.find(latest.pathState(folder.resolve("f1")), stamp(1), HashName.MD5);
    latest.save();
    StatIndex end = open(Instant.ofEpochSecond(NOW / 1_000_000_000).plusSeconds(86_400 * 120));
    assertThat(end.find(end.pathState(folder.resolve("f1")), stamp(1), HashName.MD5)).isPresent();
    assertThat(end.find(end.pathState(folder.resolve("f2")), stamp(2), HashName.MD5)).isEmpty();
  }
}
