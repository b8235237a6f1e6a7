package datasync.backend;

import datasync.object.IdSet;
import datasync.object.ObjectId;
import datasync.task.Parallel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds out which of many objects a backend lacks: by listing it, or by asking for each.
///
/// Source: spec `dvc-format.md` 17.2. The folder `00` tells how large the store is, since digests
/// are spread evenly; a listing has 1000 names per page and a page costs about what a question
/// does. Above half a million objects a page counts five times. The answer is the same either way.
final class ListOrAsk {
  private static final int PREFIXES = 256;
  private static final int PAGE = 1000;
  private static final long LARGE = 500_000;
  private static final int LARGE_WEIGHT = 5;

  private final ListableBackend backend;
  private final Layout layout;
  private final BackendObjects objects;

  ListOrAsk(ListableBackend backend, Layout layout, BackendObjects objects) {
    this.backend = backend;
    this.layout = layout;
    this.objects = objects;
  }

  Set<ObjectId> absent(Collection<ObjectId> wanted) throws IOException {
    if (wanted.size() <= 1) {
      return objects.absent(wanted);
    }
    long limit = Math.max(LARGE, (long) wanted.size() / LARGE_WEIGHT * PAGE) / PREFIXES;
    long size = sizeUpTo(limit);
    double pages = (double) size / PAGE;
    double cost = size > LARGE ? pages * LARGE_WEIGHT : pages;
    if (wanted.size() < cost) {
      return objects.absent(wanted);
    }
    IdSet present = new IdSet();
    Set<ObjectId> asked = wanted instanceof Set<ObjectId> set ? set : new IdSet(wanted);
    boolean whole = pages < (double) PREFIXES / backend.parallelism();
    if (whole && !layout.folder().isEmpty()) {
      addListed(layout.folder(), asked, present);
    } else {
      listPrefixes(asked, present);
    }
    Set<ObjectId> absent = new IdSet();
    for (ObjectId id : asked) {
      if (!present.contains(id)) {
        absent.add(id);
      }
    }
    return absent;
  }

  private void listPrefixes(Set<ObjectId> asked, IdSet present) throws IOException {
    List<String> folders = new ArrayList<>();
    for (int i = 0; i < PREFIXES; i++) {
      folders.add(folder(i));
    }
    Parallel.forTransfers(backend.parallelism())
        .forEach(folders, folder -> addListed(folder, asked, present));
  }

  private void addListed(String folder, Set<ObjectId> asked, IdSet present)
      throws IOException {
    backend.list(
        folder,
        (name, size) -> {
          Optional<ObjectId> id = layout.id(name);
          if (id.isPresent() && asked.contains(id.get())) {
            present.add(id.get());
          }
        });
  }

  /// About how many objects there are; stops counting where the answer no longer matters.
  private long sizeUpTo(long limit) throws IOException {
    long[] counted = {0};
    try {
      backend.list(
          folder(0),
          (name, size) -> {
            counted[0]++;
            if (counted[0] > limit) {
              throw new Enough();
            }
          });
    } catch (Enough stopped) {
      // as many as matter
    }
    return Math.max(1, counted[0]) * PREFIXES;
  }

  private String folder(int prefix) {
    String name = Character.toString(Character.forDigit(prefix >> 4, 16));
    name = name + Character.forDigit(prefix & 15, 16);
    return layout.folder().isEmpty() ? name : layout.folder() + "/" + name;
  }

  /// Ends a listing early.
  private static final class Enough extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
