package datasync.transfer;

import java.nio.file.Path;

/// Where cut downloads wait for the next run.
public sealed interface Parts {
  /// Downloads start over each time.
  record None() implements Parts {}

  /// A cut download above 1 MiB is kept as `<digest>.part`.
  ///
  /// @param folder need not be there; best on the file system of the cache, which may then take a
  ///     finished file by renaming it
  record Kept(Path folder) implements Parts {}
}
