package datasync.repo.care;

import datasync.object.ObjectId;
import datasync.object.Tree;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Looks at the objects of one side, a cache or a remote, and reports what is wrong with them.
interface SideCheck {
  /// An object that something needs.
  ///
  /// @param id the object
  /// @param size its bytes as recorded, or −1
  record Needed(ObjectId id, long size) {}

  /// Looks at objects; what is missing or bad is reported, each once.
  ///
  /// @throws IOException when the side as a whole cannot be asked
  void look(List<Needed> objects) throws IOException;

  /// The listing of a directory, looked at and reported like other objects, with its text; empty
  /// when this side does not have it as it should be.
  Optional<Tree> listing(ObjectId id) throws IOException;

  /// What was looked at until now.
  FsckReport.Side summary() throws IOException;
}
