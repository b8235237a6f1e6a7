package datasync.repo.care;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// One step of trying out a remote.
///
/// @param found how it went; its area is the name of the step
/// @param figures what was measured, by names that say the unit, in their order
/// @param failure why it failed, or null
public record ProbeStep(Diagnosis found, Map<String, Long> figures, Exception failure) {
  /// Copies the figures in their order.
  public ProbeStep {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /// Whether it failed.
  public boolean isWrong() {
    return found.state() == Diagnosis.State.WRONG;
  }

  /// Hears of steps as they are done.
  @FunctionalInterface
  public interface Listener {
    /// A step is done.
    void done(ProbeStep step);
  }
}
