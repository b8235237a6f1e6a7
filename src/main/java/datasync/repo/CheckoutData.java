package datasync.repo;

import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.ObjectMissing;
import datasync.object.Tree;
import datasync.track.Output;
import datasync.track.Project;
import datasync.track.Recorded;
import datasync.track.Stage;
import datasync.workspace.Checkout;
import datasync.workspace.CheckoutPlan;
import datasync.workspace.CheckoutRequest;
import datasync.workspace.CheckoutResult;
import datasync.workspace.Content;
import datasync.workspace.Difference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `checkout`: brings the workspace to what the metadata files say.
///
/// Source: spec `dvc-format.md` 15.3, 22.1; dvc 3.67 `repo/checkout.py`.
public final class CheckoutData {
  /// How many files a refusal names.
  private static final int SHOWN = 100;

  private final Repository repository;
  private final Project project;
  private final Inspector inspector;
  private final Options options;
  private final Set<Path> failed = new LinkedHashSet<>();
  private final Map<String, IOException> problems = new LinkedHashMap<>();

  /// How to check out.
  ///
  /// @param force whether files that are only in the workspace may be lost
  /// @param relink whether right files get the configured link type
  /// @param dryRun whether nothing is changed
  public record Options(boolean force, boolean relink, boolean dryRun) {}

  /// What changed.
  ///
  /// @param modified paths as messages show them, directories with `/`, directories first
  /// @param added the same
  /// @param deleted the same
  /// @param files how many files were modified, added and deleted, under these words
  /// @param failed outputs that could not be made
  /// @param problems why files could not be made although the cache has their content, by path
  public record Result(
      List<String> modified,
      List<String> added,
      List<String> deleted,
      Map<String, Long> files,
      List<String> failed,
      Map<String, IOException> problems) {}

  /// Prepares a checkout in a repository whose lock is held.
  public CheckoutData(Repository repository, Options options) throws IOException {
    this.repository = repository;
    this.project = repository.project();
    this.inspector = new Inspector(repository);
    this.options = options;
  }

  /// Checks out the selected outputs.
  ///
  /// @param everything whether outputs that nothing names any more are removed, too
  /// @throws RepositoryException when files would be lost; nothing was changed
  public Result run(List<Selection> selections, boolean everything) throws IOException {
    Checkout checkout =
        new Checkout(repository.workspace(), repository.cache(), repository.linker());
    List<CheckoutRequest> requests = new ArrayList<>();
    if (everything) {
      requests.addAll(checkout.unused(usedPaths()));
    }
    for (Selection selection : selections) {
      add(selection, requests);
    }
    List<Path> outputs = new ArrayList<>();
    for (CheckoutRequest request : requests) {
      outputs.add(request.output());
    }
    repository.ensureFree(List.of(), outputs);
    CheckoutPlan plan = checkout.plan(requests, options.relink());
    if (options.dryRun()) {
      return planned(plan);
    }
    if (!options.force()) {
      checkUnsaved(plan.unsaved());
    }
    return done(checkout.run(plan, options.force()));
  }

  private void checkUnsaved(List<Path> unsaved) throws RepositoryException {
    if (unsaved.isEmpty()) {
      return;
    }
    List<String> names = new ArrayList<>();
    for (Path path : unsaved) {
      names.add(project.relative(path));
    }
    throw new RepositoryException(
        RepositoryException.Kind.CONFLICT,
        "can't remove the following unsaved files without confirmation:"
            + NameLines.of(names, SHOWN, ""),
        "keep them with `datasync add` or `datasync commit`, or lose them with `--force`");
  }

  private List<Path> usedPaths() throws IOException {
    List<Path> used = new ArrayList<>();
    for (Stage stage : repository.stages().all()) {
      for (Output output : stage.outputs()) {
        if (output.isLocal()) {
          used.add(stage.path(output));
        }
      }
    }
    return used;
  }

