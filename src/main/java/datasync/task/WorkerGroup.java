package datasync.task;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// The threads of one parallel run. A thread starts the next one when it has taken an item and
/// more are left, so that a short list never pays for threads it does not need.
final class WorkerGroup<T> {
  private final Iterator<? extends T> items;
  private final Parallel.Action<? super T> action;
  private final List<Parallel.Failure<T>> failures;
  private final boolean virtual;
  private final int most;
  private final List<Thread> started = new ArrayList<>();
  private final Thread caller = Thread.currentThread();
  private boolean callerWorks = true;
  private boolean callerWoken;
  private Throwable fatal;

  /// @param failures collects what failed, or null when the first failure is fatal
  WorkerGroup(
      Iterator<? extends T> items,
      Parallel.Action<? super T> action,
      List<Parallel.Failure<T>> failures,
      boolean virtual,
      int most) {
    this.items = items;
    this.action = action;
    this.failures = failures;
    this.virtual = virtual;
    this.most = most;
  }

  void run() throws IOException {
    work();
    boolean interrupted = stopBeingWoken();
    interrupted |= joinAll();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      if (fatal == null) {
        return;
      }
      switch (fatal) {
        case IOException failed -> throw failed;
        case RuntimeException bug -> throw bug;
        case Error error -> throw error;
        default -> throw new IllegalStateException(fatal);
      }
    }
  }

  /// Whether the caller was interrupted by somebody else than this group.
  private synchronized boolean stopBeingWoken() {
    callerWorks = false;
    return Thread.interrupted() && !callerWoken;
  }

  private void work() {
    while (true) {
      T item;
      try {
        item = next();
      } catch (NoSuchElementException atEnd) {
        return;
      } catch (RuntimeException | Error broken) {
        stop(broken);
        return;
      }
      try {
        action.run(item);
      } catch (IOException failed) {
        failed(item, failed);
      } catch (RuntimeException | Error bug) {
        stop(bug);
      }
    }
  }

  private synchronized T next() {
    if (fatal == null && Thread.currentThread().isInterrupted()) {
      stop(new InterruptedIOException("interrupted"));
    }
    if (fatal != null || !items.hasNext()) {
      throw new NoSuchElementException();
    }
    T item = items.next();
    if (started.size() < most - 1 && items.hasNext()) {
      Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
      started.add(builder.name("datasync-work").start(this::work));
    }
    return item;
  }

  private synchronized void failed(T item, IOException reason) {
    boolean stopped =
        reason instanceof ClosedByInterruptException
            || reason instanceof InterruptedIOException
                && !(reason instanceof SocketTimeoutException);
    if (failures == null || stopped) {
      stop(reason);
    } else if (fatal == null) {
      failures.add(new Parallel.Failure<>(item, reason));
    }
  }

  /// Keeps the first reason and wakes whoever waits for a network.
  private synchronized void stop(Throwable reason) {
    if (fatal == null) {
      fatal = reason;
      if (callerWorks && Thread.currentThread() != caller) {
        callerWoken = true;
        caller.interrupt();
      }
      for (Thread each : started) {
        if (each != Thread.currentThread()) {
          each.interrupt();
        }
      }
    }
  }

  private boolean joinAll() {
    boolean interrupted = false;
    for (int i = 0; i < count(); i++) {
      Thread thread = thread(i);
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException stop) {
          interrupted = true;
          stop(new InterruptedIOException("interrupted"));
        }
      }
    }
    return interrupted;
  }

  private synchronized int count() {
    return started.size();
  }

  private synchronized Thread thread(int index) {
    return started.get(index);
  }
}
