package datasync.transfer;

import datasync.object.Descriptor;
import datasync.object.IdSet;
import datasync.object.ObjectId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What one shard does of a plan.
///
/// @param mine the files of the shard, and every tree: whoever finds all of its files on the sink
///     sends it
/// @param others the files that other shards send
/// @param otherBytes their sizes as far as known
public record ShardPlan(TransferPlan mine, Set<ObjectId> others, long otherBytes) {
  /// Divides a plan.
  public static ShardPlan of(TransferPlan plan, Shard shard) {
    if (shard.isWhole()) {
      return new ShardPlan(plan, Set.of(), 0);
    }
    List<Descriptor> files = new ArrayList<>();
    Set<ObjectId> missing = new HashSet<>();
    IdSet others = new IdSet();
    long bytes = 0;
    for (Descriptor file : plan.files()) {
      if (shard.has(file.id())) {
        files.add(file);
      } else {
        others.add(file.id());
        bytes += Math.max(file.size(), 0);
      }
    }
    for (ObjectId id : plan.missing()) {
      // a machine of another shard may have it
      if (id.isTree() || shard.has(id)) {
        missing.add(id);
      } else {
        others.add(id);
      }
    }
    TransferPlan mine =
        new TransferPlan(
            files,
            plan.trees(),
            plan.present(),
            missing,
            plan.unreadable(),
            plan.repeated());
    return new ShardPlan(mine, others, bytes);
  }
}
