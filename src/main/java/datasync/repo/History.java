package datasync.repo;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Instant;
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
  /// @param commits whether every commit counts; dates mean nothing then
  /// @param further what else counts
  public record Range(boolean branches, boolean tags, boolean commits, Further further) {
    /// The working tree alone.
    public static final Range WORKSPACE = new Range(false, false, false);

    /// Branches, tags or all commits.
    public Range(boolean branches, boolean tags, boolean commits) {
      this(branches, tags, commits, Further.NOTHING);
    }

    /// Whether more than the working tree counts.
    public boolean isWide() {
      return branches || tags || commits || !further.equals(Further.NOTHING);
    }
  }

  /// What counts besides branches, tags and commits.
  ///
  /// @param revisions names of revisions
  /// @param depth how many commits of each of them and of each branch count, along first parents;
  ///     below 1 for all
  /// @param since commits of this time and later count; [Instant#MAX] for none
  /// @param experiments whether the commits of DVC's experiments count
  public record Further(
      List<String> revisions, int depth, Instant since, boolean experiments) {
    /// Nothing else.
    public static final Further NOTHING = new Further(List.of(), 1, Instant.MAX, false);

    /// Copies the names.
    public Further {
      revisions = List.copyOf(revisions);
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
        // a program runs for each commit that is read
        try (Stages stages = repository.scm().stagesAt(commit.getKey(), repository.project())) {
          if (stages != null) {
            visited |= visit(commit.getValue(), stages, visitor, range, failures);
          }
        }
      }
    }
    if (!visited && !failures.isEmpty()) {
      throw failures.getLast();
    }
  }

  /// Visits the working tree, then each commit once, and stops at the first revision that fails.
  ///
  /// @param skipFailed whether a revision that fails is left out with a warning instead
  /// @throws CollectException when a revision could not be visited, with the reason as cause
  public void forEveryOne(Range range, boolean skipFailed, Visitor visitor) throws IOException {
    strictly("workspace", repository.stages(), visitor, skipFailed);
    if (range.isWide()) {
      for (Map.Entry<String, String> commit : repository.scm().revisions(range).entrySet()) {
        // a program runs for each commit that is read
        try (Stages stages = repository.scm().stagesAt(commit.getKey(), repository.project())) {
          if (stages != null) {
            strictly(commit.getValue(), stages, visitor, skipFailed);
          }
        }
      }
    }
  }

  private void strictly(String revision, Stages stages, Visitor visitor, boolean skipFailed)
      throws IOException {
    try {
      visitor.visit(revision, stages);
    } catch (InterruptedIOException | ClosedByInterruptException stop) {
      throw stop;
    } catch (IOException failure) {
      String text = "failed to collect '" + revision + "'";
      if (!skipFailed) {
        throw new CollectException(text, failure);
      }
      repository.notices().warning(text + ", skipping: " + failure.getMessage());
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
