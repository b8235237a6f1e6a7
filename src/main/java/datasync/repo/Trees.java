package datasync.repo;

import datasync.object.BoundedPayload;
import datasync.object.Digester;
import datasync.object.HashName;
import datasync.object.LocalStore;
import datasync.object.ObjectId;
import datasync.object.ObjectMissing;
import datasync.object.Payload;
import datasync.object.RangedPayload;
import datasync.object.Tree;
import datasync.object.VerifiedPayload;
import datasync.text.FormatException;
import datasync.track.DirListing;
import datasync.track.ListedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The listings of tracked directories in a cache. Keeps what it has read; for one thread.
public final class Trees {
  private static final int IN_MEMORY = 1 << 20;

  private final LocalStore cache;
  private final Map<ObjectId, Optional<Tree>> known = new HashMap<>();
  /// The listings in the cache that are written as usual.
  private final Set<ObjectId> usual = new HashSet<>();

  /// @param cache where listings are
  public Trees(LocalStore cache) {
    this.cache = cache;
  }

  /// The tree of a listing, or empty when the cache does not have it or what it has is no listing.
  ///
  /// @throws IOException when the cache cannot be read
  public Optional<Tree> find(ObjectId id) throws IOException {
    Optional<Tree> tree = known.get(id);
    if (tree == null) {
      tree = read(id);
      known.put(id, tree);
    }
    return tree;
  }

  private Optional<Tree> read(ObjectId id) throws IOException {
    if (!cache.absent(List.of(id)).isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = cache.payload(id).open()) {
      DirListing.Read listing = DirListing.readUsual(in, id.hash(), id.value());
      if (listing.usual()) {
        usual.add(id);
      }
      return Optional.of(listing.tree());
    } catch (ObjectMissing | NoSuchFileException | FormatException gone) {
      return Optional.empty();
    }
  }

  /// The tree of an output: what a cloud-versioned one lists itself, else the listing in the cache.
  public Optional<Tree> of(ObjectId id, List<ListedFile> listed) throws IOException {
    Optional<Tree> own = listed.isEmpty() ? Optional.empty() : listed(id.hash(), listed);
    return own.isPresent() ? own : find(id);
  }

  /// The tree of what a cloud-versioned output lists; empty when it does not record digests.
  public static Optional<Tree> listed(HashName hash, List<ListedFile> listed) {
    Tree.Builder tree = new Tree.Builder(hash, listed.size());
    for (ListedFile file : listed) {
      Optional<ObjectId> member = ObjectId.parse(hash, file.recorded().value());
      if (member.isEmpty()) {
        return Optional.empty();
      }
      tree.add(file.relpath(), member.get(), file.recorded().size());
    }
    return Optional.of(tree.build());
  }

  /// The tree of a listing that comes from a store and is not kept. It is verified as a whole
  /// before it is parsed, and waits in a file meanwhile when it is long.
  ///
  /// @param location where it comes from, without credentials
  /// @throws datasync.object.CorruptObject when the bytes are others
  /// @throws FormatException when it is no listing
  public static Tree read(ObjectId id, Payload payload, String location) throws IOException {
    Payload bounded =
        payload instanceof RangedPayload ranged
            ? BoundedPayload.of(ranged, id, -1, location)
            : payload;
    try (InputStream in = new VerifiedPayload(id, bounded, location).open()) {
      byte[] start = in.readNBytes(IN_MEMORY);
      if (start.length < IN_MEMORY) {
        return DirListing.read(start, id.hash(), id.value());
      }
      Path file = Files.createTempFile("datasync", ".tmp");
      try {
        try (OutputStream out = Files.newOutputStream(file)) {
          out.write(start);
          in.transferTo(out);
        }
        try (InputStream whole = Files.newInputStream(file)) {
          return DirListing.read(whole, id.hash(), id.value());
        }
      } finally {
        Files.deleteIfExists(file);
      }
    }
  }

  /// Keeps a tree whose listing is not in the cache, as if it were there.
  void remember(ObjectId id, Tree tree) {
    known.put(id, Optional.of(tree));
  }

  /// Forgets what was not found, after objects were fetched.
  public void refresh() {
    known.values().removeIf(Optional::isEmpty);
  }

  /// The id of a tree's listing.
  public static ObjectId idOf(Tree tree) {
    return idOf(tree, List.of());
  }

  /// The id of a listing with entries that have no digest; no such listing is ever stored.
  ///
  /// @param bare the paths of these entries, sorted
  static ObjectId idOf(Tree tree, List<String> bare) {
    Digester digester = Digester.of(tree.hash());
    try {
      DirListing.write(
          tree,
          bare,
          new OutputStream() {
            @Override
            public void write(int each) {
              write(new byte[] {(byte) each}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
              digester.update(bytes, offset, length);
            }
          });
    } catch (IOException impossible) {
      throw new IllegalStateException("a digest does not fail", impossible);
    }
    return digester.finish(true);
  }

  /// Stores the listing of a tree that may be the one before, as [#store(Tree)] does.
  ///
  /// @param before the id of a listing that [#find] gave
  public ObjectId store(Tree tree, ObjectId before) throws IOException {
    Optional<Tree> old = known.getOrDefault(before, Optional.empty());
    boolean same = usual.contains(before) && old.isPresent() && old.get().equals(tree);
    return same ? before : store(tree);
  }

  /// Stores the listing of a tree whose files are in the cache, and returns its id.
  public ObjectId store(Tree tree) throws IOException {
    ObjectId id = idOf(tree);
    if (!cache.absent(List.of(id)).isEmpty()) {
      cache.put(id, DirListing.payload(tree));
    }
    known.put(id, Optional.of(tree));
    return id;
  }
}
