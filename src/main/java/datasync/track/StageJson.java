package datasync.track;

import datasync.text.Value;

/// The JSON of stages that DVC hashes.
public final class StageJson {
  private StageJson() {}

  /// The checksum of the stage of a `.dvc` file, which imports record as `md5`.
  public static String md5(Stage stage, Project project) {
    throw new UnsupportedOperationException("not yet");
  }

  /// The key below `runs/` of a lock entry.
  ///
  /// @param entry the entry as [LockFile#entry] makes it
  public static String runCacheKey(Value.Mapping entry) {
    throw new UnsupportedOperationException("not yet");
  }

  /// The name of a run below its key.
  ///
  /// @param entry the entry as [LockFile#entry] makes it
  public static String runCacheValue(Value.Mapping entry) {
    throw new UnsupportedOperationException("not yet");
  }
}
