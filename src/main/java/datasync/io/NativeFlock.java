package datasync.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/// Calls `flock(2)` through the foreign-function interface.
///
/// The number of the descriptor comes from `/dev/fd` ([Descriptors]) instead of an `open` of our
/// own: that would be a function of another shape, which costs 10 ms more ([NativeFunction]).
final class NativeFlock {
  /// What became of an attempt.
  enum Outcome {
    LOCKED,
    HELD,
    UNAVAILABLE
  }

  private static final int EXCLUSIVE_NON_BLOCKING = 2 | 4;

  private NativeFlock() {}

  private static final class Function {
    static final NativeFunction FLOCK = NativeFunction.of("flock");
  }

  /// Links the function so that a later attempt does not have to.
  static void prepare() {
    if (Function.FLOCK.isThere()) {
      Function.FLOCK.call(-1, EXCLUSIVE_NON_BLOCKING);
    }
  }

  /// Tries to lock an open file without waiting.
  ///
  /// @param before what [Descriptors#of] gave before the file was opened
  static Outcome tryExclusive(Path path, Set<Integer> before) throws IOException {
    Set<Integer> after = Descriptors.of(path);
    after.removeAll(before);
    if (after.size() != 1 || !Function.FLOCK.isThere()) {
      return Outcome.UNAVAILABLE;
    }
    int locked = Function.FLOCK.call(after.iterator().next(), EXCLUSIVE_NON_BLOCKING);
    return locked == 0 ? Outcome.LOCKED : Outcome.HELD;
  }
}
