package datasync.interop;

import java.util.stream.Stream;

/// Who hands over to whom.
///
/// With `-Ddatasync.self=1` dvc plays both, which tests the tests.
public enum Direction {
  DVC_TO_DATASYNC,
  DATASYNC_TO_DVC;

  /// The two programs, started once for a class of tests.
  public record Tools(Tool dvc, Tool datasync) implements AutoCloseable {
    /// Starts both.
    public static Tools start() throws java.io.IOException {
      Tool dvc = new RealDvc();
      boolean self = System.getProperty("datasync.self") != null;
      return new Tools(dvc, self ? new RealDvc() : new Datasync());
    }

    @Override
    public void close() throws java.io.IOException {
      dvc.close();
      datasync.close();
    }
  }

  /// The one who has the data first.
  public Tool giver(Tools tools) {
    return this == DVC_TO_DATASYNC ? tools.dvc : tools.datasync;
  }

  /// The one who gets it.
  public Tool taker(Tools tools) {
    return this == DVC_TO_DATASYNC ? tools.datasync : tools.dvc;
  }

  /// Both, for tests with more parameters.
  public static Stream<Direction> both() {
    return Stream.of(values());
  }
}
