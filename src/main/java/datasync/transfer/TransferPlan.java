package datasync.transfer;

import datasync.object.Descriptor;
import datasync.object.ObjectId;
import datasync.object.Tree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a transfer will do.
///
/// @param files the objects to send that are no trees, each once, with their bytes or −1
/// @param trees the trees to send once their files are there, with these
/// @param present how many objects the sink has already
/// @param missing what the sink needs and the source does not have
/// @param unreadable trees whose listing could not be had, with the reason
/// @param repeated files that were named again, and so are not sent again
public record TransferPlan(
    List<Descriptor> files,
    List<PlannedTree> trees,
    long present,
    Set<ObjectId> missing,
    Map<ObjectId, IOException> unreadable,
    Repeats repeated) {
  /// A tree to send.
  ///
  /// @param id its object
  /// @param size its bytes, or −1
  /// @param members the files that have to be on the sink before it; empty when it goes by itself
  public record PlannedTree(ObjectId id, long size, Tree members) {}

  /// What deduplication saved.
  ///
  /// @param objects how many times a file was named again
  /// @param bytes their sizes as far as known
  public record Repeats(long objects, long bytes) {}

  /// How many times a file was named again.
  public long duplicates() {
    return repeated.objects();
  }

  /// The bytes of files that were named again, as far as known.
  public long duplicateBytes() {
    return repeated.bytes();
  }

  /// The sum of the sizes that are known of what is sent.
  public long bytes() {
    long sum = 0;
    for (Descriptor file : files) {
      sum += Math.max(file.size(), 0);
    }
    for (PlannedTree tree : trees) {
      sum += Math.max(tree.size(), 0);
    }
    return sum;
  }

  /// Whether the sink has everything that was asked for.
  public boolean isUpToDate() {
    return files.isEmpty() && trees.isEmpty() && missing.isEmpty() && unreadable.isEmpty();
  }

  /// How many objects will be sent.
  public long objects() {
    return (long) files.size() + trees.size();
  }
}
