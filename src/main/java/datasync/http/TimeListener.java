package datasync.http;

import java.time.Instant;

/// Is told what time it is at a server. Safe for several threads; must return quickly.
@FunctionalInterface
public interface TimeListener {
  /// Does nothing with it.
  TimeListener NONE = time -> { };

  /// An answer came that its server made just now.
  ///
  /// @param time the field `Date` of the answer, in whole seconds
  void told(Instant time);
}
