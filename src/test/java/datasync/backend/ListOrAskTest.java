package datasync.backend;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How many requests it costs to find out what is there, on a counting store.
final class ListOrAskTest {
  private static final int AT_ONCE = 8;
  private static final int PAGE = 1000;

  private enum Kind {
    /// Pages of sorted names below any prefix.
    BUCKET,
    /// Pages of names in no order.
    SHUFFLED,
    /// Each folder by itself, at once.
    FOLDERS
  }

  private static final class Counting implements ListableBackend {
    final TreeSet<String> names = new TreeSet<>();
    final AtomicInteger asked = new AtomicInteger();
    final AtomicInteger pages = new AtomicInteger();
    final Kind kind;

    Counting(Kind kind) {
      this.kind = kind;
    }

    @Override
    public OptionalLong size(String name) {
      asked.incrementAndGet();
      return names.contains(name) ? OptionalLong.of(1) : OptionalLong.empty();
    }

    @Override
    public boolean listsEachFolder() {
      return kind == Kind.FOLDERS;
    }

    @Override
    public void list(String folder, Visitor visitor) throws IOException {
      List<String> found = new ArrayList<>(names.subSet(folder + "/", folder + "0"));
      if (kind == Kind.SHUFFLED) {
        Collections.shuffle(found, new Random(1));
      }
      pages.incrementAndGet();
      int seen = 0;
      for (String name : found) {
        if (seen > 0 && seen % PAGE == 0) {
          pages.incrementAndGet();
        }
        seen++;
        visitor.file(name, 1);
      }
    }

    @Override
    public void children(String folder, ChildVisitor visitor) {}

    @Override
    public void delete(Collection<String> gone) {}

    @Override
    public InputStream open(String name, long from) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(String name, Payload payload) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int parallelism() {
      return AT_ONCE;
    }

    @Override
    public String location() {
      return "counting";
    }

    @Override
    public void close() {}
  }

  private static ObjectId id(SplittableRandom random) {
    byte[] digest = new byte[16];
    random.nextBytes(digest);
    return ObjectId.parse(HashName.MD5, HexFormat.of().formatHex(digest)).orElseThrow();
  }

  /// Answers are right, and cost no more requests in a row than the cheapest way by some allowance.
  @ParameterizedTest
  @CsvSource({
    // kind, objects there, wanted, of which there, most questions, most pages
    "BUCKET, 0, 5000, 0, 0, 2",
    "BUCKET, 300, 5, 5, 5, 0",
    "BUCKET, 300, 200, 100, 0, 2",
    "BUCKET, 20000, 2000, 2000, 0, 22",
    "BUCKET, 200000, 40, 20, 40, 1",
    "BUCKET, 200000, 20000, 20000, 0, 258",
    "BUCKET, 600000, 400, 100, 400, 1",
    "BUCKET, 600000, 40000, 20000, 0, 800",
    "SHUFFLED, 600000, 400, 100, 400, 3",
    "SHUFFLED, 20000, 2000, 2000, 0, 22",
    "FOLDERS, 300, 17, 5, 17, 1",
    "FOLDERS, 20000, 300, 300, 300, 1",
    "FOLDERS, 20000, 20000, 20000, 0, 256",
    "FOLDERS, 100, 3000, 50, 0, 256",
  })
  void answers_areRight_andCheap(
      Kind kind, int there, int wanted, int known, int mostQuestions, int mostPages)
      throws IOException {
    SplittableRandom random = new SplittableRandom(there + wanted);
    Counting backend = new Counting(kind);
    Set<ObjectId> offered = new HashSet<>();
    for (int i = 0; i < there; i++) {
      ObjectId id = id(random);
      backend.names.add(DvcLayout.CURRENT.name(id));
      if (i < known) {
        offered.add(id);
      }
    }
    Set<ObjectId> absent = new HashSet<>();
    while (offered.size() < wanted) {
      ObjectId id = id(random);
      offered.add(id);
      absent.add(id);
    }
    assertThat(new BackendStore(backend, DvcLayout.CURRENT).absent(offered))
        .containsExactlyInAnyOrderElementsOf(absent);
    assertThat(backend.asked.get()).as("questions").isLessThanOrEqualTo(mostQuestions);
    assertThat(backend.pages.get()).as("pages").isLessThanOrEqualTo(mostPages);
  }
}
