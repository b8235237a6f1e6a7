package datasync.http;

import datasync.io.BlockStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The body of a response as a stream whose reads give up after the read timeout.
///
/// The reading thread waits for the client's buffers itself, so that a stall needs no watchdog. At
/// most about [#WINDOW] bytes wait unread; the server is held back by TCP beyond that.
final class BodyReceiver extends BlockStream implements HttpResponse.BodySubscriber<InputStream> {
  private static final int WINDOW = 512 * 1024;
  private static final int DRAINED = 64 * 1024;
  private static final Duration DRAINING = Duration.ofMillis(500);

  private final Request request;
  private final long length;
  private Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>();
  private Flow.Subscription subscription;
  private long buffered;
  private long taken;
  private boolean asked;
  private boolean complete;
  private Throwable broken;
  private boolean closed;

  /// @param request what the failure messages name
  /// @param patience how long a read waits for the next byte
  /// @param length how many bytes the server announced, or −1
  BodyReceiver(Request request, Duration patience, long length) {
    this.length = length;
    this.request = request;
    this.patience = patience;
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    boolean useless;
    lock.lock();
    try {
      useless = subscription != null || closed;
      if (!useless) {
        subscription = given;
        asked = true;
      }
    } finally {
      lock.unlock();
    }
    if (useless) {
      given.cancel();
    } else {
      given.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    boolean more;
    lock.lock();
    try {
      for (ByteBuffer buffer : buffers) {
        if (buffer.hasRemaining() && !closed) {
          waiting.add(buffer);
          buffered += buffer.remaining();
        }
      }
      more = !closed && buffered < WINDOW;
      asked = more;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (more) {
      subscription.request(1);
    }
  }

  @Override
  public void onError(Throwable failure) {
    lock.lock();
    try {
      broken = failure;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onComplete() {
    lock.lock();
    try {
      complete = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    int count = 0;
    boolean more;
    lock.lock();
    try {
      if (!awaitBytes()) {
        return -1;
      }
      while (count < length && !waiting.isEmpty()) {
        ByteBuffer buffer = waiting.peek();
        int step = Math.min(length - count, buffer.remaining());
        buffer.get(target, offset + count, step);
        count += step;
        if (!buffer.hasRemaining()) {
          waiting.remove();
        }
      }
      buffered -= count;
      taken += count;
      more = !asked && !complete && broken == null && buffered < WINDOW / 2;
      asked |= more;
    } finally {
      lock.unlock();
    }
    if (more) {
      subscription.request(1);
    }
    return count;
  }

  /// Waits with the lock held until there is a byte; false at the end of the body.
  private boolean awaitBytes() throws IOException {
    long left = patience.toNanos();
    while (waiting.isEmpty()) {
      if (closed) {
        throw new IOException("the answer is closed");
      }
      if (broken != null) {
        throw Failures.ofBody(request, broken);
      }
      if (complete) {
        return false;
      }
      if (left <= 0) {
        giveUp();
        broken = HttpFailure.of(request, FailureKind.TIMEOUT, Failures.stalled(patience), null);
        continue;
      }
      try {
        left = changed.awaitNanos(left);
      } catch (InterruptedException stop) {
        giveUp();
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
    return true;
  }

  private void giveUp() {
    if (subscription != null) {
      subscription.cancel();
    }
  }

  @Override
  public int available() {
    lock.lock();
    try {
      return (int) Math.min(Integer.MAX_VALUE, buffered);
    } finally {
      lock.unlock();
    }
  }

  /// Reads a short rest so that the connection is free for the next request; gives up a long one
  /// together with the connection.
  @Override
  public void close() {
    if (!closed && length - taken <= DRAINED) {
      drain();
    }
    giveUpRest();
  }

  private void drain() {
    patience = patience.compareTo(DRAINING) < 0 ? patience : DRAINING;
    byte[] block = new byte[8 * 1024];
    try {
      for (int left = DRAINED; left >= 0; ) {
        int count = read(block, 0, block.length);
        if (count < 0) {
          return;
        }
        left -= count;
      }
    } catch (IOException broken) {
      // then the connection cannot be used again
    }
  }

  private void giveUpRest() {
    Flow.Subscription unfinished = null;
    lock.lock();
    try {
      if (!closed && !complete && broken == null) {
        unfinished = subscription;
      }
      closed = true;
      waiting.clear();
      buffered = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (unfinished != null) {
      unfinished.cancel();
    }
  }
}
