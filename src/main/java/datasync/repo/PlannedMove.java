package datasync.repo;

import datasync.object.Descriptor;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.ObjectMissing;
import datasync.object.ObjectSource;
import datasync.remote.Remote;
import datasync.transfer.TransferPlan;
import java.io.IOException;
import java.util.Set;

/// What would move between the cache and one remote.
///
/// @param remote the name of the remote
/// @param location where it is
/// @param hash which of the two layouts
/// @param objects how many objects would move
/// @param bytes their sizes as far as known
/// @param unknownSizes how many of them have a size that nobody knows yet
/// @param present how many objects are where they are wanted
/// @param requests how many requests the remote would get: one for each object that it is asked
///     about and one for each that moves; a remote that can be listed may get fewer
/// @param missing what is wanted and on neither side
public record PlannedMove(
    String remote,
    String location,
    HashName hash,
    long objects,
    long bytes,
    long unknownSizes,
    long present,
    long requests,
    Set<ObjectId> missing) {
  /// What a plan comes to; sizes that it does not know are asked of the source where that costs no
  /// request.
  static PlannedMove of(Remote remote, HashName hash, ObjectSource source, TransferPlan plan)
      throws IOException {
    long bytes = 0;
    long unknown = 0;
    for (Descriptor file : plan.files()) {
      long size = size(source, file.id(), file.size());
      bytes += Math.max(size, 0);
      unknown += size < 0 ? 1 : 0;
    }
    for (TransferPlan.PlannedTree tree : plan.trees()) {
      long size = size(source, tree.id(), tree.size());
      bytes += Math.max(size, 0);
      unknown += size < 0 ? 1 : 0;
    }
    long asked = plan.present() + plan.objects() + plan.missing().size();
    return new PlannedMove(
        remote.name(),
        remote.location(),
        hash,
        plan.objects(),
        bytes,
        unknown,
        plan.present(),
        asked + plan.objects(),
        Set.copyOf(plan.missing()));
  }

  private static long size(ObjectSource source, ObjectId id, long known) throws IOException {
    if (known >= 0) {
      return known;
    }
    try {
      return source.payload(id).length();
    } catch (ObjectMissing gone) {
      return -1;
    }
  }
}
