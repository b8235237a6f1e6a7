package datasync.object;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// A store that knows when its objects came, and where interrupted writers leave files.
public interface Sweepable {
  /// Which of some objects were written, or got a name more, at an instant or later. One that is
  /// not here did not.
  ///
  /// @throws IOException when that cannot be told for each
  Set<ObjectId> touchedSince(Instant instant, Collection<ObjectId> ids) throws IOException;

  /// The temporary files beside objects that nobody has written to since an instant.
  ///
  /// @throws IOException when the store could not be listed to its end
  List<Path> leftovers(Instant before) throws IOException;
}
