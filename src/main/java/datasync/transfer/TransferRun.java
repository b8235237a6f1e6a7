package datasync.transfer;

import datasync.object.BoundedPayload;
import datasync.object.Descriptor;
import datasync.object.LocalStore;
import datasync.object.ObjectId;
import datasync.object.ObjectSink;
import datasync.object.ObjectSource;
import datasync.object.Payload;
import datasync.object.RangedPayload;
import datasync.object.Tree;
import datasync.object.VerifiedPayload;
import datasync.task.Parallel;
import datasync.transfer.TransferPlan.PlannedTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// Carries out plans between one source and one sink. Not for several threads at once.
public final class TransferRun {
  private static final int MOST_RANGES = 8;

  private final ObjectSource source;
  private final ObjectSink sink;
  private final TransferOptions options;
  private final AtomicInteger unfinished = new AtomicInteger();
  private final LongAdder objects = new LongAdder();
  private final LongAdder bytes = new LongAdder();

  /// @param source where objects come from
  /// @param sink where they go
  /// @param options how
  public TransferRun(ObjectSource source, ObjectSink sink, TransferOptions options) {
    this.source = source;
    this.sink = sink;
    this.options = options;
  }

  /// Sends what the plan says: files in parallel, then the trees all of whose files are there.
  ///
  /// @return what arrived and what did not; a transfer goes on past an object that fails
  /// @throws IOException when the calling thread was interrupted, or the disk of a local sink did
  ///     not take what was written
  public TransferResult run(TransferPlan plan) throws IOException {
    return run(new ShardPlan(plan, Set.of(), 0));
  }

  /// Sends the part of one shard; a tree goes when the sink has those of its files that other
  /// shards send.
  ///
  /// @return what arrived and what did not
  /// @throws IOException as above, or when the sink does not say what it has
  public TransferResult run(ShardPlan part) throws IOException {
    TransferPlan plan = part.mine();
    options.progress().begin(plan.objects(), plan.bytes());
    Map<ObjectId, IOException> failed = new LinkedHashMap<>(plan.unreadable());
    send(plan.files(), failed);
    sync();
    List<Descriptor> trees = new ArrayList<>();
    List<ObjectId> heldBack = new ArrayList<>();
    List<ObjectId> waiting = new ArrayList<>();
    boolean ask = !part.others().isEmpty() && !plan.trees().isEmpty();
    Set<ObjectId> needed = ask ? sink.needed(part.others()) : Set.of();
    for (PlannedTree tree : plan.trees()) {
      if (!isWhole(tree.members(), plan, failed)) {
        heldBack.add(tree.id());
      } else if (hasOne(tree.members(), needed)) {
        waiting.add(tree.id());
      } else {
        trees.add(new Descriptor(tree.id(), tree.size()));
      }
    }
    send(trees, failed);
    sync();
    return new TransferResult(
        objects.sum(), bytes.sum(), failed, plan.missing(), heldBack, waiting);
  }

  /// A tree may be read as proof of its files, so these have to be on the disk before it has its
  /// name; and what is said to have arrived has to stay.
  private void sync() throws IOException {
    if (sink instanceof LocalStore store) {
      store.sync();
    }
  }

  private static boolean hasOne(Tree members, Set<ObjectId> ids) {
    for (int i = 0; i < members.size() && !ids.isEmpty(); i++) {
      if (ids.contains(members.id(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWhole(
      Tree members, TransferPlan plan, Map<ObjectId, IOException> failed) {
    if (failed.isEmpty() && plan.missing().isEmpty()) {
      return true;
    }
    for (int i = 0; i < members.size(); i++) {
      ObjectId id = members.id(i);
      if (failed.containsKey(id) || plan.missing().contains(id)) {
        return false;
      }
    }
    return true;
  }

  private void send(List<Descriptor> wanted, Map<ObjectId, IOException> failed)
      throws IOException {
    unfinished.set(wanted.size());
    for (Parallel.Failure<Descriptor> each :
        Parallel.forTransfers(options.jobs()).tryEach(wanted, this::sendOne)) {
      failed.put(each.item().id(), each.reason());
    }
  }

  private void sendOne(Descriptor object) throws IOException {
    try {
      send(object);
    } finally {
      unfinished.decrementAndGet();
    }
  }

  /// In how many ranges an object may come, so that the jobs that nothing is left for have work.
  private int ranges() {
    return Math.clamp(options.jobs() / Math.max(1, unfinished.get()), 1, MOST_RANGES);
  }

  private void send(Descriptor object) throws IOException {
    ObjectId id = object.id();
    Payload payload = source.payload(id);
    Gauge gauge = new Gauge(options, bytes);
    boolean remote = payload instanceof RangedPayload && payload.file().isEmpty();
    if (remote
        && sink instanceof LocalStore store
        && options.parts() instanceof Parts.Kept(Path folder)) {
      RangedPayload ranged =
          BoundedPayload.of((RangedPayload) payload, id, object.size(), source.location());
      RangedPayload counted = CountedPayload.ranged(ranged, gauge);
      new PartDownload(id, counted, source.location(), folder, object.size())
          .run(store, ranges());
    } else if (options.verified()) {
      Payload counted = CountedPayload.of(payload, gauge);
      sink.put(id, new VerifiedPayload(id, counted, source.location()));
      gauge.arrived(payload.length());
    } else if (payload.file().isPresent()
        && sink instanceof LocalStore
        && !options.limit().isLimited()) {
      sink.put(id, payload);
      gauge.arrived(payload.length());
    } else {
      sink.put(id, CountedPayload.of(payload, gauge));
      gauge.arrived(payload.length());
    }
    objects.increment();
    options.progress().finished(id.value());
  }
}
