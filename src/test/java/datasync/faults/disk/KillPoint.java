package datasync.faults.disk;


/// Arms the disk of a process that is to be killed: environment variables say where changes count
/// and at which of them the process says so on standard error and waits for its end.
public final class KillPoint {
  /// The variable with the folder below which changes count.
  public static final String FOLDER = "DATASYNC_TEST_KILL_BELOW";
  /// The variable with the number of the change.
  public static final String STEP = "DATASYNC_TEST_KILL_AT";
  /// What the process says.
  public static final String READY = "now";

  private KillPoint() {}

  static void arm(Disk disk) {
    String step = System.getenv(STEP);
    if (step == null) {
      return;
    }
    disk.watch(System.getenv(FOLDER));
    disk.halting(KillPoint::waitForTheEnd);
    disk.begin(Long.parseLong(step));
  }

  private static Stopped waitForTheEnd() {
    synchronized (KillPoint.class) {
      System.err.println(READY);
      System.err.flush();
      while (true) {
        try {
          Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException again) {
          continue;
        }
      }
    }
  }
}
