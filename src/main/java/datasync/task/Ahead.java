package datasync.task;

/// Does on a thread of its own what is certain to be needed in a moment.
public final class Ahead {
  private Ahead() {}

  /// Starts the work and returns at once. The process does not wait for its end; nobody is told
  /// when it fails, because whoever needs the result then fails the same way.
  public static void start(Runnable work) {
    Thread thread = new Thread(new Quiet(work), "datasync-ahead");
    thread.setDaemon(true);
    thread.start();
  }

  private record Quiet(Runnable work) implements Runnable {
    @Override
    public void run() {
      try {
        work.run();
      } catch (RuntimeException | LinkageError repeated) {
        // said where it is needed
      }
    }
  }
}
