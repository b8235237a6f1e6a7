package datasync.transfer;

import java.nio.file.Path;

/// Where cut downloads wait for the next run.
public sealed interface Parts {
  /// What follows the value of an object id in the name of a kept part.
  String SUFFIX = ".part";

  /// Downloads start over each time.
  record None() implements Parts {}

  /// A cut download above 1 MiB is kept as `<digest>` + [Parts#SUFFIX].
  ///
  /// @param folder need not be there; best on the file system of the cache, which may then take a
  ///     finished file by renaming it
  record Kept(Path folder) implements Parts {}
}
