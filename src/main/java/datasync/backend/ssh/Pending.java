package datasync.backend.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// A request on its way. Completed by one thread, awaited by another.
final class Pending {
  private final CountDownLatch done = new CountDownLatch(1);
  private final Duration patience;
  private volatile Reply reply;
  private volatile ConnectionLost lost;

  /// @param patience how long the server may be silent over it
  Pending(Duration patience) {
    this.patience = patience;
  }

  Duration patience() {
    return patience;
  }

  void complete(Reply answer) {
    reply = answer;
    done.countDown();
  }

  void fail(ConnectionLost reason) {
    lost = reason;
    done.countDown();
  }

  /// Waits for the answer; gives the same one each time.
  ///
  /// @throws ConnectionLost when there will be none
  Reply await() throws IOException {
    try {
      done.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    if (lost != null) {
      throw lost.again();
    }
    return reply;
  }
}
