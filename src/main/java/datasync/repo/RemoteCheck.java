package datasync.repo;

import datasync.object.CorruptObject;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.ObjectSource;
import datasync.object.VerifiedPayload;
import datasync.remote.Remote;
import datasync.task.Parallel;
import datasync.transfer.Root;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads objects where they are and finds those whose bytes do not have the digest of their name.
final class RemoteCheck {
  private RemoteCheck() {}

  /// The corrupt objects among those that some roots need and that the remote has.
  static Map<ObjectId, IOException> corrupt(
      Remote remote, HashName hash, List<Root> roots, Trees trees) throws IOException {
    Set<ObjectId> ids = Needs.idsOf(roots, trees);
    ObjectSource source = remote.source(hash);
    Set<ObjectId> absent = source.absent(ids);
    Map<ObjectId, IOException> corrupt = new LinkedHashMap<>();
    for (Parallel.Failure<ObjectId> failure :
        Parallel.onCores()
            .tryEach(
                ids,
                id -> {
                  if (!absent.contains(id)) {
                    new VerifiedPayload(id, source.payload(id), source.location()).verify();
                  }
                })) {
      if (!(failure.reason() instanceof CorruptObject)) {
        throw failure.reason();
      }
      corrupt.put(failure.item(), failure.reason());
    }
    return corrupt;
  }
}
