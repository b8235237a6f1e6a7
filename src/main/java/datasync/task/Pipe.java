package datasync.task;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;

/// Hands chunks of bytes to a second thread, in order, so that two steps run at once.
///
/// The giver asks for an [#empty] chunk, fills it, [#give]s it, may go on reading it until it asks
/// for as many further ones as the pipe has less one, and calls [#finish] at the end. The thread
/// starts with the first chunk and has ended when [#close] returns. For one giving thread.
public final class Pipe implements AutoCloseable {
  private final Taker taker;
  private final byte[][] chunks;
  private final ArrayBlockingQueue<Filled> full;
  private final ArrayBlockingQueue<Filled> done;
  private int made;
  private Thread thread;
  private volatile IOException failure;

  /// What the second thread does with a chunk.
  @FunctionalInterface
  public interface Taker {
    /// Uses the first `length` bytes; must not keep or change the array.
    void take(byte[] chunk, int length) throws IOException;
  }

  private record Filled(byte[] chunk, int length) {}

  /// @param count how many chunks there are, at least 3
  /// @param size the bytes of each
  public Pipe(int count, int size, Taker taker) {
    this.taker = taker;
    this.chunks = new byte[count][];
    this.full = new ArrayBlockingQueue<>(count);
    this.done = new ArrayBlockingQueue<>(count);
    for (int i = 0; i < count; i++) {
      chunks[i] = new byte[size];
    }
  }

  /// A chunk to fill; waits until the taker has given one back.
  ///
  /// @throws IOException of the taker
  public byte[] empty() throws IOException {
    check();
    if (made < chunks.length) {
      return chunks[made++];
    }
    try {
      byte[] chunk = done.take().chunk();
      check();
      return chunk;
    } catch (InterruptedException stop) {
      throw interrupted();
    }
  }

  /// Hands a chunk over.
  public void give(byte[] chunk, int length) throws IOException {
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name("datasync-pipe").start(this::work);
    }
    try {
      full.put(new Filled(chunk, length));
    } catch (InterruptedException stop) {
      throw interrupted();
    }
  }

  /// Waits until everything that was given is taken.
  ///
  /// @throws IOException of the taker
  public void finish() throws IOException {
    if (thread != null) {
      give(new byte[0], -1);
      join();
    }
    check();
  }

  private void work() {
    try {
      Filled next = full.take();
      while (next.length() >= 0) {
        if (failure == null) {
          takeOne(next);
        }
        done.put(next);
        next = full.take();
      }
    } catch (InterruptedException stop) {
      failure = new InterruptedIOException("interrupted");
    }
  }

  private void takeOne(Filled next) {
    try {
      taker.take(next.chunk(), next.length());
    } catch (IOException broken) {
      failure = broken;
    } catch (RuntimeException | Error bug) {
      failure = new IOException(bug);
    }
  }

  private void check() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  private static IOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted");
  }

  private void join() throws IOException {
    try {
      thread.join();
    } catch (InterruptedException stop) {
      throw interrupted();
    }
  }

  /// Stops the second thread if it still runs, and waits for its end.
  @Override
  public void close() {
    if (thread == null) {
      return;
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      thread.interrupt();
      try {
        thread.join();
      } catch (InterruptedException stop) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
