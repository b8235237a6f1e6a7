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

  /// A file after it was looked at.
  ///
  /// @param kind what [StatIndex] keeps of it
  record Linked(Stamp stamp, int kind) {}

  /// Whether a file is known to be what it should be, without looking at it.
  boolean isRight(Entry entry, int kind) {
    if (linker.types().isEmpty()) {
      return true;
    }
    boolean plain = kind == IndexLayout.PLAIN && linker.prefersCopies();
    boolean hard =
        kind == IndexLayout.OBJECT && linker.types().getFirst() == LinkType.HARDLINK;
    return !single && !entry.isLink() && (plain || hard);
  }

  /// Whether files may be replaced by what needs the object to stay: then the object has to be on
  /// its disk first.
  boolean makesLinks() {
    for (LinkType each : linker.types()) {
      if (each == LinkType.HARDLINK || each == LinkType.SYMLINK) {
        return true;
      }
    }
    return linker.clonesOnly();
  }

  /// Replaces a file by a link where it is of another kind than it should be.
  ///
  /// @param stat the file when it was stored, a symbolic link followed
  /// @return the file as it is then
  /// @throws WorkspaceException when the file was written since
  Linked relink(Entry entry, FileStat stat, ObjectId id, Path object) throws IOException {
    Stamp stamp = Stamp.of(stat);
    if (linker.types().isEmpty()) {
      return new Linked(stamp, IndexLayout.UNKNOWN);
    }
    FileStat own = entry.isLink() ? FileStat.of(entry.path()) : stat;
    boolean hard = Linker.isHardLink(own, object);
    boolean plain = !own.isSymlink() && !hard;
    boolean again = single && linker.clonesOnly();
    if (again || linker.needsRelink(entry.path(), own, hard, object)) {
      return replace(entry, stamp, id, object);
    }
    if (single && plain && linker.prefersCopies() && own.mode() != mode()) {
      setMode(entry.path(), mode());
    } else if (single && executable) {
      setMode(entry.path(), FileStat.following(entry.path()).mode() | OWNER_EXECUTES);
    }
    int kind = plain ? IndexLayout.PLAIN : IndexLayout.OBJECT;
    return new Linked(stamp, own.isSymlink() ? IndexLayout.UNKNOWN : kind);
  }

  private Linked replace(Entry entry, Stamp stamp, ObjectId id, Path object)
      throws IOException {
    if (!Stamp.of(FileStat.following(entry.path())).equals(stamp)) {
      throw StableRead.changed(entry.path());
    }
    LinkType type = session.make(id, object, entry.path());
    FileStat made = FileStat.following(entry.path());
    if (single && executable) {
      setMode(entry.path(), made.mode() | OWNER_EXECUTES);
    }
    return new Linked(Stamp.of(made), type.kind());
  }

  /// Whether the file itself may become the object: with hard links that saves copying it.
  boolean isLinkable(Entry entry) throws IOException {
    return !linker.types().isEmpty()
        && linker.types().getFirst() == LinkType.HARDLINK
        && !entry.isLink()
        && entry.stamp().size() > 0
        && FileStat.links(entry.path()) == 1;
  }

  /// To be called when the file itself became the object.
  void linked(Entry entry) throws IOException {
    if (single && executable) {
      setMode(entry.path(), FileStat.following(entry.path()).mode() | OWNER_EXECUTES);
    }
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
