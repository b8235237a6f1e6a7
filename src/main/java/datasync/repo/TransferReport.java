package datasync.repo;

import datasync.object.ObjectId;
import datasync.object.ObjectMissing;
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
  private final Set<ObjectId> missing = new LinkedHashSet<>();
  private final Map<ObjectId, String> names = new LinkedHashMap<>();

  void add(TransferResult result) {
    moved(result.objects(), result.bytes());
    failed(result.failed());
    missing(result.missing());
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

  /// The path a person knows an object by, or its digest.
  public String nameOf(ObjectId id) {
    return names.getOrDefault(id, id.value());
  }
}
