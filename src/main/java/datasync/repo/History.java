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
      return branches || tags || commits || !further.isNothing();
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

    /// Field by field, because every command asks: the first `equals` of a record costs 15 ms.
    boolean isNothing() {
      return revisions.isEmpty() && depth == 1 && since.equals(Instant.MAX) && !experiments;
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
    int visited =
        walk(
            range,
            visitor,
            (revision, failure) -> {
              if (!range.isWide()) {
                throw failure;
              }
              failures.add(failure);
              skipped(revision, failure);
            });
    if (visited == 0 && !failures.isEmpty()) {
      throw failures.getLast();
    }
  }

  /// Visits the working tree, then each commit once, and stops at the first revision that fails.
  ///
  /// @param skipFailed whether a revision that fails is left out with a warning instead
  /// @throws CollectException when a revision could not be visited, with the reason as cause
  public void forEveryOne(Range range, boolean skipFailed, Visitor visitor) throws IOException {
    walk(
        range,
        visitor,
        (revision, failure) -> {
          if (!skipFailed) {
            throw new CollectException(failed(revision), failure);
          }
          skipped(revision, failure);
        });
  }

  /// Decides what happens when a revision cannot be visited.
  private interface OnFailure {
    void failed(String revision, IOException failure) throws IOException;
  }

  /// @return how many revisions could be visited
  private int walk(Range range, Visitor visitor, OnFailure onFailure) throws IOException {
    int visited = visit("workspace", repository.stages(), visitor, onFailure) ? 1 : 0;
    if (!range.isWide()) {
      return visited;
    }
    for (Map.Entry<String, String> commit : repository.scm().revisions(range).entrySet()) {
      // a program runs for each commit that is read
      try (Stages stages = repository.scm().stagesAt(commit.getKey(), repository.project())) {
        if (stages != null) {
          visited += visit(commit.getValue(), stages, visitor, onFailure) ? 1 : 0;
        }
      }
    }
    return visited;
  }

  private static boolean visit(
      String revision, Stages stages, Visitor visitor, OnFailure onFailure) throws IOException {
    try {
      visitor.visit(revision, stages);
      return true;
    } catch (InterruptedIOException | ClosedByInterruptException stop) {
      throw stop;
    } catch (IOException failure) {
      onFailure.failed(revision, failure);
      return false;
    }
  }

  private void skipped(String revision, IOException failure) {
    repository.notices().warning(failed(revision) + ", skipping: " + failure.getMessage());
  }

  private static String failed(String revision) {
    return "failed to collect '" + revision + "'";
  }
}
