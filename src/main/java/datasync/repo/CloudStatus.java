package datasync.repo;

import datasync.object.IdSet;
import datasync.object.ObjectId;
import datasync.text.Value;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// `status --cloud`: what the cache has and a remote does not, and the other way round.
///
/// Source: dvc 3.67 `repo/status.py`.
public final class CloudStatus {
  private static final Value NEW = new Value.Text("new");
  private static final Value DELETED = new Value.Text("deleted");
  private static final Value MISSING = new Value.Text("missing");

  private final Transfer transfer;

  /// @param transfer knows the remote; stays its opener's to close
  public CloudStatus(Transfer transfer) {
    this.transfer = transfer;
  }

  /// Which side lacks what.
  static final class Sides {
    private final IdSet differing = new IdSet();
    private final IdSet notInCache = new IdSet();
    private final IdSet notOnRemote = new IdSet();
    private final Map<ObjectId, String> names = new LinkedHashMap<>();

    void add(Set<ObjectId> cacheLacks, Set<ObjectId> remoteLacks) {
      differing.addAll(cacheLacks);
      differing.addAll(remoteLacks);
      notInCache.addAll(cacheLacks);
      notOnRemote.addAll(remoteLacks);
    }

    /// The objects that are not on both sides.
    Set<ObjectId> differing() {
      return differing;
    }

    void name(Map<ObjectId, String> more) {
      names.putAll(more);
    }
  }

  /// The state of each object that is not on both sides, by path: `new` when the remote lacks it,
  /// `deleted` when the cache does, `missing` when both do. In DVC's JSON shape.
  public Value.Mapping of(History.Range range, Transfer.Chooser chooser) throws IOException {
    Sides sides = transfer.compare(range, chooser);
    Map<String, Value> states = new TreeMap<>();
    for (ObjectId id : sides.differing) {
      boolean here = !sides.notInCache.contains(id);
      boolean there = !sides.notOnRemote.contains(id);
      Value word = here ? NEW : there ? DELETED : MISSING;
      states.put(sides.names.getOrDefault(id, id.value()), word);
    }
    return Value.Mapping.of(states);
  }
}
