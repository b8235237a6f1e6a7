package datasync.workspace;

import datasync.io.FileStat;
import datasync.object.ObjectId;
import java.io.IOException;
import java.nio.file.Path;

/// Gives files that were just stored the link to the cache they should be (spec `dvc-format.md`
/// 15.2).
final class Relinker {
  private static final int OWNER_EXECUTES = 0100;

  private final Linker linker;
  private final LinkSession session;
  private final boolean single;
  private final boolean executable;

  /// @param linker with no link types nothing is done
  /// @param single whether the output is a file, which gets the mode of a fresh copy
  /// @param executable whether that file is executable
  Relinker(Linker linker, boolean single, boolean executable) {
    this.linker = linker;
    this.session = linker.session();
    this.single = single;
    this.executable = executable;
  }

  /// Replaces a file by a link where it is of another kind than it should be.
  ///
  /// @param stamp the stamp of the file when it was stored
  /// @param fresh whether the object was stored just now, from this file
  /// @return the stamp the file has then
  /// @throws WorkspaceException when the file was written since
  Stamp relink(Entry entry, Stamp stamp, ObjectId id, Path object, boolean fresh)
      throws IOException {
    if (linker.types().isEmpty()) {
      return stamp;
    }
    FileStat stat = FileStat.of(entry.path());
    if (!stat.isSymlink() && !Stamp.of(stat).equals(stamp)) {
      throw StableRead.changed(entry.path());
    }
    boolean plain = !stat.isSymlink() && stat.links() == 1;
    boolean copied = fresh && plain && !linker.prefersCopies() && stat.size() > 0;
    if (copied || linker.needsRelink(entry.path(), stat, object)) {
      session.make(id, object, entry.path());
      FileStat made = FileStat.following(entry.path());
      if (single && executable) {
        setMode(entry.path(), made.mode() | OWNER_EXECUTES);
      }
      return Stamp.of(made);
    }
    if (single && plain && linker.prefersCopies() && stat.mode() != mode()) {
      setMode(entry.path(), mode());
    }
    return stamp;
  }

  /// Whether the file itself may become the object: with hard links that saves copying it.
  boolean isLinkable(Entry entry) throws IOException {
    return !linker.types().isEmpty()
        && linker.types().getFirst() == LinkType.HARDLINK
        && !entry.isLink()
        && entry.stamp().size() > 0
        && FileStat.of(entry.path()).links() == 1;
  }

  private int mode() {
    return linker.fileMode() | (executable ? OWNER_EXECUTES : 0);
  }

  private static void setMode(Path path, int mode) throws IOException {
    if (FileStat.hasModes()) {
      FileStat.setMode(path, mode);
    }
  }
}
