package datasync.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every store promises, as source and sink. A subclass says how to make an empty one.
public abstract class ObjectSinkContract {
  protected static final HashName HASH = HashName.MD5;
  private static final long SEED = 20250801;

  private ObjectSource source;
  private ObjectSink sink;

  /// Makes an empty store for one test.
  protected abstract void open() throws IOException;

  /// Tells the tests where objects come out and go in; called by [#open].
  protected final void use(ObjectSource source, ObjectSink sink) {
    this.source = source;
    this.sink = sink;
  }

  @BeforeEach
  final void openStore() throws IOException {
    open();
  }

  protected static byte[] content(int size) {
    SplittableRandom random = new SplittableRandom(SEED + size);
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  protected static ObjectId id(byte[] content) {
    return Digester.digest(HASH, content, false);
  }

  protected static byte[] read(ObjectSource source, ObjectId id) throws IOException {
    try (InputStream in = source.payload(id).open()) {
      return in.readAllBytes();
    }
  }

  protected static Payload verified(ObjectId id, byte[] content) {
    return new VerifiedPayload(id, new BytesPayload(content), "a test");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4096, 128 << 10, (128 << 10) + 1, 3_000_001})
  void put_thenPayload_givesTheBytes(int size) throws IOException {
    byte[] bytes = content(size);
    ObjectId id = id(bytes);
    sink.put(id, verified(id, bytes));
    assertThat(read(source, id)).isEqualTo(bytes);
    assertThat(source.absent(Set.of(id))).isEmpty();
    assertThat(source.payload(id).length()).isIn(-1L, (long) size);
  }

  @Test
  void put_ofWrongDigest_leavesNothingVisible() throws IOException {
    ObjectId id = id(content(10));
    for (int size : new int[] {11, 500_000}) {
      assertThatThrownBy(() -> sink.put(id, verified(id, content(size))))
          .isInstanceOf(CorruptObject.class);
      assertThat(source.absent(Set.of(id))).containsExactly(id);
    }
  }

  @Test
  void put_ofPayloadThatBreaks_throwsItsFailure_andLeavesNothingVisible() throws IOException {
    byte[] bytes = content(400_000);
    ObjectId id = id(bytes);
    IOException cut = new IOException("cut");
    assertThatThrownBy(() -> sink.put(id, new BreakingPayload(bytes, 300_000, cut))).isSameAs(cut);
    assertThat(source.absent(Set.of(id))).containsExactly(id);
    sink.put(id, verified(id, bytes));
    assertThat(read(source, id)).isEqualTo(bytes);
  }

  @Test
  void put_ofWhatIsThere_isSuccess() throws IOException {
    byte[] bytes = content(100);
    ObjectId id = id(bytes);
    sink.put(id, verified(id, bytes));
    sink.put(id, verified(id, bytes));
    assertThat(read(source, id)).isEqualTo(bytes);
  }

  @Test
  void payload_ofMissing_throwsObjectMissing() {
    ObjectId id = id(content(5));
    assertThatThrownBy(() -> read(source, id)).isInstanceOf(ObjectMissing.class);
  }

  @Test
  void absentAndNeeded_nameExactlyWhatIsMissing_ofMany() throws IOException {
    List<ObjectId> all = new ArrayList<>();
    List<ObjectId> missing = new ArrayList<>();
    for (int i = 0; i < 1200; i++) {
      byte[] bytes = content(i);
      ObjectId id = id(bytes);
      all.add(id);
      if (i % 40 == 0) {
        sink.put(id, verified(id, bytes));
      } else {
        missing.add(id);
      }
    }
    assertThat(source.absent(all)).containsExactlyInAnyOrderElementsOf(missing);
    assertThat(sink.needed(all)).containsExactlyInAnyOrderElementsOf(missing);
    assertThat(source.absent(List.of())).isEmpty();
  }

  @Test
  void trees_areObjectsOfTheirOwn() throws IOException {
    byte[] bytes = "[]".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    ObjectId tree = Digester.digest(HASH, bytes, true);
    sink.put(tree, verified(tree, bytes));
    assertThat(read(source, tree)).isEqualTo(bytes);
    assertThat(source.absent(List.of(tree, id(bytes)))).containsExactly(id(bytes));
  }

  @Test
  void locations_areNamed() {
    assertThat(source.location()).isNotBlank();
    assertThat(sink.location()).isNotBlank();
  }

  /// Gives some bytes, then fails.
  private record BreakingPayload(byte[] content, int after, IOException failure)
      implements Payload {
    @Override
    public long length() {
      return content.length;
    }

    @Override
    public InputStream open() {
      InputStream some = new ByteArrayInputStream(content, 0, after);
      return new InputStream() {
        @Override
        public int read() throws IOException {
          throw failure;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          int count = some.read(bytes, offset, length);
          if (count < 0) {
            throw failure;
          }
          return count;
        }
      };
    }
  }
}
