package datasync.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class WrappersTest {
  private static final byte[] BYTES = ObjectSinkContract.content(100_000);
  private static final ObjectId ID = ObjectSinkContract.id(BYTES);

  @Nested
  final class CountingContract extends ObjectSinkContract {
    @Override
    protected void open() {
      MemoryStore store = new MemoryStore("memory");
      use(new CountingSource(store, new Counts()), new CountingSink(store, new Counts()));
    }
  }

  @Test
  void counting_countsBytesAndObjects() throws IOException {
    MemoryStore store = new MemoryStore("memory");
    Counts in = new Counts();
    Counts out = new Counts();
    new CountingSink(store, in).put(ID, new BytesPayload(BYTES));
    ObjectSinkContract.read(new CountingSource(store, out), ID);
    assertThat(in.objects()).isOne();
    assertThat(in.bytes()).isEqualTo(BYTES.length);
    assertThat(out.bytes()).isEqualTo(BYTES.length);
  }
}
