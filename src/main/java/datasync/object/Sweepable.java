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

  /// An instant by the clock that dates what is written here, not after any later write: that clock
  /// may be another machine's, or tick rarely.
  ///
  /// @param known the time by the clock of this process, also for a store that cannot be written
  /// @return the earlier of the two
  Instant now(Instant known);

  /// The temporary files beside objects that nobody has written to since an instant.
  ///
  /// @throws IOException when the store could not be listed to its end
  List<Path> leftovers(Instant before) throws IOException;
}
