package datasync.git;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The commits that DVC's words for revisions mean. Every call blocks until `git` ends. Safe for
/// several threads.
///
/// Source: dvc 3.67 `scm.py` (`iter_revs`, `resolve_rev`), `repo/experiments/refs.py` and
/// `repo/experiments/utils.py`.
public final class Revisions {
  private static final String EXPERIMENTS = "refs/exps/";
  private static final String BASELINE = "refs/exps/exec/EXEC_BASELINE";
  private static final List<String> NO_EXPERIMENTS =
      List.of("refs/exps/apply", "refs/exps/celery", "refs/exps/exec", "refs/exps/temp");
  private static final String STASH = "refs/exps/stash";
  /// `refs`, `exps`, two parts of the commit that an experiment starts from, and perhaps a name.
  private static final int SHORTEST = 4;
  private static final int LONGEST = 5;

  private final Git git;

  /// @param git the repository
  public Revisions(Git git) {
    this.git = git;
  }

  /// An experiment.
  ///
  /// @param baseline the commit it starts from
  /// @param name what people call it, or empty
  /// @param ref its whole ref
  private record Experiment(String baseline, String name, String ref) {}

  /// The commit that a name means: as Git understands it, else a branch of one of the remotes, else
  /// an experiment.
  ///
  /// @throws IOException when the name means nothing or several things
  public String resolve(String name) throws IOException {
    Optional<String> found = git.resolve(head(name));
    if (found.isPresent()) {
      return found.get();
    }
    Set<String> commits = new LinkedHashSet<>();
    for (String ref : git.lines(List.of("for-each-ref", "--format=%(refname)", "refs/remotes/"))) {
      String[] parts = ref.split("/", SHORTEST);
      if (parts.length == SHORTEST && parts[SHORTEST - 1].equals(name)) {
        git.resolve(ref).ifPresent(commits::add);
      }
    }
    if (commits.isEmpty()) {
      commits.addAll(namedExperiments(name));
    }
    if (commits.size() == 1) {
      return commits.iterator().next();
    }
    throw new IOException(
        (commits.isEmpty() ? "unknown" : "ambiguous") + " Git revision '" + name + "'");
  }

  /// While an experiment runs, `HEAD` means the commit that it started from.
  private String head(String name) throws IOException {
    boolean head = name.equals("HEAD") || name.startsWith("HEAD~") || name.startsWith("HEAD^");
    return head && git.resolve(BASELINE).isPresent()
        ? BASELINE + name.substring("HEAD".length())
        : name;
  }

  private Set<String> namedExperiments(String name) throws IOException {
    Set<String> commits = new LinkedHashSet<>();
    String current = git.resolve("HEAD").orElse("");
    for (Experiment experiment : experimentRefs()) {
      if (experiment.name().equals(name)) {
        String commit = git.resolve(experiment.ref()).orElse("");
        if (experiment.baseline().equals(current)) {
          return Set.of(commit);
        }
        commits.add(commit);
      }
    }
    return commits;
  }

  /// The commit that a name means and those before it, along first parents; of what is no
  /// revision to Git itself, the commit alone, as with DVC.
  ///
  /// @param count how many in all; below 1 for all there are
  /// @throws IOException when the name means nothing or several things
  public List<String> named(String name, int count) throws IOException {
    Optional<String> found = git.resolve(head(name));
    return found.isPresent() ? last(found.get(), count) : List.of(resolve(name));
  }

  /// A commit and those before it, along first parents.
  ///
  /// @param count how many in all; below 1 for all there are
  public List<String> last(String commit, int count) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("rev-list", "--first-parent"));
    if (count > 0) {
      arguments.add("--max-count=" + count);
    }
    arguments.add(commit);
    return git.lines(arguments);
  }

  /// Those of [Git#commits] that were committed at an instant or later.
  public List<String> since(Instant instant) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("rev-list", "--timestamp"));
    arguments.addAll(git.everything());
    List<String> found = new ArrayList<>();
    for (String line : git.lines(arguments)) {
      String[] parts = line.split(" ");
      if (Long.parseLong(parts[0]) >= instant.getEpochSecond()) {
        found.add(parts[1]);
      }
    }
    return found;
  }

  /// The commits of all experiments, each from its tip back to the commit it starts from, which is
  /// left out.
  public Set<String> experiments() throws IOException {
    Set<String> commits = new LinkedHashSet<>();
    for (Experiment experiment : experimentRefs()) {
      boolean tip = true;
      for (String commit : last(experiment.ref(), 0)) {
        if (!tip && commit.equals(experiment.baseline())) {
          break;
        }
        commits.add(commit);
        tip = false;
      }
    }
    return commits;
  }

  private List<Experiment> experimentRefs() throws IOException {
    List<Experiment> found = new ArrayList<>();
    for (String ref : git.lines(List.of("for-each-ref", "--format=%(refname)", EXPERIMENTS))) {
      String[] parts = ref.split("/");
      if (isExperiment(ref) && parts.length >= SHORTEST && parts.length <= LONGEST) {
        String name = parts.length == LONGEST ? parts[LONGEST - 1] : "";
        found.add(new Experiment(parts[2] + parts[SHORTEST - 1], name, ref));
      }
    }
    return found;
  }

  private static boolean isExperiment(String ref) {
    for (String other : NO_EXPERIMENTS) {
      if (ref.startsWith(other)) {
        return false;
      }
    }
    return !ref.equals(STASH);
  }
}
