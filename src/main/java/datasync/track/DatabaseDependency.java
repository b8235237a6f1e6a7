package datasync.track;

import datasync.text.Value;

/// A dependency on a database query, made by `dvc import-db`.
///
/// @param db the keys `query`, `connection`, `file_format`, `table` as written
public record DatabaseDependency(Value.Mapping db) implements Dependency {
  @Override
  public String path() {
    return "";
  }
}
