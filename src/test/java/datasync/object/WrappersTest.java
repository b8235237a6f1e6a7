package datasync.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.task.Progress;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class WrappersTest {
  private static final Retries THREE = new Retries(3, failed -> {}, Progress.none());
  private static final byte[] BYTES = ObjectSinkContract.content(100_000);
  private static final ObjectId ID = ObjectSinkContract.id(BYTES);

  @Nested
  final class RetryingContract extends ObjectSinkContract {
    @Override
    protected void open() {
      MemoryStore store = new MemoryStore("memory");
      use(new RetryingSource(store, THREE), new RetryingSink(store, THREE));
    }
  }

  @Nested
  final class CountingContract extends ObjectSinkContract {
    @Override
    protected void open() {
      MemoryStore store = new MemoryStore("memory");
      use(new CountingSource(store, new Counts()), new CountingSink(store, new Counts()));
    }
  }

  @Nested
  final class FallbackContract extends ObjectSinkContract {
    @Override
    protected void open() {
      MemoryStore store = new MemoryStore("memory");
      use(new FallbackSource(new MemoryStore("empty"), store), store);
    }
  }

  /// Every request works the second time, and every stream breaks after some bytes.
  @Nested
  final class RetryingOverFaultsContract extends ObjectSinkContract {
    @Override
    protected void open() {
      MemoryStore store = new MemoryStore("memory");
      use(
          new RetryingSource(new FaultySource(store, Faults.everySecond()), THREE),
          new RetryingSink(new FaultySink(store, Faults.everySecond()), THREE));
    }
  }

  @Test
  void retrying_givesUpAfterItsAttempts() throws IOException {
    MemoryStore store = new MemoryStore("memory");
    store.put(ID, new BytesPayload(BYTES));
    ObjectSource source = new RetryingSource(new FaultySource(store, Faults.always()), THREE);
    assertThatThrownBy(() -> source.absent(Set.of(ID))).isInstanceOf(StoreFailure.class);
  }

  @Test
  void retrying_doesNotRepeatWhatIsFinal() {
    Counts counts = new Counts();
    MemoryStore store = new MemoryStore("memory");
    ObjectSource source = new RetryingSource(new CountingSource(store, counts), THREE);
    assertThatThrownBy(() -> source.payload(ID)).isInstanceOf(ObjectMissing.class);
    assertThat(counts.objects()).isZero();
  }

  @Test
  void fallback_prefersTheFirst_andAsksTheSecondOnlyForTheRest() throws IOException {
    MemoryStore first = new MemoryStore("first");
    MemoryStore second = new MemoryStore("second");
    Counts counts = new Counts();
    byte[] other = ObjectSinkContract.content(7);
    ObjectId otherId = ObjectSinkContract.id(other);
    first.put(ID, new BytesPayload(BYTES));
    second.put(otherId, new BytesPayload(other));
    FallbackSource both = new FallbackSource(first, new CountingSource(second, counts));
    assertThat(both.absent(Set.of(ID, otherId))).isEmpty();
    assertThat(counts.questions()).isOne();
    assertThat(ObjectSinkContract.read(both, ID)).isEqualTo(BYTES);
    assertThat(counts.objects()).isZero();
    assertThat(ObjectSinkContract.read(both, otherId)).isEqualTo(other);
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
