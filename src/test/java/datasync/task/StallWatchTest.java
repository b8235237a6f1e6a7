package datasync.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StallWatchTest {
  private static final class One implements StallWatch.Watched {
    private final CountDownLatch givenUp = new CountDownLatch(1);
    private final long since;

    One(long since) {
      this.since = since;
    }

    @Override
    public long standsSince() {
      return since;
    }

    @Override
    public void giveUp() {
      givenUp.countDown();
    }
  }

  @Test
  void givesUp_whatStandsTooLong_andNothingElse() throws Exception {
    StallWatch watch = new StallWatch(Duration.ofMillis(200));
    for (int round = 0; round < 2; round++) {
      One moving = new One(0);
      One leaving = new One(System.nanoTime());
      One standing = new One(System.nanoTime());
      watch.add(moving);
      watch.add(leaving);
      watch.remove(leaving);
      watch.add(standing);
      assertThat(standing.givenUp.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(moving.givenUp.getCount()).isEqualTo(1);
      assertThat(leaving.givenUp.getCount()).isEqualTo(1);
      watch.remove(moving);
    }
  }
}
