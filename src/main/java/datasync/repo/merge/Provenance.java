package datasync.repo.merge;

import datasync.git.CommitInfo;
import datasync.git.FileHistory;
import datasync.io.FileNames;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.repo.Repository;
import datasync.track.LockFile;
import datasync.track.Output;
import datasync.track.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who had data last that neither the cache nor a remote has: the authors of the commits that
/// recorded it. Asked only after a command has failed, for a few outputs, and never fails itself.
public final class Provenance {
  /// How many outputs are looked up at most.
  private static final int LIMIT = 8;
  /// How many versions of a listing are looked at for who added a file to it.
  private static final int VERSIONS = 30;
  private static final Pattern LISTING = Pattern.compile("md5: ([0-9a-f]{32}\\.dir)");

  private final Repository repository;

  /// @param repository the project; without Git, or the program `git`, nobody is found
  public Provenance(Repository repository) {
    this.repository = repository;
  }

  /// Who recorded the outputs that some missing objects belong to.
  public List<LastSeen> ofObjects(Collection<ObjectId> missing) {
    return find(output -> needs(output, missing), missing);
  }

  /// Who recorded outputs.
  ///
  /// @param names their paths as messages show them
  public List<LastSeen> ofOutputs(Collection<String> names) {
    return find(wanted -> names.contains(wanted.name()), List.of());
  }

  /// An output and how messages show it.
  private record Wanted(Stage stage, Output output, String name) {}

  private List<LastSeen> find(Predicate<Wanted> predicate, Collection<ObjectId> missing) {
    Map<CommitInfo, List<String>> found = new LinkedHashMap<>();
    try {
      if (repository.scm().isVersioned()) {
        find(predicate, missing, found);
      }
    } catch (IOException | RuntimeException unknown) {
      found.clear();
    }
    List<LastSeen> seen = new ArrayList<>();
    found.forEach((commit, outputs) -> seen.add(new LastSeen(outputs, commit)));
    return seen;
  }

  private void find(
      Predicate<Wanted> predicate, Collection<ObjectId> missing,
      Map<CommitInfo, List<String>> found) throws IOException {
    int asked = 0;
    for (Stage stage : repository.stages().all()) {
      for (Output output : stage.outputs()) {
        if (output.recorded().id().isEmpty() || !output.isLocal() || stage.isRepoImport()) {
          continue;
        }
        String name = repository.project().relative(stage.path(output));
        if (predicate.test(new Wanted(stage, output, name)) && asked++ < LIMIT) {
          Optional<CommitInfo> commit = commit(stage, output, missing);
          if (commit.isPresent()) {
            found.computeIfAbsent(commit.get(), any -> new ArrayList<>()).add(name);
          }
        }
      }
    }
  }

  private boolean needs(Wanted wanted, Collection<ObjectId> missing) {
    ObjectId id = wanted.output().recorded().id().orElseThrow();
    if (missing.contains(id)) {
      return true;
    }
    try {
      Optional<Tree> tree =
          id.isTree() ? repository.trees().find(id) : Optional.empty();
      for (int i = 0; tree.isPresent() && i < tree.get().size(); i++) {
        if (missing.contains(tree.get().id(i))) {
          return true;
        }
      }
    } catch (IOException unreadable) {
      return false;
    }
    return false;
  }

  private Optional<CommitInfo> commit(
      Stage stage, Output output, Collection<ObjectId> missing) throws IOException {
    Path file = stage.isPipeline() ? LockFile.beside(stage.file()) : stage.file();
    String path = FileNames.slashed(repository.scm().top().relativize(file));
    FileHistory history = new FileHistory(repository.scm().git(), path);
    ObjectId id = output.recorded().id().orElseThrow();
    Optional<Tree> tree = id.isTree() ? repository.trees().find(id) : Optional.empty();
    Optional<CommitInfo> adder =
        tree.isEmpty() || stage.isPipeline() || missing.contains(id)
            ? Optional.empty() : adder(history, tree.get(), missing);
    return adder.isPresent() ? adder : history.changed(id.value());
  }

  /// Who put a missing file into a listing: the oldest version in a row that has it, as far as the
  /// cache has their listings.
  private Optional<CommitInfo> adder(
      FileHistory history, Tree now, Collection<ObjectId> missing) throws IOException {
    int place = 0;
    while (place < now.size() && !missing.contains(now.id(place))) {
      place++;
    }
    Optional<CommitInfo> found = Optional.empty();
    for (CommitInfo commit : history.commits(VERSIONS)) {
      Matcher listing = LISTING.matcher(history.text(commit));
      Optional<Tree> then =
          listing.find()
              ? repository.trees().find(ObjectId.of(now.hash(), listing.group(1)))
              : Optional.empty();
      int index = then.isEmpty() || place == now.size() ? -1 : then.get().indexOf(now.path(place));
      if (index < 0 || !then.get().sameId(index, now, place)) {
        return found;
      }
      found = Optional.of(commit);
    }
    return found;
  }
}