  private void add(Selection selection, List<CheckoutRequest> requests) throws IOException {
    Stage stage = selection.stage();
    for (Output output : stage.outputs()) {
      Tracked tracked = new Tracked(stage, output, StageGraph.pathOf(stage, output));
      if (!output.cached() || !tracked.isInside(project)
          || !selection.includes(tracked.path()) || stage.isPartialImport()) {
        continue;
      }
      Path part = selection.isPartOf(tracked.path()) ? selection.path() : tracked.path();
      Recorded recorded = output.recorded();
      Optional<Content> wanted = wanted(tracked, part);
      if (wanted.isEmpty()) {
        failed.add(tracked.path());
      }
      HashName hash = recorded.isEmpty() ? HashName.MD5 : Inspector.hashOf(recorded);
      requests.add(
          new CheckoutRequest(
              tracked.path(),
              part,
              wanted.orElse(Content.NOTHING),
              recorded.executable(),
              hash,
              repository.ignore().enter(part)));
    }
  }

  /// What a path is to hold; empty when that is not known.
  private Optional<Content> wanted(Tracked tracked, Path part) throws IOException {
    Recorded recorded = tracked.output().recorded();
    Optional<ObjectId> id = recorded.id();
    if (id.isEmpty()) {
      repository.notices().warning("no hash is recorded for '" + tracked.display(project) + "'");
      return Optional.empty();
    }
    Optional<Content> whole = inspector.contentOf(id.get(), recorded, tracked.output().files());
    if (whole.isEmpty() || part.equals(tracked.path())) {
      return whole;
    }
    if (!(whole.get() instanceof Content.Directory(Tree tree))) {
      return Optional.of(Content.NOTHING);
    }
    return Optional.of(below(tree, DataIndex.keyOf(tracked.path(), part)));
  }

  private static Content below(Tree tree, String name) {
    int exact = tree.indexOf(name);
    if (exact >= 0) {
      return new Content.SingleFile(tree.id(exact), tree.bytes(exact), false);
    }
    Tree part = tree.below(name);
    return part.size() == 0 ? Content.NOTHING : new Content.Directory(part);
  }

  private Result planned(CheckoutPlan plan) {
    List<String> modified = new ArrayList<>();
    List<String> added = new ArrayList<>();
    List<String> deleted = new ArrayList<>();
    plan.forEach(
        (path, step) -> {
          switch (step) {
            case ADD -> added.add(project.relative(path));
            case MODIFY -> modified.add(project.relative(path));
            case DELETE -> deleted.add(project.relative(path));
            case RELINK -> { }
          }
        });
    Map<String, Long> files = new LinkedHashMap<>();
    files.put("modified", (long) modified.size());
    files.put("added", (long) added.size());
    files.put("deleted", (long) deleted.size());
    return new Result(modified, added, deleted, files, relative(failed), Map.of());
  }

  private Result done(CheckoutResult result) {
    Map<Difference.Kind, List<String>> shown = new LinkedHashMap<>();
    for (Difference.Kind kind : Difference.Kind.values()) {
      shown.put(kind, new ArrayList<>());
    }
    long modified = 0;
    long added = 0;
    long deleted = 0;
    for (CheckoutResult.Output output : result.outputs()) {
      if (!output.failures().isEmpty()) {
        failed.add(output.path());
        explain(output.failures());
      }
      if (failed.contains(output.path())) {
        continue;
      }
      modified += output.modified();
      added += output.added();
      deleted += output.deleted();
      shown.get(output.kind()).add(show(output.path(), output.directory()));
    }
    Map<String, Long> files = new LinkedHashMap<>();
    files.put("modified", modified);
    files.put("added", added);
    files.put("deleted", deleted);
    return new Result(
        sorted(shown.get(Difference.Kind.MODIFIED)),
        sorted(shown.get(Difference.Kind.ADDED)),
        sorted(shown.get(Difference.Kind.DELETED)),
        files,
        relative(failed),
        problems);
  }

  private void explain(List<CheckoutResult.Failure> failures) {
    for (CheckoutResult.Failure each : failures) {
      if (!(each.cause() instanceof ObjectMissing)) {
        problems.put(project.relative(each.path()), each.cause());
      }
    }
  }

  private String show(Path path, boolean directory) {
    return project.relative(path) + (directory ? "/" : "");
  }

  private List<String> relative(Set<Path> paths) {
    List<String> names = new ArrayList<>();
    for (Path path : paths) {
      names.add(project.relative(path));
    }
    return names;
  }

  /// Directories first, then by name.
  private static List<String> sorted(List<String> names) {
    List<String> sorted = new ArrayList<>(names);
    sorted.sort(
        (left, right) -> {
          int order = Boolean.compare(!left.endsWith("/"), !right.endsWith("/"));
          return order == 0 ? left.compareTo(right) : order;
        });
    return sorted;
  }
}
