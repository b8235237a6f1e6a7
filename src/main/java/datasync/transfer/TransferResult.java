package datasync.transfer;

import datasync.object.ObjectId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a transfer did.
///
/// @param objects how many objects arrived
/// @param bytes their bytes, as they were read
/// @param failed what did not arrive, with the reason: [datasync.object.CorruptObject] for wrong
///     bytes, [datasync.object.ObjectMissing] for what turned out to be missing
/// @param missing what the plan found missing, and so was not tried
/// @param heldBack trees that were not sent because a file of theirs failed or is missing
/// @param waiting trees that were not sent because other shards have not yet sent files of theirs
public record TransferResult(
    long objects,
    long bytes,
    Map<ObjectId, IOException> failed,
    Set<ObjectId> missing,
    List<ObjectId> heldBack,
    List<ObjectId> waiting) {
  /// Whether everything that was asked for is on the sink.
  public boolean isComplete() {
    return failed.isEmpty() && missing.isEmpty() && heldBack.isEmpty() && waiting.isEmpty();
  }
}
