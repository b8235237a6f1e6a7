package datasync.workspace;

import datasync.io.FileStat;
import datasync.io.Umask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes workspace files from objects, by the rules of spec `dvc-format.md` 15. Safe for several
/// threads.
public final class Linker {
  private final List<LinkType> types;
  private final Path staging;

  /// @param types what to try, in order; the first that works between two file systems is kept
  /// @param staging a folder for temporary files, on the file system of the workspace; made when
  ///     it is needed
  public Linker(List<LinkType> types, Path staging) {
    this.types = List.copyOf(types);
    this.staging = staging;
  }

  /// What is tried, in order.
  public List<LinkType> types() {
    return types;
  }

  /// The linker for one output: what does not work there is not tried again.
  LinkSession session() {
    return new LinkSession(effective(), new Staging(staging));
  }

  /// The types with a clone left out where a copy comes next: copying lets the kernel share the
  /// blocks where it can, and the files look the same.
  private List<LinkType> effective() {
    List<LinkType> kept = new ArrayList<>(types);
    for (int i = kept.size() - 2; i >= 0; i--) {
      if (kept.get(i) == LinkType.REFLINK && kept.get(i + 1) == LinkType.COPY) {
        kept.remove(i);
      }
    }
    return kept;
  }

  /// Whether a file is a hard link of an object. How many links it has is not asked for: that costs
  /// more than to look at the object ([FileStat#links]), and its other links are the user's.
  static boolean isHardLink(FileStat stat, Path object) throws IOException {
    Optional<FileStat> there = stat.isSymlink() ? Optional.empty() : FileStat.find(object);
    return there.isPresent() && there.get().isSameFile(stat);
  }

  /// Whether a file with the right content is a link of another type than it should be.
  ///
  /// The first configured type of whose kind the file is decides: a hard link is one of the object,
  /// a symbolic link must lead to it, any other file is a copy or a clone.
  ///
  /// @param hard whether the file is a hard link of the object
  boolean needsRelink(Path file, FileStat stat, boolean hard, Path object) throws IOException {
    boolean plain = !stat.isSymlink() && !hard;
    for (LinkType each : types) {
      switch (each) {
        case COPY, REFLINK -> {
          if (plain) {
            return false;
          }
        }
        case HARDLINK -> {
          if (hard) {
            return false;
          }
        }
        case SYMLINK -> {
          if (stat.isSymlink()) {
            return !Files.readSymbolicLink(file).equals(object);
          }
        }
      }
    }
    return !(plain && stat.size() == 0 && types.contains(LinkType.HARDLINK));
  }

  /// Whether files are copies if nothing stands against it.
  boolean prefersCopies() {
    return types.isEmpty()
        || types.getFirst() == LinkType.COPY
        || types.getFirst() == LinkType.REFLINK;
  }

  /// Whether a clone is asked for and a copy is not as good: then DVC makes the file of a single
  /// output anew each time, with the first type that works.
  boolean clonesOnly() {
    List<LinkType> kept = effective();
    return !kept.isEmpty() && kept.getFirst() == LinkType.REFLINK;
  }

  /// The mode of a copy. A shared cache makes no difference to it, as in DVC.
  int fileMode() {
    return Umask.fileMode();
  }
}
