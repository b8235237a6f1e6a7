package datasync.workspace;

import datasync.io.FileStat;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Reads what paths of the workspace hold, storing nothing. Files that the [StatIndex] knows are
/// not opened. Uses several threads; safe for use by one thread at a time.
public final class Scanner {
  private static final int EXECUTABLE = 0111;

  private final Workspace workspace;

  /// @param workspace whose index is asked and taught
  public Scanner(Workspace workspace) {
    this.workspace = workspace;
  }

  /// The content of a path by DVC's rules: symbolic links to files are followed, symbolic links to
  /// directories inside a directory are left out, ignored names too.
  ///
  /// @param hash how files are named
  /// @param filter what the ignore files say about the children of `path`
  /// @return [Content#NOTHING] when there is nothing
  /// @throws WorkspaceException when a path inside cannot be tracked: a dangling link, a
  ///     `.dvcignore` inside, a name that is no UTF-8, something that is no regular file
  /// @throws IOException when something cannot be read
  public Content read(Path path, HashName hash, DirectoryFilter filter) throws IOException {
    Entry top = Entry.of(path, "");
    Refusal.check(top);
    return switch (top.kind()) {
      case FILE -> file(top, hash);
      case DIRECTORY, LINKED_DIRECTORY -> {
        Reader reader = new Reader(workspace, hash, false);
        new FileWalk(reader).run(workspace, path, filter);
        yield new Content.Directory(reader.tree());
      }
      case GONE, DANGLING, OTHER -> Content.NOTHING;
    };
  }

  /// What a path holds, for a comparison: nothing is going to be tracked, so that little has to be
  /// refused.
  ///
  /// @param content as [#read] gives it; a `.dvcignore` inside a directory is one of its files, and
  ///     a link to nothing is nothing
  /// @param dangling the links to nothing in a directory, relative to it, sorted
  public record Sight(Content content, List<String> dangling) {
    /// Copies the names.
    public Sight {
      dangling = List.copyOf(dangling);
    }
  }

  /// Looks at a path as [#read] does.
  ///
  /// @throws WorkspaceException when a name inside is no UTF-8, or something there is neither a
  ///     file nor a directory nor a link
  /// @throws IOException when something cannot be read
  public Sight look(Path path, HashName hash, DirectoryFilter filter) throws IOException {
    Entry top = Entry.of(path, "");
    return switch (top.kind()) {
      case FILE -> new Sight(file(top, hash), List.of());
      case DIRECTORY, LINKED_DIRECTORY -> {
        Reader reader = new Reader(workspace, hash, true);
        new FileWalk(reader).run(workspace, path, filter);
        yield new Sight(new Content.Directory(reader.tree()), reader.dangling());
      }
      case GONE, DANGLING -> new Sight(Content.NOTHING, List.of());
      case OTHER -> throw Refusal.noFile(path);
    };
  }

  private Content.SingleFile file(Entry top, HashName hash) throws IOException {
    return new Content.SingleFile(
        id(top, hash), top.stamp().size(), isExecutable(top.path()));
  }

  private ObjectId id(Entry top, HashName hash) throws IOException {
    Folder folder = Folder.holding(workspace.index(), top.path());
    return Comparison.id(workspace, folder, top, hash);
  }

  static boolean isExecutable(Path path) throws IOException {
    return FileStat.hasModes() && (FileStat.following(path).mode() & EXECUTABLE) != 0;
  }

  /// How a path differs from what is recorded for it. Reads no more than [#read] and keeps no more
  /// in memory than the differences. Does not refuse what [#read] refuses: such a file is one that
  /// was added or modified.
  ///
  /// @param recorded the content as metadata files say it
  /// @param hash the hash of `recorded`, also when that is nothing
  public Difference compare(Path path, Content recorded, HashName hash, DirectoryFilter filter)
      throws IOException {
    Entry top = Entry.of(path, "");
    boolean isDirectory =
        top.kind() == Entry.Kind.DIRECTORY || top.kind() == Entry.Kind.LINKED_DIRECTORY;
    boolean isThere =
        isDirectory || top.kind() == Entry.Kind.FILE || top.kind() == Entry.Kind.OTHER;
    if (recorded instanceof Content.Nothing) {
      return whole(isThere ? Difference.Kind.ADDED : Difference.Kind.UNCHANGED, recorded);
    }
    if (!isThere) {
      return whole(Difference.Kind.DELETED, recorded);
    }
    if (recorded instanceof Content.Directory directory && isDirectory) {
      return compare(path, directory.tree(), recorded, filter);
    }
    boolean same =
        recorded instanceof Content.SingleFile file
            && top.kind() == Entry.Kind.FILE
            && isSame(top, file, hash);
    return whole(same ? Difference.Kind.UNCHANGED : Difference.Kind.MODIFIED, recorded);
  }

  private boolean isSame(Entry top, Content.SingleFile file, HashName hash) throws IOException {
    boolean otherSize =
        hash == HashName.MD5 && file.size() >= 0 && file.size() != top.stamp().size();
    return !otherSize && id(top, hash).equals(file.id());
  }

  private Difference compare(
      Path path, Tree tree, Content recorded, DirectoryFilter filter) throws IOException {
    Comparison comparison = new Comparison(workspace, tree);
    new FileWalk(comparison).run(workspace, path, filter);
    List<Difference.FileDifference> files = comparison.differences();
    return new Difference(
        files.isEmpty() ? Difference.Kind.UNCHANGED : Difference.Kind.MODIFIED, recorded, files);
  }

  private static Difference whole(Difference.Kind kind, Content recorded) {
    return new Difference(kind, recorded, List.of());
  }
}
