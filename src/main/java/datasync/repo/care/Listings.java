package datasync.repo.care;

import datasync.object.ObjectId;
import datasync.object.ObjectSource;
import datasync.object.Payload;
import datasync.object.Tree;
import datasync.object.VerifiedPayload;
import datasync.track.DirListing;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The listings of directories, read from whoever has the right bytes. Only the last one is kept.
/// For one thread.
final class Listings {
  /// Opens the bytes of an object, believing nothing and changing nothing.
  @FunctionalInterface
  interface Opener {
    /// The bytes, which need not be right.
    ///
    /// @throws IOException when they cannot be had
    InputStream open(ObjectId id) throws IOException;
  }

  private final List<Opener> openers = new ArrayList<>();
  private ObjectId last;
  private Optional<Tree> tree = Optional.empty();

  /// Adds somebody to ask, after the others.
  void add(Opener opener) {
    openers.add(opener);
  }

  /// Adds a source to ask, after the others.
  void add(ObjectSource source) {
    add(id -> source.payload(id).open());
  }

  /// A listing, or empty when nobody has its right bytes, or they are none.
  Optional<Tree> find(ObjectId id) {
    if (!id.equals(last)) {
      last = null;
      tree = Optional.empty();
      tree = read(id);
      last = id;
    }
    return tree;
  }

  private Optional<Tree> read(ObjectId id) {
    for (Opener opener : openers) {
      try {
        return Optional.of(read(id, opener));
      } catch (IOException next) {
        // somebody else may have it; whoever misses it reports that
      }
    }
    return Optional.empty();
  }

  /// One listing from one place.
  ///
  /// @throws datasync.object.CorruptObject when the bytes are wrong
  /// @throws datasync.text.FormatException when they are right and no listing
  /// @throws IOException when they cannot be had
  static Tree read(ObjectId id, Opener opener) throws IOException {
    VerifiedPayload payload = new VerifiedPayload(id, new Opened(id, opener), "");
    payload.verify();
    // verified again while it is parsed: a server may answer otherwise the second time
    try (InputStream in = payload.open()) {
      return DirListing.read(in, id.hash(), id.value());
    }
  }

  /// What an opener opens.
  record Opened(ObjectId id, Opener opener) implements Payload {
    @Override
    public long length() {
      return -1;
    }

    @Override
    public InputStream open() throws IOException {
      return opener.open(id);
    }
  }
}
