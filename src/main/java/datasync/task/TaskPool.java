package datasync.task;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Runs tasks that give rise to more tasks, on the calling thread and a bounded number of platform
/// threads beside it. Threads are started when there is more than one task to do.
///
/// The newest task runs first and a full queue makes the submitter run its task itself, so that
/// waiting tasks stay few however large a directory is.
public final class TaskPool {
  private static final int QUEUE_LIMIT = 64;

  private final int threads;
  private final ArrayDeque<Task> waiting = new ArrayDeque<>();
  private final List<Thread> started = new ArrayList<>();
  private int running;
  private Throwable failure;

  /// A piece of work.
  @FunctionalInterface
  public interface Task {
    /// Does the work.
    ///
    /// @param pool takes further tasks
    /// @throws IOException to stop the whole run
    void run(TaskPool pool) throws IOException;
  }

  private TaskPool(int threads) {
    this.threads = threads;
  }

  /// Runs a task and all tasks it submits, and returns when all are done.
  ///
  /// @param threads how many threads may work, at least 1
  /// @throws IOException the first failure; tasks that had not begun by then never do
  public static void run(int threads, Task first) throws IOException {
    TaskPool pool = new TaskPool(threads);
    pool.waiting.push(first);
    pool.work();
    pool.join();
    if (pool.failure instanceof IOException failed) {
      throw failed;
    }
    if (pool.failure instanceof Error error) {
      throw error;
    }
    if (pool.failure instanceof RuntimeException bug) {
      throw bug;
    }
  }

  /// Adds a task to the run; may run it before returning.
  public void submit(Task task) throws IOException {
    synchronized (this) {
      if (failure != null) {
        return;
      }
      if (waiting.size() < QUEUE_LIMIT && threads > 1) {
        waiting.push(task);
        startThread();
        notifyAll();
        return;
      }
    }
    task.run(this);
  }

  private void startThread() {
    if (started.size() + 1 < threads && started.size() < waiting.size()) {
      Thread thread = Thread.ofPlatform().daemon().name("datasync-task").unstarted(this::work);
      started.add(thread);
      thread.start();
    }
  }

  private void work() {
    Task task = next();
    while (task != null) {
      Throwable problem = null;
      try {
        task.run(this);
      } catch (IOException | RuntimeException | Error thrown) {
        problem = thrown;
      }
      finished(problem);
      task = next();
    }
  }

  private synchronized Task next() {
    while (waiting.isEmpty() && running > 0) {
      try {
        wait();
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        fail(new InterruptedIOException("interrupted"));
        return null;
      }
    }
    Task task = waiting.poll();
    if (task != null) {
      running++;
    }
    return task;
  }

  private synchronized void finished(Throwable problem) {
    running--;
    if (problem != null) {
      fail(problem);
    }
    if (running == 0 || problem != null) {
      notifyAll();
    }
  }

  private synchronized void fail(Throwable problem) {
    if (failure == null) {
      failure = problem;
    }
    waiting.clear();
  }

  private void join() {
    for (Thread thread : started) {
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException stop) {
          interrupted = true;
          synchronized (this) {
            fail(new InterruptedIOException("interrupted"));
          }
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
