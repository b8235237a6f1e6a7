package datasync.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/// Gives the bytes of a request body to the client as fast as it asks for them, and remembers when
/// it last asked, which is how a stalled upload shows.
///
/// The client may subscribe again when it repeats a request on a fresh connection.
final class BodySender implements HttpRequest.BodyPublisher {
  private static final int BLOCK = 64 * 1024;

  private final RequestBody body;
  private volatile long moved = System.nanoTime();
  private volatile IOException unreadable;
  private volatile boolean started;
  private volatile boolean done;

  BodySender(RequestBody body) {
    this.body = body;
  }

  /// When a byte last moved, by `System.nanoTime`.
  long moved() {
    return moved;
  }

  /// Whether the client asked for bytes, so that there is a connection.
  boolean isStarted() {
    return started;
  }

  /// Whether all bytes were handed on.
  boolean isDone() {
    return done;
  }

  /// Why the bytes could not be read on this side, or null.
  IOException unreadable() {
    return unreadable;
  }

  /// Reads a body without bytes, for which the client does not ask: it may still fail at its end.
  void checkEmpty() throws IOException {
    if (body.length() == 0 && body != RequestBody.NONE) {
      try (InputStream stream = body.open()) {
        if (stream.read() >= 0) {
          throw new IOException("the bytes to send changed meanwhile");
        }
      }
    }
  }

  @Override
  public long contentLength() {
    return body.length();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    started = true;
    moved = System.nanoTime();
    InputStream stream;
    try {
      stream = body.open();
    } catch (IOException failure) {
      unreadable = failure;
      subscriber.onSubscribe(new Nothing());
      subscriber.onError(failure);
      return;
    }
    subscriber.onSubscribe(new Reading(stream, subscriber));
  }

  private static final class Nothing implements Flow.Subscription {
    @Override
    public void request(long count) {}

    @Override
    public void cancel() {}
  }

  /// One pass over the bytes. The client asks for one buffer at a time from one thread at a time;
  /// a request from within `onNext` only adds to the count.
  private final class Reading implements Flow.Subscription {
    private final InputStream stream;
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private long demand;
    private long given;
    private boolean running;
    private boolean ended;
    private ByteBuffer held;

    Reading(InputStream stream, Flow.Subscriber<? super ByteBuffer> subscriber) {
      this.stream = stream;
      this.subscriber = subscriber;
    }

    @Override
    public void request(long count) {
      synchronized (this) {
        demand = Math.addExact(demand, Math.min(count, Long.MAX_VALUE - demand));
        if (running || ended) {
          return;
        }
        running = true;
      }
      while (takeOne()) {
        give();
      }
    }

    private synchronized boolean takeOne() {
      if (ended || demand == 0) {
        running = false;
        return false;
      }
      demand--;
      return true;
    }

    /// Gives one block, always one behind what was read: a body that fails at its very end, because
    /// its digest turns out wrong, must not have been sent whole.
    private void give() {
      ByteBuffer next;
      try {
        if (held == null) {
          held = read();
        }
        next = held == null ? null : read();
      } catch (IOException failure) {
        if (isEnded()) {
          // the stream was closed under this read, because the connection was lost
          return;
        }
        unreadable = failure;
        end();
        subscriber.onError(failure);
        return;
      }
      moved = System.nanoTime();
      ByteBuffer now = held;
      held = next;
      if (now != null) {
        subscriber.onNext(now);
      }
      if (next == null && !isEnded()) {
        done = true;
        end();
        subscriber.onComplete();
      }
    }

    private ByteBuffer read() throws IOException {
      byte[] block = new byte[BLOCK];
      int count = 0;
      int more = stream.read(block, 0, BLOCK);
      while (more >= 0 && count < BLOCK) {
        count += more;
        // bytes that come slowly on this side are no stall of the server
        moved = System.nanoTime();
        more = count < BLOCK ? stream.read(block, count, BLOCK - count) : 0;
      }
      given += count;
      long length = body.length();
      if (length >= 0 && (given > length || count < BLOCK && given < length)) {
        throw new IOException("the bytes to send changed meanwhile");
      }
      return count == 0 ? null : ByteBuffer.wrap(block, 0, count);
    }

    private synchronized boolean isEnded() {
      return ended;
    }

    @Override
    public void cancel() {
      end();
    }

    private void end() {
      synchronized (this) {
        if (ended) {
          return;
        }
        ended = true;
      }
      try {
        stream.close();
      } catch (IOException nothingLost) {
        // the bytes were read; there is nothing to write back
      }
    }
  }
}
