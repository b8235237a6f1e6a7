package datasync.repo.merge;

import datasync.git.CommitInfo;
import java.util.List;

/// A commit that recorded data which is nowhere to be found, so that its author had it.
///
/// @param outputs the tracked paths it recorded, as messages show them
/// @param commit the commit
public record LastSeen(List<String> outputs, CommitInfo commit) {
  /// Copies the outputs.
  public LastSeen {
    outputs = List.copyOf(outputs);
  }
}
