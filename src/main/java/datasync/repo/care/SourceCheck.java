package datasync.repo.care;

import datasync.object.CorruptObject;
import datasync.object.HashName;
import datasync.object.IdSet;
import datasync.object.ObjectId;
import datasync.object.ObjectMissing;
import datasync.object.Tree;
import datasync.object.VerifiedPayload;
import datasync.remote.Remote;
import datasync.task.Parallel;
import datasync.text.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Checks objects on a remote that can only be asked and read.
final class SourceCheck implements SideCheck {
  private final Remote remote;
  private final Sampler sampler;
  private final Tally tally;
  private final IdSet looked = new IdSet();

  SourceCheck(Remote remote, Sampler sampler, Tally tally) {
    this.remote = remote;
    this.sampler = sampler;
    this.tally = tally;
  }

  @Override
  public void look(List<Needed> objects) throws IOException {
    List<ObjectId> asked = new ArrayList<>();
    List<ObjectId> read = new ArrayList<>();
    for (Needed needed : objects) {
      if (looked.add(needed.id())) {
        (needed.id().isTree() || sampler.picks(needed.id()) ? read : asked).add(needed.id());
      }
    }
    tally.progress().begin((long) asked.size() + read.size(), 0);
    for (HashName hash : HashName.values()) {
      List<ObjectId> some = new ArrayList<>(asked);
      some.removeIf(id -> id.hash() != hash);
      Set<ObjectId> absent =
          some.isEmpty() ? Set.of() : new HashSet<>(remote.source(hash).absent(some));
      for (ObjectId id : some) {
        if (absent.contains(id)) {
          tally.missing(id, where(id));
        } else {
          tally.seen(-1);
        }
        tally.progress().finished(id.value());
      }
    }
    Parallel.forTransfers(remote.traits().jobs()).forEach(read, this::read);
  }

  private void read(ObjectId id) throws IOException {
    tally.progress().started(id.value(), -1);
    byte[] buffer = new byte[1 << 16];
    try (InputStream in =
        new VerifiedPayload(id, remote.source(id.hash()).payload(id), remote.location()).open()) {
      tally.seen(-1);
      int count = in.read(buffer);
      while (count >= 0) {
        tally.passed(count);
        count = in.read(buffer);
      }
      tally.read();
    } catch (ObjectMissing missing) {
      tally.missing(id, where(id));
    } catch (CorruptObject corrupt) {
      tally.read();
      found(FindingKind.CORRUPT, id, "the bytes do not match: " + corrupt.getMessage());
    }
    tally.progress().finished(id.value());
  }

  @Override
  public Optional<Tree> listing(ObjectId id) throws IOException {
    look(List.of(new Needed(id, -1)));
    try {
      Tree tree = Listings.read(id, any -> remote.source(id.hash()).payload(id).open());
      tally.canonical(id, where(id), tree);
      return Optional.of(tree);
    } catch (FormatException broken) {
      found(FindingKind.BAD_LISTING, id, Tally.reason(broken));
    } catch (ObjectMissing | CorruptObject reported) {
      // told above
    }
    return Optional.empty();
  }

  private void found(FindingKind kind, ObjectId id, String detail) {
    tally.found(kind, new Finding.Subject(id, where(id)), detail, "");
  }

  private String where(ObjectId id) {
    return id.value() + " at " + remote.location();
  }

  @Override
  public FsckReport.Side summary() {
    return tally.summary(remote.location(), 0);
  }
}
