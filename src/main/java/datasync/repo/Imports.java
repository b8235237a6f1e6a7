package datasync.repo;

import datasync.track.Recorded;
import java.io.Closeable;
import java.io.IOException;

/// Gets the content of imports from where it was imported from. For one thread.
public interface Imports extends Closeable {
  /// Content that is in the cache now.
  ///
  /// @param content how a metadata file records it
  /// @param objects how many files were copied
  /// @param bytes their bytes
  record Fetched(Recorded content, long objects, long bytes) {}

  /// Puts the content of an import into the cache, files before their listing, each under the
  /// digest it really has; what is there already is not asked for.
  ///
  /// @param tracked the output of an import; one that records no digest takes what is there now
  /// @throws RepositoryException when the source has other content than what is recorded
  /// @throws IOException when the source cannot be reached or lacks something
  Fetched fetch(Tracked tracked) throws IOException;
}
