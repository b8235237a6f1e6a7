package datasync.track;

import datasync.text.Value;
import java.util.List;

/// A dependency on parameters in a file.
///
/// @param path the file as written
/// @param keys the dotted keys; empty when the whole file counts
/// @param locked whether the lock file has an entry for the file; an empty entry is one, too
/// @param recorded the values in the lock file by key as written
public record ParamsDependency(
    String path, List<String> keys, boolean locked, Value.Mapping recorded)
    implements Dependency {
  /// The file that keys without a file belong to.
  public static final String DEFAULT_FILE = "params.yaml";

  /// Copies the keys.
  public ParamsDependency {
    keys = List.copyOf(keys);
  }

  /// Whether every top-level key of the file counts.
  public boolean isWholeFile() {
    return keys.isEmpty();
  }

  /// The same dependency with values to record.
  public ParamsDependency with(Value.Mapping values) {
    return new ParamsDependency(path, keys, true, values);
  }
}
