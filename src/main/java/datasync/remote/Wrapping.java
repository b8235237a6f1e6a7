package datasync.remote;

import datasync.backend.Backend;
import datasync.object.HashName;

/// Puts something around what a remote is made of, whenever one is opened. The program puts
/// nothing there; tests put faults around every call.
public interface Wrapping {
  /// What takes the place of a remote's files. Closing it closes them.
  Backend files(Backend files);

  /// What takes the place of a remote's objects. What can be listed or lies on this machine should
  /// stay so: it is asked for its powers.
  ///
  /// @param hash which of the remote's two layouts it is
  Remote.Objects objects(HashName hash, Remote.Objects objects);

  /// Puts nothing around.
  record None() implements Wrapping {
    @Override
    public Backend files(Backend files) {
      return files;
    }

    @Override
    public Remote.Objects objects(HashName hash, Remote.Objects objects) {
      return objects;
    }
  }
}
