package datasync.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Which revisions of a project a command looks at: the working tree and perhaps commits.
public final class History {
  private final Repository repository;

  /// How far back to look.
  ///
  /// @param branches whether the heads of all branches count
  /// @param tags whether all tags count
  /// @param commits whether every commit counts
  public record Range(boolean branches, boolean tags, boolean commits) {
    /// The working tree alone.
    public static final Range WORKSPACE = new Range(false, false, false);

    /// Whether more than the working tree counts.
    public boolean isWide() {
      return branches || tags || commits;
    }
  }

  /// Does something with the stages of one revision.
  @FunctionalInterface
  public interface Visitor {
    /// Does it for one revision, whose stages are read when they are asked for.
    ///
    /// @param revision what a person calls it
    void visit(String revision, Stages stages) throws IOException;
  }

  /// @param repository the project
  public History(Repository repository) {
    this.repository = repository;
  }

  /// Visits the working tree, then each commit once. A revision that fails is skipped with a
  /// warning.
  ///
  /// @throws IOException the last failure when no revision could be visited
  public void forEach(Range range, Visitor visitor) throws IOException {
    List<IOException> failures = new ArrayList<>();
    boolean visited = visit("workspace", repository.stages(), visitor, range, failures);
    if (range.isWide()) {
      for (Map.Entry<String, String> commit : repository.scm().revisions(range).entrySet()) {
        Stages stages = repository.scm().stagesAt(commit.getKey(), repository.project());
        if (stages != null) {
          visited |= visit(commit.getValue(), stages, visitor, range, failures);
        }
      }
    }
    if (!visited && !failures.isEmpty()) {
      throw failures.getLast();
    }
  }

  private boolean visit(
      String revision, Stages stages, Visitor visitor, Range range, List<IOException> failures)
      throws IOException {
    try {
      visitor.visit(revision, stages);
      return true;
    } catch (IOException failure) {
      if (!range.isWide()) {
        throw failure;
      }
      failures.add(failure);
      repository
          .notices()
          .warning("failed to collect '" + revision + "', skipping: " + failure.getMessage());
      return false;
    }
  }
}
