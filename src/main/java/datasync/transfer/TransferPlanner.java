package datasync.transfer;

import datasync.object.IdSet;
import datasync.object.ObjectId;
import datasync.object.ObjectMissing;
import datasync.object.ObjectSink;
import datasync.object.ObjectSource;
import datasync.object.Tree;
import datasync.transfer.TransferPlan.PlannedTree;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds out what a transfer has to do. Reads listings and asks both sides; changes nothing.
/// Used by one thread; asks on as many as the sides take.
public final class TransferPlanner {
  private final ObjectSource source;
  private final ObjectSink sink;
  private final TreeReader reader;
  private final PlanOptions options;

  /// @param source where objects come from
  /// @param sink where they go
  /// @param reader gives the files of trees
  /// @param options how much is asked
  public TransferPlanner(
      ObjectSource source, ObjectSink sink, TreeReader reader, PlanOptions options) {
    this.source = source;
    this.sink = sink;
    this.reader = reader;
    this.options = options;
  }

  /// What one call collects.
  private static final class Findings {
    final SizedIds files = new SizedIds();
    final Map<ObjectId, Tree> trees = new LinkedHashMap<>();
    final Map<ObjectId, Long> treeSizes = new LinkedHashMap<>();
    final Map<ObjectId, IOException> unreadable = new LinkedHashMap<>();
    final IdSet missing = new IdSet();
    long duplicates;
    long duplicateBytes;

    void file(ObjectId id, long size, boolean mayRepeat) {
      if (!files.add(id, size) && mayRepeat) {
        duplicates++;
        duplicateBytes += Math.max(size, 0);
      }
    }
  }

  /// Plans the transfer of some objects.
  ///
  /// @throws IOException when one of the two sides cannot answer, or work was interrupted; what is
  ///     only missing or unreadable is in the plan
  public TransferPlan plan(Collection<Root> roots) throws IOException {
    Findings found = new Findings();
    Set<ObjectId> treeIds = new LinkedHashSet<>();
    for (Root root : roots) {
      if (root.id().isTree()) {
        treeIds.add(root.id());
        found.treeSizes.merge(root.id(), root.size(), Math::max);
      } else {
        found.file(root.id(), root.size(), false);
      }
    }
    Set<ObjectId> neededTrees = sink.needed(treeIds);
    readTrees(roots, neededTrees, found);
    BitSet needed = found.files.among(sink.needed(found.files.ids()));
    long present =
        (long) found.files.ids().size() - needed.cardinality()
            + treeIds.size() - neededTrees.size();
    if (options.askSource()) {
      askSource(needed, neededTrees, found);
    }
    return build(needed, neededTrees, present, found);
  }

  private void readTrees(Collection<Root> roots, Set<ObjectId> needed, Findings found)
      throws IOException {
    for (Root root : roots) {
      ObjectId id = root.id();
      boolean proven = options.trustTrees() && !needed.contains(id);
      if (!id.isTree() || !root.members() || proven || found.trees.containsKey(id)) {
        continue;
      }
      Tree tree;
      try {
        tree = reader.read(id);
      } catch (ObjectMissing missing) {
        found.missing.add(id);
        continue;
      } catch (InterruptedIOException stop) {
        throw stop;
      } catch (IOException broken) {
        found.unreadable.put(id, broken);
        continue;
      }
      found.trees.put(id, tree);
      for (int i = 0; i < tree.size(); i++) {
        found.file(tree.id(i), tree.bytes(i), true);
      }
    }
  }

  private void askSource(BitSet needed, Set<ObjectId> neededTrees, Findings found)
      throws IOException {
    List<ObjectId> trees = new ArrayList<>(neededTrees.size());
    for (ObjectId tree : neededTrees) {
      if (!found.unreadable.containsKey(tree)) {
        trees.add(tree);
      }
    }
    found.missing.addAll(source.absent(found.files.chosen(needed, trees)));
  }

  private static TransferPlan build(
      BitSet needed, Set<ObjectId> neededTrees, long present, Findings found) {
    needed.andNot(found.files.among(found.missing));
    List<PlannedTree> trees = new ArrayList<>();
    for (Map.Entry<ObjectId, Long> each : found.treeSizes.entrySet()) {
      ObjectId id = each.getKey();
      boolean lost = found.missing.contains(id) || found.unreadable.containsKey(id);
      if (neededTrees.contains(id) && !lost) {
        Tree members = found.trees.getOrDefault(id, Tree.empty());
        trees.add(new PlannedTree(id, each.getValue(), members));
      }
    }
    return new TransferPlan(
        found.files.descriptors(needed),
        trees,
        present,
        found.missing,
        found.unreadable,
        new TransferPlan.Repeats(found.duplicates, found.duplicateBytes));
  }
}
