package datasync.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.backend.DvcLayout;
import datasync.backend.local.FolderOptions;
import datasync.backend.local.FolderStore;
import datasync.object.BytesPayload;
import datasync.object.CorruptObject;
import datasync.object.Counts;
import datasync.object.CountingSource;
import datasync.object.Digester;
import datasync.object.Faults;
import datasync.object.FaultySink;
import datasync.object.FaultySource;
import datasync.object.HashName;
import datasync.object.MemoryStore;
import datasync.object.ObjectId;
import datasync.object.ObjectMissing;
import datasync.object.ObjectSink;
import datasync.object.ObjectSource;
import datasync.object.ObjectStore;
import datasync.object.Tree;
import datasync.task.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TransferTest {
  private static final PlanOptions ASK_ALL = new PlanOptions(false, true);

  @TempDir Path folder;

  private final MemoryStore source = new MemoryStore("source");
  private final MemoryStore sink = new MemoryStore("sink");
  private final Map<ObjectId, Tree> trees = new HashMap<>();
  private final List<ObjectId> files = new ArrayList<>();
  private ObjectId tree;
  private List<Root> roots;

  @BeforeEach
  void fill() throws IOException {
    Tree.Builder builder = new Tree.Builder(HashName.MD5, 4);
    for (int i = 0; i < 4; i++) {
      ObjectId id = add(source, bytes(i, 50 + i));
      builder.add("file" + i, id, 50 + i);
      files.add(id);
    }
    builder.add("file-again", files.get(0), 50);
    tree = addTree("tree", builder.build());
    ObjectId large = add(source, bytes(9, 3 << 20));
    files.add(large);
    roots = List.of(Root.of(tree, -1), Root.of(large, 3 << 20));
  }

  private static byte[] bytes(int seed, int size) {
    byte[] bytes = new byte[size];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  private static ObjectId add(ObjectStore store, byte[] bytes) throws IOException {
    ObjectId id = Digester.digest(HashName.MD5, bytes, false);
    store.put(id, new BytesPayload(bytes));
    return id;
  }

  private ObjectId addTree(String text, Tree members) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    ObjectId id = Digester.digest(HashName.MD5, bytes, true);
    source.put(id, new BytesPayload(bytes));
    trees.put(id, members);
    return id;
  }

  private Tree readTree(ObjectId id) throws ObjectMissing {
    Tree found = trees.get(id);
    if (found == null) {
      throw new ObjectMissing("nowhere", id);
    }
    return found;
  }

  private TransferPlan plan(ObjectSource from, ObjectSink to, PlanOptions options)
      throws IOException {
    return new TransferPlanner(from, to, this::readTree, options).plan(roots);
  }

  private TransferResult run(ObjectSource from, ObjectSink to, Parts parts, int jobs)
      throws IOException {
    TransferOptions options = new TransferOptions(jobs, true, parts, Progress.none());
    return new TransferRun(from, to, options).run(plan(from, to, ASK_ALL));
  }

  private TransferResult run(ObjectSource from, ObjectSink to) throws IOException {
    return run(from, to, new Parts.None(), 4);
  }

  @Test
  void plan_namesEachObjectOnce_withSizesAndDuplicates() throws IOException {
    TransferPlan plan = plan(source, sink, ASK_ALL);
    assertThat(plan.files()).hasSize(5);
    assertThat(plan.trees()).singleElement().extracting("id").isEqualTo(tree);
    assertThat(plan.bytes()).isEqualTo(50 + 51 + 52 + 53 + (3 << 20));
    assertThat(plan.duplicates()).isOne();
    assertThat(plan.duplicateBytes()).isEqualTo(50);
    assertThat(plan.isUpToDate()).isFalse();
  }

  @Test
  void run_sendsEverything_andThenThereIsNothingToDo() throws IOException {
    TransferResult result = run(source, sink);
    assertThat(result.isComplete()).isTrue();
    assertThat(result.objects()).isEqualTo(6);
    assertThat(result.bytes()).isEqualTo(50 + 51 + 52 + 53 + (3 << 20) + 4);
    TransferPlan again = plan(source, sink, ASK_ALL);
    assertThat(again.isUpToDate()).isTrue();
    assertThat(again.present()).isEqualTo(6);
  }

  @Test
  void plan_asksForFilesOfATreeThatIsThere_unlessTreesAreTrusted() throws IOException {
    run(source, sink);
    sink.remove(List.of(files.get(2)));
    TransferPlan asked = plan(source, sink, ASK_ALL);
    assertThat(asked.files()).extracting("id").containsExactly(files.get(2));
    assertThat(asked.trees()).isEmpty();
    assertThat(plan(source, sink, new PlanOptions(true, true)).isUpToDate()).isTrue();
  }

  @Test
  void run_withMissingFile_sendsTheRest_butNotTheTree() throws IOException {
    source.remove(List.of(files.get(1)));
    for (boolean ask : new boolean[] {true, false}) {
      TransferPlan plan = plan(source, sink, new PlanOptions(false, ask));
      assertThat(plan.missing()).hasSize(ask ? 1 : 0);
      TransferOptions options = new TransferOptions(2, true, new Parts.None(), Progress.none());
      TransferResult result = new TransferRun(source, sink, options).run(plan);
      assertThat(result.isComplete()).isFalse();
      assertThat(result.heldBack()).containsExactly(tree);
      assertThat(sink.absent(files)).containsExactly(files.get(1));
      if (!ask) {
        assertThat(result.failed().get(files.get(1))).isInstanceOf(ObjectMissing.class);
      }
    }
  }

  @Test
  void plan_withMissingListing_namesIt() throws IOException {
    trees.clear();
    TransferPlan plan = plan(source, sink, new PlanOptions(false, false));
    assertThat(plan.missing()).containsExactly(tree);
    assertThat(plan.trees()).isEmpty();
  }

  @Test
  void plan_ofTreeWithoutMembers_isTheListingAlone() throws IOException {
    roots = List.of(new Root(tree, 4, false), Root.of(files.get(3), 53));
    TransferResult result = run(source, sink);
    assertThat(result.objects()).isEqualTo(2);
    assertThat(sink.absent(files)).hasSize(4);
  }

  @Test
  void run_ofCorruptObject_namesIt_andDeliversTheRest() throws IOException {
    ObjectId bad = files.get(0);
    source.remove(List.of(bad));
    source.put(bad, new BytesPayload(new byte[] {1}));
    TransferResult result = run(source, sink);
    assertThat(result.failed()).containsOnlyKeys(bad);
    assertThat(result.failed().get(bad)).isInstanceOf(CorruptObject.class);
    assertThat(result.heldBack()).containsExactly(tree);
    assertThat(sink.absent(files)).containsExactly(bad);
  }

  @ParameterizedTest
  @EnumSource(value = Faults.Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "STALL")
  void run_withAFaultAtEachCallOfTheSource_keepsTheInvariants(Faults.Kind kind)
      throws IOException {
    long broken = 0;
    boolean more = true;
    while (more) {
      long n = ++broken;
      Faults faults = Faults.at(n, kind);
      MemoryStore to = new MemoryStore("sink " + n);
      tryRun(new FaultySource(source, faults), to, new Parts.None());
      more = faults.calls() >= n;
      assertSound(to);
      assertThat(run(source, to).isComplete()).isTrue();
      assertThat(to.absent(files)).isEmpty();
    }
    assertThat(broken).isGreaterThan(5);
  }

  @ParameterizedTest
  @EnumSource(
      value = Faults.Kind.class,
      names = {"ERROR", "REPLY_LOST"})
  void run_withAFaultAtEachCallOfTheSink_keepsTheInvariants(Faults.Kind kind)
      throws IOException {
    long broken = 0;
    boolean more = true;
    while (more) {
      long n = ++broken;
      Faults faults = Faults.at(n, kind);
      MemoryStore to = new MemoryStore("sink " + n);
      tryRun(source, new FaultySink(to, faults), new Parts.None());
      more = faults.calls() >= n;
      assertSound(to);
      assertThat(run(source, to).isComplete()).isTrue();
    }
    assertThat(broken).isGreaterThan(5);
  }

  @ParameterizedTest
  @EnumSource(value = Faults.Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "STALL")
  void run_intoACacheWithParts_keepsTheInvariants_andConverges(Faults.Kind kind)
      throws IOException {
    long broken = 0;
    boolean more = true;
    while (more) {
      long n = ++broken;
      Faults faults = Faults.at(n, kind);
      Path place = folder.resolve(kind + "-" + n);
      FolderStore to =
          new FolderStore(place.resolve("cache"), DvcLayout.CURRENT, FolderOptions.USUAL);
      Parts parts = new Parts.Kept(place.resolve("parts"));
      tryRun(new FaultySource(source, faults), to, parts);
      more = faults.calls() >= n;
      assertSound(to);
      assertThat(run(source, to, parts, 4).isComplete()).isTrue();
      assertThat(to.absent(files)).isEmpty();
      assertThat(place.resolve("parts")).isEmptyDirectory();
    }
    assertThat(broken).isGreaterThan(5);
  }

  private void tryRun(ObjectSource from, ObjectSink to, Parts parts) {
    try {
      run(from, to, parts, 1);
    } catch (IOException failed) {
      // a question was not answered, which ends the run
    }
  }

  /// No wrong bytes under a name, and no tree without its files.
  private void assertSound(ObjectStore store) throws IOException {
    List<ObjectId> all = new ArrayList<>();
    store.list(each -> all.add(each.id()));
    for (ObjectId id : all) {
      try (InputStream in = store.payload(id).open()) {
        assertThat(Digester.digest(HashName.MD5, in.readAllBytes(), id.isTree())).isEqualTo(id);
      }
    }
    if (store.absent(Set.of(tree)).isEmpty()) {
      assertThat(store.absent(files.subList(0, 4))).isEmpty();
    }
  }

  @Test
  void cutDownload_goesOnInALaterRun() throws IOException {
    roots = List.of(Root.of(files.get(4), -1));
    FolderStore to = new FolderStore(folder.resolve("c"), DvcLayout.CURRENT, FolderOptions.USUAL);
    Parts parts = new Parts.Kept(folder.resolve("parts"));
    byte[] whole = bytes(9, 3 << 20);
    Files.createDirectories(folder.resolve("parts"));
    Path part = folder.resolve("parts/" + files.get(4).value() + ".part");
    Files.write(part, java.util.Arrays.copyOf(whole, 2 << 20));
    Counts counts = new Counts();
    assertThat(run(new CountingSource(source, counts), to, parts, 1).isComplete()).isTrue();
    assertThat(counts.bytes()).isEqualTo(1 << 20);
    assertThat(to.path(files.get(4))).hasBinaryContent(whole);
    assertThat(part).doesNotExist();
  }

  @Test
  void partOfOtherBytes_isThrownAway_andFetchedAgain() throws IOException {
    roots = List.of(Root.of(files.get(4), -1));
    FolderStore to = new FolderStore(folder.resolve("c"), DvcLayout.CURRENT, FolderOptions.USUAL);
    Files.createDirectories(folder.resolve("parts"));
    Files.write(folder.resolve("parts/" + files.get(4).value() + ".part"), new byte[2 << 20]);
    Parts parts = new Parts.Kept(folder.resolve("parts"));
    assertThat(run(source, to, parts, 1).isComplete()).isTrue();
    assertThat(to.path(files.get(4))).hasBinaryContent(bytes(9, 3 << 20));
  }
}
