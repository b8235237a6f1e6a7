package datasync.repo.merge;

import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.repo.ListingSource;
import datasync.repo.Repository;
import datasync.repo.RepositoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// The listings of the versions of tracked directories: from the cache, else from a remote.
final class VersionListings {
  private final Repository repository;
  private final ListingSource fetching;

  VersionListings(Repository repository, ListingSource fetching) {
    this.repository = repository;
    this.fetching = fetching;
  }

  /// The tree of a listing.
  ///
  /// @throws RepositoryException when neither the cache nor a remote has it
  Tree get(ObjectId id) throws IOException {
    Optional<Tree> tree = repository.trees().find(id);
    if (tree.isEmpty()) {
      fetching.fetch(id);
      repository.trees().refresh();
      tree = repository.trees().find(id);
    }
    return tree.orElseThrow(
        () -> new RepositoryException(
            RepositoryException.Kind.DATA,
            "neither the cache nor a remote has the listing " + id.value(),
            "ask who made that version to `datasync push`, then run the same command again"));
  }

  /// Puts a merged listing into the cache; it is on the disk when this returns.
  ObjectId store(Tree tree) throws IOException {
    ObjectId id = repository.trees().store(tree);
    repository.cache().sync();
    return id;
  }

  /// The bytes of all files of a tree, or −1 when the cache lacks one.
  long bytes(Tree tree) throws IOException {
    long total = 0;
    for (int i = 0; i < tree.size(); i++) {
      try {
        total += Files.size(repository.cache().path(tree.id(i)));
      } catch (NoSuchFileException missing) {
        return -1;
      }
    }
    return total;
  }
}
