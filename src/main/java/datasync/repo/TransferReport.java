package datasync.repo;

import datasync.object.ObjectId;
import datasync.object.ObjectMissing;
import datasync.transfer.ShardPlan;
import datasync.transfer.TransferResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What moving data between the cache and remotes came to. Filled by one thread.
public final class TransferReport {
  private long objects;
  private long bytes;
  private long duplicates;
  private long duplicateBytes;
  private long unknownSizes;
  private final List<PlannedMove> planned = new ArrayList<>();
  private final Map<ObjectId, IOException> failed = new LinkedHashMap<>();
  private long left;
  private long leftBytes;
  private final Set<ObjectId> waiting = new LinkedHashSet<>();
  private final Set<ObjectId> missing = new LinkedHashSet<>();
  private final Map<ObjectId, String> names = new LinkedHashMap<>();

  void add(TransferResult result) {
    moved(result.objects(), result.bytes());
    failed(result.failed());
    missing(result.missing());
    waiting.addAll(result.waiting());
  }

  void left(ShardPlan part) {
    left += part.others().size();
    leftBytes += part.otherBytes();
  }

  void moved(long count, long size) {
    objects += count;
    bytes += size;
  }

  void saved(long count, long size) {
    duplicates += count;
    duplicateBytes += size;
  }

  void unknown(long count) {
    unknownSizes += count;
  }

  void planned(PlannedMove move) {
    planned.add(move);
    moved(move.objects(), move.bytes());
    unknown(move.unknownSizes());
  }

  /// What is nowhere is missing; anything else that did not arrive has failed.
  void failed(Map<ObjectId, IOException> more) {
    more.forEach(
        (id, reason) -> {
          if (reason instanceof ObjectMissing) {
            missing.add(id);
          } else {
            failed.put(id, reason);
          }
        });
  }

  void missing(Set<ObjectId> more) {
    missing.addAll(more);
  }

  void name(Map<ObjectId, String> more) {
    more.forEach(names::putIfAbsent);
  }

  /// How many objects moved, or would move in a dry run.
  public long objects() {
    return objects;
  }

  /// Their bytes.
  public long bytes() {
    return bytes;
  }

  /// How many files were not moved because another one has the same content.
  public long duplicates() {
    return duplicates;
  }

  /// Their bytes as far as known.
  public long duplicateBytes() {
    return duplicateBytes;
  }

  /// In a dry run, how many of the objects have a size that nobody knows yet.
  public long unknownSizes() {
    return unknownSizes;
  }

  /// In a dry run, what would move to or from each remote.
  public List<PlannedMove> planned() {
    return List.copyOf(planned);
  }

  /// What did not arrive, with the reason.
  public Map<ObjectId, IOException> failed() {
    return failed;
  }

  /// What neither side has.
  public Set<ObjectId> missing() {
    return missing;
  }

  /// How many objects of the same data other shards move.
  public long left() {
    return left;
  }

  /// Their bytes as far as known.
  public long leftBytes() {
    return leftBytes;
  }

  /// Listings that were not published, because other shards have not yet sent what they name.
  public Set<ObjectId> waiting() {
    return waiting;
  }

  /// Whether there is nothing that anybody would still have to move.
  public boolean isNothingLeft() {
    return missing.isEmpty() && left == 0 && waiting.isEmpty();
  }

  /// The path a person knows an object by, or its digest.
  public String nameOf(ObjectId id) {
    return names.getOrDefault(id, id.value());
  }
}
