package datasync.object;

import java.io.IOException;
import java.nio.file.Path;

/// A store whose objects are files on this machine: the cache, or a remote in a folder.
///
/// An object file of mode 0444 counts as verified. One of any other mode is hashed when it is
/// asked for: right, it is protected; wrong, it is moved aside into quarantine and is absent.
public interface LocalStore extends ObjectStore {
  /// The file of an object, whether or not it is there. It must not be changed.
  Path path(ObjectId id);

  /// Stores content whose name is not known yet, hashing and copying it in one pass.
  ///
  /// @param hash how to name it
  /// @throws IOException of the payload, or a [StoreFailure]; nothing is visible then
  Descriptor ingest(Payload payload, HashName hash) throws IOException;

  /// Takes a finished file as an object, by renaming it where both are on one file system. The
  /// bytes are taken as they come. The file is gone afterwards, also when the object was here.
  ///
  /// @throws StoreFailure when it cannot be taken; the file is still there then
  void adopt(ObjectId id, Path file) throws IOException;

  /// Makes a file an object by one more hard link of it, where this store is meant to do that and
  /// can. The bytes are taken as they come, and the file must not be changed from then on.
  ///
  /// @param size its bytes
  /// @return whether the file is the object now; if not, nothing was done, which is so as well
  ///     where the object was here before
  /// @throws StoreFailure when neither could be found out
  boolean link(ObjectId id, Path file, long size) throws IOException;

  /// Waits until everything that was stored here survives a power cut; at once when nothing was
  /// stored since the last call. To be called before anything that names the objects is written.
  ///
  /// @throws StoreFailure when the disk did not take something; what was stored may be lost then
  void sync() throws IOException;
}
