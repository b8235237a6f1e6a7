package datasync.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ParallelTest {
  private static List<Integer> numbers(int count) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(i);
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 40})
  void forEach_runsEachItemOnce_withinTheBound(int threads) throws IOException {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Set<Integer> seen = ConcurrentHashMap.newKeySet();
    Parallel.forTransfers(threads)
        .forEach(
            numbers(1000),
            item -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              assertThat(seen.add(item)).isTrue();
              running.decrementAndGet();
            });
    assertThat(seen).hasSize(1000);
    assertThat(most.get()).isLessThanOrEqualTo(threads);
  }

  @Test
  void forEach_usesAllThreads() throws IOException {
    CountDownLatch together = new CountDownLatch(20);
    Parallel.forTransfers(20)
        .forEach(
            numbers(20),
            item -> {
              together.countDown();
              try {
                together.await();
              } catch (InterruptedException stop) {
                throw new IOException(stop);
              }
            });
    assertThat(together.getCount()).isZero();
  }

  @Test
  void forEach_ofOneItem_runsOnTheCallingThread() throws IOException {
    List<Thread> threads = new ArrayList<>();
    Parallel.forTransfers(8).forEach(List.of(1), item -> threads.add(Thread.currentThread()));
    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void forEach_stopsAtTheFirstFailure_andWakesWhoWaits() {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger ran = new AtomicInteger();
    assertThatThrownBy(
            () ->
                Parallel.onCores(2)
                    .forEach(
                        numbers(100),
                        item -> {
                          ran.incrementAndGet();
                          if (item == 1) {
                            throw new IOException("one");
                          }
                          if (item == 0) {
                            waitFor(never);
                          }
                        }))
        .hasMessage("one");
    assertThat(Thread.interrupted()).isFalse();
    assertThat(ran.get()).isLessThan(100);
  }

  private static void waitFor(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException woken) {
      throw new IOException(woken);
    }
  }

  @Test
  void tryEach_collectsFailuresAndGoesOn() throws IOException {
    AtomicInteger done = new AtomicInteger();
    List<Parallel.Failure<Integer>> failures =
        Parallel.onCores(3)
            .tryEach(
                numbers(90),
                item -> {
                  if (item % 3 == 0) {
                    throw new IOException("third " + item);
                  }
                  done.incrementAndGet();
                });
    assertThat(failures).hasSize(30).allMatch(each -> each.item() % 3 == 0);
    assertThat(done.get()).isEqualTo(60);
  }

  @Test
  void tryEach_whenInterrupted_stopsAndStaysInterrupted() {
    AtomicInteger done = new AtomicInteger();
    assertThatThrownBy(
            () ->
                Parallel.onCores(1)
                    .tryEach(
                        numbers(10),
                        item -> {
                          done.incrementAndGet();
                          Thread.currentThread().interrupt();
                        }))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(done.get()).isOne();
  }

  @Test
  void bugs_areThrownAsTheyAre() {
    assertThatThrownBy(
            () ->
                Parallel.onCores(2)
                    .tryEach(
                        numbers(5),
                        item -> {
                          throw new IllegalStateException("bug");
                        }))
        .isInstanceOf(IllegalStateException.class);
  }
}
