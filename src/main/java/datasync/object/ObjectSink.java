package datasync.object;

import java.io.IOException;
import java.util.Collection;
import java.util.Set;

/// Takes objects. Safe for use by several threads.
public interface ObjectSink {
  /// Which of the offered objects this sink does not have and wants, as seen now.
  ///
  /// @throws IOException when the question could not be answered for every id; never a subset
  Set<ObjectId> needed(Collection<ObjectId> offered) throws IOException;

  /// Stores an object under its name. The bytes are taken as they come: whoever does not trust
  /// them hands in a [VerifiedPayload]. An object that is already here is left as it is. When the
  /// payload or the sink fails, nothing is visible under the name.
  ///
  /// @throws IOException of the payload as it was thrown, or a [StoreFailure] of this sink
  void put(ObjectId id, Payload payload) throws IOException;

  /// Where this sink is, as a person would name it, without any credential.
  String location();
}
