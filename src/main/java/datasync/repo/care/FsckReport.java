package datasync.repo.care;

import datasync.object.ObjectId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a check found. Safe for several threads.
///
/// So many findings are kept that memory stays bounded; all are counted.
public final class FsckReport {
  private static final int MOST_KEPT = 50_000;

  private final long seed;
  private final Map<String, Side> sides = new LinkedHashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Map<FindingKind, Long> counts = new EnumMap<>(FindingKind.class);
  private Map<ObjectId, UsedOutputs.Names> names = Map.of();
  private long left;

  /// What was looked at on one side.
  ///
  /// @param name the name of a remote; empty for the cache
  /// @param location where it is
  /// @param objects what was looked at; bytes as far as they are known without reading
  /// @param read what was read to the end
  /// @param quarantined how many files lie in quarantine now
  public record Side(
      String name, String location, Amount objects, Amount read, long quarantined) {}

  /// A number of objects and of bytes.
  public record Amount(long objects, long bytes) {}

  FsckReport(long seed) {
    this.seed = seed;
  }

  synchronized void add(Finding finding) {
    counts.merge(finding.kind(), 1L, Long::sum);
    if (findings.size() < MOST_KEPT) {
      findings.add(finding);
    } else {
      left++;
    }
  }

  synchronized void side(Side side) {
    sides.put(side.name(), side);
  }

  /// Brings the findings into an order that does not depend on threads: side, kind, name.
  synchronized void sort() {
    List<String> order = new ArrayList<>(sides.keySet());
    findings.sort(
        Comparator.<Finding>comparingInt(each -> order.indexOf(each.side()))
            .thenComparing(Finding::kind)
            .thenComparing(each -> each.subject().file()));
  }

  synchronized void replace(int index, Finding finding) {
    findings.set(index, finding);
  }

  synchronized void name(Map<ObjectId, UsedOutputs.Names> all) {
    names = all;
  }

  /// The number that chose a sample.
  public long seed() {
    return seed;
  }

  /// What was looked at.
  public synchronized List<Side> sides() {
    return List.copyOf(sides.values());
  }

  /// The findings that were kept, by side, kind and name.
  public synchronized List<Finding> findings() {
    return List.copyOf(findings);
  }

  /// How many findings were counted and not kept.
  public synchronized long left() {
    return left;
  }

  /// How many findings of each kind there are; kinds without one are left out.
  public synchronized Map<FindingKind, Long> counts() {
    return new EnumMap<>(counts);
  }

  /// The paths that use the object of a finding, at most a few.
  public synchronized List<String> namesOf(Finding finding) {
    return pathsOf(finding).names();
  }

  synchronized UsedOutputs.Names pathsOf(Finding finding) {
    ObjectId id = finding.subject().id();
    return id == null ? UsedOutputs.Names.NONE : names.getOrDefault(id, UsedOutputs.Names.NONE);
  }

  /// How many findings are damage: data is missing or corrupt.
  public synchronized long damaged() {
    long damaged = 0;
    for (Map.Entry<FindingKind, Long> each : counts.entrySet()) {
      damaged += each.getKey().isDamage() ? each.getValue() : 0;
    }
    return damaged;
  }

  /// How many of those are mended now.
  public synchronized long mended() {
    long mended = 0;
    for (Finding each : findings) {
      mended += each.kind().isDamage() && each.mended() ? 1 : 0;
    }
    return mended;
  }
}
