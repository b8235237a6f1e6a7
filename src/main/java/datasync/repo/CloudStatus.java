package datasync.repo;

import datasync.object.ObjectId;
import datasync.text.Value;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// `status --cloud`: what the cache has and a remote does not, and the other way round.
///
/// Source: dvc 3.67 `repo/status.py`.
public final class CloudStatus {
  private final Transfer transfer;

  /// @param transfer knows the remote; stays its opener's to close
  public CloudStatus(Transfer transfer) {
    this.transfer = transfer;
  }

  /// Which side lacks what.
  static final class Sides {
    private final Set<ObjectId> ids = new HashSet<>();
    private final Set<ObjectId> notInCache = new HashSet<>();
    private final Set<ObjectId> notOnRemote = new HashSet<>();
    private final Map<ObjectId, String> names = new LinkedHashMap<>();

    void add(Set<ObjectId> all, Set<ObjectId> cacheLacks, Set<ObjectId> remoteLacks) {
      ids.addAll(all);
      notInCache.addAll(cacheLacks);
      notOnRemote.addAll(remoteLacks);
    }

    Set<ObjectId> ids() {
      return ids;
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
    for (ObjectId id : sides.ids) {
      boolean here = !sides.notInCache.contains(id);
      boolean there = !sides.notOnRemote.contains(id);
      if (!here || !there) {
        String word = here ? "new" : there ? "deleted" : "missing";
        states.put(sides.names.getOrDefault(id, id.value()), new Value.Text(word));
      }
    }
    return Value.Mapping.of(states);
  }
}
