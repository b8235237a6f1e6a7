package datasync.workspace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What a checkout will do; nothing was changed yet. For one [Checkout], used by one thread.
public final class CheckoutPlan {
  private final List<OutputPlan> outputs;

  CheckoutPlan(List<OutputPlan> outputs) {
    this.outputs = List.copyOf(outputs);
  }

  List<OutputPlan> outputs() {
    return outputs;
  }

  /// Receives the steps of a plan.
  @FunctionalInterface
  public interface Visitor {
    /// Takes the next step.
    ///
    /// @param path absolute
    void step(Path path, Step step);
  }

  /// What will happen to a file.
  public enum Step {
    /// A file appears.
    ADD,
    /// A file is replaced, or becomes executable.
    MODIFY,
    /// A file goes.
    DELETE,
    /// A file with the right content is linked anew.
    RELINK
  }

  /// The files that would be lost: their content is not in the cache. Absolute, sorted.
  public List<Path> unsaved() {
    List<Path> all = new ArrayList<>();
    for (OutputPlan each : outputs) {
      all.addAll(each.unsaved);
    }
    Collections.sort(all);
    return all;
  }

  /// Hands every step to `visitor`, request by request: first what goes, then what comes.
  public void forEach(Visitor visitor) {
    for (OutputPlan each : outputs) {
      for (OutputPlan.Extra extra : each.extras) {
        visitor.step(extra.path(), Step.DELETE);
      }
      for (int i = 0; i < each.states.length; i++) {
        switch (each.states[i]) {
          case OutputPlan.ADD -> visitor.step(each.path(i), Step.ADD);
          case OutputPlan.MODIFY -> visitor.step(each.path(i), Step.MODIFY);
          case OutputPlan.RELINK -> visitor.step(each.path(i), Step.RELINK);
          default -> {
            if (each.makeExecutable) {
              visitor.step(each.path(i), Step.MODIFY);
            }
          }
        }
      }
    }
  }

  /// Whether there is nothing to do.
  public boolean isEmpty() {
    for (OutputPlan each : outputs) {
      if (!each.isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
