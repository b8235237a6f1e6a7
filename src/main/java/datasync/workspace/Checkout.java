package datasync.workspace;

import datasync.object.HashName;
import datasync.object.LocalStore;
import datasync.workspace.CheckoutResult.Failure;
import datasync.workspace.CheckoutResult.Output;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Brings paths of the workspace to wanted contents (spec `dvc-format.md` 15.3). Used by
/// one thread, works on several; the workspace stays its opener's to close.
public final class Checkout {
  private final Workspace workspace;
  private final LocalStore store;
  private final Linker linker;

  /// @param workspace nothing outside its root is touched; it learns of the files and links made
  /// @param store the cache; files of both of DVC's layouts must be in it if requests name both
  /// @param linker makes the files
  public Checkout(Workspace workspace, LocalStore store, Linker linker) {
    this.workspace = workspace;
    this.store = store;
    this.linker = linker;
  }

  /// Compares and decides, changing nothing.
  ///
  /// @param relink whether files that are right but of the wrong link type are made anew
  /// @throws WorkspaceException when a path may not be written, see
  ///     [WorkspaceException.Reason#UNSAFE_PATH]
  public CheckoutPlan plan(List<CheckoutRequest> requests, boolean relink) throws IOException {
    List<OutputPlan> outputs = new ArrayList<>(requests.size());
    for (CheckoutRequest each : requests) {
      outputs.add(Planner.plan(workspace, store, linker, relink, each));
    }
    return new CheckoutPlan(outputs);
  }

  /// Does what a plan says. Goes on past files that fail; of an output with a failure everything
  /// that is in the cache is removed, as DVC does, and what is only in the workspace stays.
  ///
  /// @param force whether unsaved files may go
  /// @throws WorkspaceException of [WorkspaceException.Reason#UNSAVED] before anything is changed
  public CheckoutResult run(CheckoutPlan plan, boolean force) throws IOException {
    List<Path> unsaved = plan.unsaved();
    if (!force && !unsaved.isEmpty()) {
      throw new WorkspaceException(
          WorkspaceException.Reason.UNSAVED,
          unsaved.getFirst(),
          "files that are not in the cache would be lost, `" + unsaved.getFirst() + "` first");
    }
    Map<Path, Output> results = new LinkedHashMap<>();
    for (OutputPlan each : plan.outputs()) {
      if (!each.isEmpty()) {
        OutputRun run = new OutputRun(workspace, store, linker, each);
        List<Failure> failures = run.run();
        if (!failures.isEmpty()) {
          removeSaved(each);
        } else if (each.request.path().equals(each.request.output())) {
          remember(each, run.fingerprint());
        }
        if (each.changes()) {
          results.merge(each.request.output(), result(each, failures), Checkout::join);
        }
      }
    }
    return new CheckoutResult(List.copyOf(results.values()));
  }

  private void remember(OutputPlan plan, long fingerprint) {
    if (plan.request.wanted() instanceof Content.Nothing) {
      workspace.links().forget(plan.request.output());
    } else {
      workspace.links().record(plan.request.output(), fingerprint);
    }
  }

  /// Removes from a failed output what can be had again.
  private void removeSaved(OutputPlan failed) throws IOException {
    CheckoutRequest request = failed.request;
    OutputPlan nothing =
        Planner.plan(
            workspace,
            store,
            linker,
            false,
            new CheckoutRequest(
                request.output(),
                request.path(),
                Content.NOTHING,
                false,
                request.hash(),
                request.filter()));
    OutputRun.delete(nothing, true);
  }

  private static Output result(OutputPlan plan, List<Failure> failures) {
    CheckoutRequest request = plan.request;
    boolean whole = request.path().equals(request.output());
    boolean gone = whole && request.wanted() instanceof Content.Nothing;
    Difference.Kind kind = Difference.Kind.MODIFIED;
    if (gone) {
      kind = Difference.Kind.DELETED;
    } else if (!plan.existed) {
      kind = Difference.Kind.ADDED;
    }
    boolean fileForDirectory =
        request.wanted() instanceof Content.SingleFile && plan.isDirectoryNow();
    boolean directoryForFile = plan.wantsDirectory() && plan.before == Entry.Kind.FILE;
    long added = plan.count(OutputPlan.ADD);
    long modified = plan.count(OutputPlan.MODIFY);
    long deleted = plan.extras.size() + plan.emptied.size();
    if (fileForDirectory) {
      added = 0;
      modified = 1;
      deleted--;
    } else if (directoryForFile) {
      deleted--;
    } else if (plan.makeExecutable && added + modified == 0) {
      modified = 1;
    }
    boolean directory = !whole || plan.wantsDirectory() || gone && plan.isDirectoryNow();
    return new Output(request.output(), kind, directory, added, modified, deleted, failures);
  }

  private static Output join(Output first, Output second) {
    List<Failure> failures = new ArrayList<>(first.failures());
    failures.addAll(second.failures());
    return new Output(
        first.path(),
        first.kind(),
        first.directory(),
        first.added() + second.added(),
        first.modified() + second.modified(),
        first.deleted() + second.deleted(),
        failures);
  }

  /// Outputs that were linked to the cache earlier, that nothing names any more, and that are as
  /// they were then, all their content being in the cache. One that holds or lies in an output in
  /// use is left out. DVC removes such outputs at a checkout without targets.
  ///
  /// @param used the absolute paths of all outputs that are declared now
  /// @return what [#plan] needs to remove them
  public List<CheckoutRequest> unused(Collection<Path> used) throws IOException {
    List<CheckoutRequest> found = new ArrayList<>();
    for (Map.Entry<String, Long> each : workspace.links().all().entrySet()) {
      Path path = workspace.root().resolve(each.getKey()).normalize();
      if (overlaps(path, used)) {
        continue;
      }
      CheckoutRequest request =
          new CheckoutRequest(
              path, path, Content.NOTHING, false, HashName.MD5, DirectoryFilter.NONE);
      if (Fingerprint.matches(workspace, path, each.getValue()) && isSaved(request)) {
        found.add(request);
      }
    }
    return found;
  }

  private boolean isSaved(CheckoutRequest request) throws IOException {
    try {
      OutputPlan plan = Planner.plan(workspace, store, linker, false, request);
      return plan.unsaved.isEmpty() && !plan.isEmpty();
    } catch (WorkspaceException refused) {
      return false;
    }
  }

  private static boolean overlaps(Path path, Collection<Path> used) {
    for (Path each : used) {
      if (each.startsWith(path) || path.startsWith(each)) {
        return true;
      }
    }
    return false;
  }
}
