package datasync;

import datasync.cli.Console;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Stops the running command when the process is told to end (Ctrl-C, `kill`): interrupts it, ends
/// the programs it waits for, gives it a moment to remove its temporary files and says that the
/// work can be taken up again. However often it is told, the process is gone after that moment.
final class Interruption extends Thread {
  private static final long PATIENCE_SECONDS = 2;

  private final Thread command;
  private final Console console;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean finished;

  Interruption(Thread command, Console console) {
    super("datasync-interruption");
    this.command = command;
    this.console = console;
  }

  /// Says that the command has ended.
  ///
  /// @return whether it ended by itself; otherwise the process is on its way out already
  boolean finish() {
    synchronized (this) {
      if (!isAlive()) {
        finished = true;
      }
    }
    stopped.countDown();
    return finished;
  }

  /// Programs such as `git` would go on after this process, and reading what they print cannot be
  /// interrupted.
  private static void endChildren() {
    for (ProcessHandle each : ProcessHandle.current().descendants().toList()) {
      each.destroy();
    }
  }

  @Override
  public void run() {
    synchronized (this) {
      if (finished) {
        return;
      }
    }
    command.interrupt();
    endChildren();
    try {
      stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException stop) {
      return;
    }
    console.error("interrupted", "run the same command again; it continues where it stopped");
    console.finish(datasync.cli.ExitCode.INTERRUPTED);
  }
}
