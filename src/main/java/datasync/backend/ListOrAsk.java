package datasync.backend;

import datasync.object.IdSet;
import datasync.object.ObjectId;
import datasync.task.Parallel;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Finds out which of many objects a backend lacks: by asking for each, by listing the folders they
/// would be in, or by listing everything, whichever takes the fewest rounds of requests, of which
/// the backend serves [Backend#parallelism] at once.
///
/// Source: spec `dvc-format.md` 17.2. Digests are spread evenly, so that one folder tells how large
/// the store is; a listing has 1000 names per page and a page costs about what a question does.
/// Above half a million objects a page counts five times. The answer is the same either way.
///
/// What the folder for the estimate holds is part of the answer. Where names come in order, as from
/// object stores, one page of it tells how many more there are.
final class ListOrAsk {
  private static final int PREFIXES = 256;
  private static final int PAGE = 1000;
  private static final long LARGE = 500_000;
  private static final int LARGE_WEIGHT = 5;
  /// Requests besides its pages that a folder costs where it is listed by itself.
  private static final int OPENING = 2;

  private final ListableBackend backend;
  private final Layout layout;
  private final BackendObjects objects;

  ListOrAsk(ListableBackend backend, Layout layout, BackendObjects objects) {
    this.backend = backend;
    this.layout = layout;
    this.objects = objects;
  }

  private enum Way {
    ASK, FOLDERS, WHOLE
  }

  Set<ObjectId> absent(Collection<ObjectId> wanted) throws IOException {
    // to look first costs a round, too
    if (wanted.size() <= 2 * backend.parallelism()) {
      return objects.absent(wanted);
    }
    Set<ObjectId> asked = wanted instanceof Set<ObjectId> set ? set : new IdSet(wanted);
    Set<String> folders = folders(asked);
    Sample sample = sample(folders.iterator().next(), asked);
    return switch (way(asked.size(), folders.size(), sample.perFolder())) {
      case ASK -> objects.absent(wanted);
      case FOLDERS -> {
        if (sample.isWhole()) {
          folders.remove(sample.folder);
        }
        Parallel.forTransfers(backend.parallelism())
            .forEach(folders, folder -> addListed(folder, asked, sample.present));
        yield rest(asked, sample.present);
      }
      case WHOLE -> {
        addListed(layout.folder(), asked, sample.present);
        yield rest(asked, sample.present);
      }
    };
  }

  /// The way with the fewest rounds; of equal ones the one with fewer requests.
  private Way way(int asked, int folders, long perFolder) {
    int atOnce = backend.parallelism();
    boolean apart = backend.listsEachFolder();
    long size = perFolder * PREFIXES;
    long weight = size > LARGE ? LARGE_WEIGHT : 1;
    long pages = Math.max(1, Math.ceilDiv(perFolder, PAGE)) + (apart ? OPENING : 0);
    long ask = Math.ceilDiv(asked, atOnce);
    long byFolder = Math.ceilDiv(folders * pages * weight, atOnce);
    // everything comes page after page; the top of DVC 2's layout may hold other things
    boolean listable = !apart && !layout.folder().isEmpty();
    long whole = listable ? Math.max(1, Math.ceilDiv(size, PAGE)) * weight : Long.MAX_VALUE;
    if (whole <= byFolder && whole <= ask) {
      return Way.WHOLE;
    }
    return byFolder < ask ? Way.FOLDERS : Way.ASK;
  }

  private static Set<ObjectId> rest(Set<ObjectId> asked, IdSet present) {
    Set<ObjectId> absent = new IdSet();
    for (ObjectId id : asked) {
      if (!present.contains(id)) {
        absent.add(id);
      }
    }
    return absent;
  }

  /// The folders that objects would be in.
  private Set<String> folders(Set<ObjectId> asked) {
    Set<String> folders = new TreeSet<>();
    for (ObjectId id : asked) {
      String name = layout.name(id);
      folders.add(name.substring(0, name.lastIndexOf('/')));
      if (folders.size() == PREFIXES) {
        break;
      }
    }
    return folders;
  }

  private void addListed(String folder, Set<ObjectId> asked, IdSet present)
      throws IOException {
    backend.list(folder, (name, size) -> add(name, asked, present));
  }

  private void add(String name, Set<ObjectId> asked, IdSet present) {
    Optional<ObjectId> id = layout.id(name);
    if (id.isPresent() && asked.contains(id.get())) {
      present.add(id.get());
    }
  }

  /// Looks into one folder until it is clear how many objects folders have, or that they have too
  /// many to list them for so few questions.
  private Sample sample(String folder, Set<ObjectId> asked) throws IOException {
    long limit = Math.max(LARGE / PREFIXES, (long) asked.size() * PAGE / PREFIXES);
    Sample sample = new Sample(folder, limit);
    try {
      backend.list(
          folder,
          (name, size) -> {
            add(name, asked, sample.present);
            sample.count(name);
          });
      sample.whole = true;
    } catch (Enough stopped) {
      // as many as matter
    }
    return sample;
  }

  /// What was seen of one folder.
  private static final class Sample {
    private static final int DIGITS = 12;

    final String folder;
    final long limit;
    final IdSet present = new IdSet();
    boolean whole;
    long counted;
    boolean sorted = true;
    String last = "";

    Sample(String folder, long limit) {
      this.folder = folder;
      this.limit = limit;
    }

    boolean isWhole() {
      return whole;
    }

    void count(String name) throws Enough {
      counted++;
      sorted &= name.compareTo(last) > 0;
      last = name;
      if (sorted && counted == PAGE || counted > limit) {
        throw new Enough();
      }
    }

    /// About how many objects a folder has: those that came, or as many as the part of the folder
    /// that they fill makes likely for all of it.
    long perFolder() {
      if (whole || !sorted) {
        return counted;
      }
      int start = last.lastIndexOf('/') + 1;
      int end = Math.min(last.length(), start + DIGITS);
      try {
        double filled = Long.parseLong(last, start, end, 16) / Math.pow(16, end - start);
        return filled <= 0 ? counted : (long) Math.min(counted / filled, Integer.MAX_VALUE);
      } catch (NumberFormatException noDigest) {
        return counted;
      }
    }
  }

  /// Ends a listing early.
  private static final class Enough extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
