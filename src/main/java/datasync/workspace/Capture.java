package datasync.workspace;

import datasync.object.HashName;
import datasync.object.LocalStore;
import datasync.object.ObjectId;
import datasync.object.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Stores what a path holds in the cache, hashing and copying in one pass. Used by one thread,
/// works on several; the workspace and the store stay their opener's to close.
public final class Capture {
  private final Workspace workspace;
  private final LocalStore store;
  private final Linker linker;

  /// Stores and leaves the files as they are.
  ///
  /// @param workspace whose index is asked and taught
  /// @param store the cache
  public Capture(Workspace workspace, LocalStore store) {
    this(workspace, store, new Linker(List.of(), workspace.root()));
  }

  /// Like the other, and gives every file that was stored the link to the cache it should be, as
  /// `add` and `commit` do without `--no-relink`: files of another link type are replaced.
  ///
  /// @param store where hard links come first, one that links the files it is given: then the
  ///     file itself becomes the object and nothing is copied
  public Capture(Workspace workspace, LocalStore store, Linker linker) {
    this.workspace = workspace;
    this.store = store;
    this.linker = linker;
  }

  /// Stores all files of a path; they are in the cache when this returns. The listing of a
  /// directory is not stored: whoever encodes it puts it after its files.
  ///
  /// A file whose hash is known and whose object is in the cache costs no bytes. When files are
  /// linked, the path is remembered in the link table.
  ///
  /// @return as [Scanner#read] does
  /// @throws IOException as [Scanner#read] does, and of the store
  public Content store(Path path, HashName hash, DirectoryFilter filter) throws IOException {
    return store(path, filter, new Tree.Builder(hash, 0).build());
  }

  /// The same for a directory that was stored before, which is cheaper when little changed.
  ///
  /// @param before its tree then; its hash is that of all files
  public Content store(Path path, DirectoryFilter filter, Tree before) throws IOException {
    Entry top = Entry.of(path, "");
    Refusal.check(top);
    return switch (top.kind()) {
      case FILE -> file(top, before.hash());
      case DIRECTORY, LINKED_DIRECTORY -> directory(path, filter, before);
      case GONE, DANGLING, OTHER -> Content.NOTHING;
    };
  }

  private Content directory(Path path, DirectoryFilter filter, Tree before) throws IOException {
    Capturer capturer = capture(path, filter, before, true);
    if (capturer.lacking()) {
      capturer = capture(path, filter, before, false);
    }
    remember(path, capturer);
    return new Content.Directory(capturer.tree());
  }

  private Capturer capture(Path path, DirectoryFilter filter, Tree before, boolean believing)
      throws IOException {
    Relinker relinker = new Relinker(linker, false, false);
    Capturer capturer = new Capturer(workspace, store, relinker, before, believing);
    new FileWalk(capturer).run(workspace, path, filter);
    capturer.finish();
    return capturer;
  }

  private Content file(Entry top, HashName hash) throws IOException {
    boolean executable = Scanner.isExecutable(top.path());
    Relinker relinker = new Relinker(linker, true, executable);
    Tree none = new Tree.Builder(hash, 0).build();
    Capturer capturer = new Capturer(workspace, store, relinker, none, false);
    Folder folder = Folder.holding(workspace.index(), top.path());
    Capturer.Stored stored = capturer.single(folder, top);
    remember(top.path(), capturer);
    return new Content.SingleFile(stored.id(), stored.stamp().size(), executable);
  }

  private void remember(Path path, Capturer capturer) {
    if (!linker.types().isEmpty()) {
      workspace.links().record(path, capturer.fingerprint());
    }
  }

  /// A tree in which everything at or below a path is what was found there.
  ///
  /// @param tree the tree of the directory
  /// @param path relative to the directory, with `/`
  /// @param found of the same hash as the tree; [Content#NOTHING] removes the path
  public static Partial replace(Tree tree, String path, Content found) {
    Tree.Builder builder = tree.without(path);
    boolean wasThere = builder.size() < tree.size();
    switch (found) {
      case Content.Nothing nothing -> {}
      case Content.SingleFile file -> builder.add(path, file.id(), file.size());
      case Content.Directory directory -> {
        Tree below = directory.tree();
        for (int i = 0; i < below.size(); i++) {
          ObjectId id = below.id(i);
          builder.add(path + "/" + below.path(i), id, below.bytes(i));
        }
      }
    }
    return new Partial(builder.build(), !wasThere, wasThere);
  }

  /// A tree changed in one place.
  ///
  /// @param tree the new tree
  /// @param appended whether nothing was removed or replaced: then DVC adds the sizes up
  /// @param found whether the old tree had something at the path
  public record Partial(Tree tree, boolean appended, boolean found) {}
}
