package datasync.repo;

import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.track.Output;
import datasync.track.Recorded;
import datasync.workspace.Content;
import datasync.workspace.Scanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reads what outputs are in metadata and in the workspace, for comparisons. For one thread.
final class Sides {
  private final Repository repository;
  private final Inspector inspector;
  private final DataStatus.RemoteListings listings;
  private final boolean withFiles;

  /// @param listings is asked for what the cache does not have
  /// @param withFiles whether the files of directories are wanted
  Sides(Repository repository, DataStatus.RemoteListings listings, boolean withFiles)
      throws IOException {
    this.repository = repository;
    this.inspector = new Inspector(repository);
    this.listings = listings;
    this.withFiles = withFiles;
  }

  /// What metadata says of an output.
  Side recorded(DataIndex.Item item) throws IOException {
    Recorded recorded = item.recorded();
    if (recorded.isEmpty()) {
      return Side.withoutHash(recorded.nfiles() >= 0, null);
    }
    ObjectId id = recorded.id().orElse(null);
    boolean directory = recorded.isTree() || recorded.nfiles() >= 0;
    Tree tree =
        directory && withFiles && id != null ? treeOf(id, item.tracked().output()) : null;
    String value = recorded.hashName() + ":" + recorded.value();
    return new Side(true, value, id, directory, tree, List.of());
  }

  private Tree treeOf(ObjectId id, Output output) throws IOException {
    Optional<Tree> tree = repository.trees().of(id, output.files());
    return tree.or(() -> listings.find(output.remote(), id)).orElse(null);
  }

  /// What the workspace has at a path, hashed as an output's recorded content was.
  Side present(DataIndex.Item item, Path path) throws IOException {
    Recorded recorded = item.recorded();
    HashName hash = recorded.isEmpty() ? HashName.MD5 : Inspector.hashOf(recorded);
    Scanner.Sight sight = inspector.look(path, hash);
    // not by a `switch` over patterns, the first of which costs a command 5 ms
    if (sight.content() instanceof Content.Directory directory) {
      ObjectId id = Trees.idOf(directory.tree(), sight.dangling());
      Tree tree = withFiles ? directory.tree() : null;
      return new Side(true, id.toString(), id, true, tree, sight.dangling());
    }
    return sight.content() instanceof Content.SingleFile file
        ? Side.of(file.id())
        : Side.NOTHING;
  }
}
