package datasync.faults.disk;

/// The machine stopped: nothing of the program goes on after this.
public final class Stopped extends Error {
  private static final long serialVersionUID = 1L;

  Stopped() {
    super("the machine stopped", null, false, false);
  }
}
