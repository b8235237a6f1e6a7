package datasync.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.backend.DvcLayout;
import datasync.backend.local.FolderOptions;
import datasync.backend.local.FolderStore;
import datasync.io.FirstBytes;
import datasync.object.BytesPayload;
import datasync.object.CorruptObject;
import datasync.object.Counts;
import datasync.object.CountingSource;
import datasync.object.Digester;
import datasync.object.Faults;
import datasync.object.FaultySource;
import datasync.object.HashName;
import datasync.object.MemoryStore;
import datasync.object.ObjectId;
import datasync.object.ObjectSource;
import datasync.object.Payload;
import datasync.object.RangedPayload;
import datasync.object.StoreFailure;
import datasync.object.Tree;
import datasync.task.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class RangedDownloadTest {
  private static final int SIZE = (33 << 20) + 5;
  private static final byte[] BYTES = new byte[SIZE];

  @TempDir Path folder;

  private final MemoryStore source = new MemoryStore("source");
  private ObjectId id;
  private FolderStore cache;
  private Path part;

  @BeforeAll
  static void fillBytes() {
    new SplittableRandom(7).nextBytes(BYTES);
  }

  @BeforeEach
  void fill() throws IOException {
    id = Digester.digest(HashName.MD5, BYTES, false);
    source.put(id, new BytesPayload(BYTES));
    cache = new FolderStore(folder.resolve("c"), DvcLayout.CURRENT, FolderOptions.USUAL);
    part = folder.resolve("parts").resolve(id.value() + ".part");
  }

  /// The source with its payloads changed, and without files.
  private record Changed(ObjectSource source, Change change) implements ObjectSource {
    interface Change {
      InputStream open(RangedPayload payload, long offset, long length) throws IOException;
    }

    @Override
    public Set<ObjectId> absent(Collection<ObjectId> wanted) throws IOException {
      return source.absent(wanted);
    }

    @Override
    public Payload payload(ObjectId id) throws IOException {
      RangedPayload payload = (RangedPayload) source.payload(id);
      return new RangedPayload() {
        @Override
        public long length() {
          return payload.length();
        }

        @Override
        public InputStream openAt(long offset) throws IOException {
          return change.open(payload, offset, -1);
        }

        @Override
        public InputStream openRange(long offset, long length) throws IOException {
          return change.open(payload, offset, length);
        }
      };
    }

    @Override
    public String location() {
      return source.location();
    }
  }

  private TransferResult run(ObjectSource from, int jobs, long size) throws IOException {
    TransferOptions options =
        new TransferOptions(
            jobs, true, new Parts.Kept(folder.resolve("parts")), Progress.none());
    TransferPlan plan =
        new TransferPlanner(from, cache, tree -> Tree.empty(), new PlanOptions(false, false))
            .plan(List.of(Root.of(id, size)));
    return new TransferRun(from, cache, options).run(plan);
  }

  private void assertArrived() {
    assertThat(cache.path(id)).hasBinaryContent(BYTES);
    assertThat(part).doesNotExist();
  }

  @Test
  void largeObject_comesInSeveralRangesAtOnce_eachByteOnce() throws IOException {
    Counts counts = new Counts();
    TransferResult result = run(new CountingSource(source, counts), 8, SIZE);
    assertThat(result.isComplete()).isTrue();
    assertThat(result.bytes()).isEqualTo(SIZE);
    assertThat(counts.bytes()).isEqualTo(SIZE);
    assertThat(counts.objects()).isEqualTo(5);
    assertArrived();
  }

  @Test
  void oneJob_takesOneStream() throws IOException {
    Counts counts = new Counts();
    run(new CountingSource(source, counts), 1, SIZE);
    assertThat(counts.objects()).isOne();
    assertArrived();
  }

  /// Whatever breaks when: nothing wrong gets a name, and what came counts in the next run.
  @Test
  void brokenAtEachRange_goesOnWithWhatCame() throws IOException {
    for (Faults.Kind kind : List.of(Faults.Kind.ERROR, Faults.Kind.TRUNCATION)) {
      for (int n = 1; n <= 5; n += 2) {
        Counts counts = new Counts();
        Faults faults = Faults.from(n, kind);
        run(new CountingSource(new FaultySource(source, faults), counts), 3, SIZE);
        assertThat(cache.absent(List.of(id))).as("%s at %d", kind, n).containsExactly(id);
        long first = counts.bytes();
        assertThat(run(new CountingSource(source, counts), 3, SIZE).isComplete()).isTrue();
        if (kind == Faults.Kind.ERROR) {
          // a block that was on its way in each range may be lost
          assertThat(counts.bytes()).as("after %d", first).isBetween(SIZE + 0L, SIZE + (1L << 20));
        }
        assertArrived();
        cache.remove(List.of(id));
      }
    }
  }

  @Test
  void partInRanges_isGoneOnWithInOneStreamToo() throws IOException {
    AtomicInteger opened = new AtomicInteger();
    ObjectSource breaking =
        new Changed(
            source,
            (payload, offset, length) -> {
              if (opened.incrementAndGet() > 3) {
                throw new StoreFailure("read", "here", "", true, new IOException("cut"));
              }
              return new FirstBytes(payload.openAt(offset), length);
            });
    run(breaking, 2, SIZE);
    assertThat(part).exists();
    Counts counts = new Counts();
    assertThat(run(new CountingSource(source, counts), 1, SIZE).isComplete()).isTrue();
    assertThat(counts.bytes()).isLessThanOrEqualTo(SIZE - (8 << 20));
    assertArrived();
  }

  @Test
  void partOfOneStream_isTheBeginningOfTheRanges() throws IOException {
    Files.createDirectories(part.getParent());
    Files.write(part, Arrays.copyOf(BYTES, 20 << 20));
    Counts counts = new Counts();
    assertThat(run(new CountingSource(source, counts), 4, SIZE).isComplete()).isTrue();
    assertThat(counts.bytes()).isEqualTo(SIZE - (20 << 20));
    assertArrived();
  }

  @Test
  void sourceWithoutRanges_givesTheWhole() throws IOException {
    ObjectSource whole =
        new Changed(
            source,
            (payload, offset, length) -> {
              if (length >= 0) {
                throw new StoreFailure("read", "here", "", false, new IOException("no ranges"));
              }
              return payload.openAt(offset);
            });
    assertThat(run(whole, 4, SIZE).isComplete()).isTrue();
    assertArrived();
  }

  @Test
  void sizeThatMetadataHasWrong_isFoundOut() throws IOException {
    for (long size : new long[] {SIZE - 1, SIZE + 1, SIZE + (20 << 20), SIZE - (1 << 20)}) {
      assertThat(run(source, 4, size).isComplete()).as("size %d", size).isTrue();
      assertArrived();
      cache.remove(List.of(id));
    }
  }

  @Test
  void flippedBit_isFetchedAgain_andWhatIsCorruptThereIsNamed() throws IOException {
    for (int jobs : new int[] {1, 4}) {
      Faults once = Faults.at(1, Faults.Kind.FLIPPED_BIT);
      assertThat(run(new FaultySource(source, once), jobs, SIZE).isComplete()).isTrue();
      assertArrived();
      cache.remove(List.of(id));
      Faults always = Faults.from(1, Faults.Kind.FLIPPED_BIT);
      TransferResult result = run(new FaultySource(source, always), jobs, SIZE);
      assertThat(result.failed().get(id)).isInstanceOf(CorruptObject.class);
      assertThat(part).doesNotExist();
      assertThat(cache.absent(List.of(id))).containsExactly(id);
    }
  }

  @Test
  void mapThatIsDamaged_isFoundOut() throws IOException {
    Files.createDirectories(part.getParent());
    for (long at : new long[] {100, SIZE, SIZE + 9, SIZE + 20, SIZE + 30}) {
      Faults faults = Faults.from(4, Faults.Kind.ERROR);
      run(new FaultySource(source, faults), 2, SIZE);
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.write(java.nio.ByteBuffer.wrap(new byte[] {-1, -1, -1, -1}), at);
      }
      assertThat(run(source, 2, SIZE).isComplete()).as("damaged at %d", at).isTrue();
      assertArrived();
      cache.remove(List.of(id));
    }
  }

  @Test
  void isAhead_countsWhatCouldBeDigestedAndIsNot() throws IOException {
    byte[] segment = new byte[8 << 20];
    Path file = folder.resolve("map");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      SegmentMap map = SegmentMap.open(channel, SIZE);
      map.append(0, segment, segment.length);
      map.append(2, segment, segment.length);
      assertThat(map.isAhead(1)).isFalse();
      map.append(1, segment, segment.length);
      assertThat(map.isAhead(2)).isTrue();
      map.digested(segment.length);
      assertThat(map.isAhead(2)).isFalse();
      assertThat(map.isAhead(1)).isTrue();
    }
  }
}
