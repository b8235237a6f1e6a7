package datasync.object;

import java.io.IOException;
import java.util.Collection;
import java.util.Set;

/// Gives objects. Safe for use by several threads.
public interface ObjectSource {
  /// Which of the wanted objects are not here, as seen now; never answered from an earlier run.
  /// Blocks; asks in as few round trips as the protocol allows.
  ///
  /// @throws IOException when the question could not be answered for every id; never a subset
  Set<ObjectId> absent(Collection<ObjectId> wanted) throws IOException;

  /// The bytes of an object. Whether it is there may show only when the payload is opened.
  ///
  /// @throws ObjectMissing when the object is not here; also from the streams of the payload
  /// @throws StoreFailure when the source cannot tell
  Payload payload(ObjectId id) throws IOException;

  /// Where this source is, as a person would name it, without any credential.
  String location();
}
