package datasync.workspace;

import java.nio.file.Path;
import java.util.List;

/// What a checkout will do; nothing was changed yet.
public final class CheckoutPlan {
  CheckoutPlan() {}

  /// Receives the steps of a plan.
  @FunctionalInterface
  public interface Visitor {
    /// @param path absolute
    void step(Path path, Step step);
  }

  /// What will happen to a file.
  public enum Step {
    /// A file appears.
    ADD,
    /// A file is replaced.
    MODIFY,
    /// A file goes.
    DELETE,
    /// A file with the right content is linked anew.
    RELINK
  }

  /// The files that would be lost: their content is not in the cache. Absolute, sorted.
  public List<Path> unsaved() {
    throw new UnsupportedOperationException();
  }

  /// Hands every step to `visitor`, in the order of requests, then of paths.
  public void forEach(Visitor visitor) {
    throw new UnsupportedOperationException();
  }

  /// Whether there is nothing to do.
  public boolean isEmpty() {
    throw new UnsupportedOperationException();
  }
}
