package datasync.workspace;

import datasync.io.FileStat;
import datasync.object.LocalStore;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.task.TaskPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Compares one path with what is wanted there and fills an [OutputPlan].
final class Planner implements FileWalk.Visitor {
  private static final int OWNER_WRITES = 0200;

  private final Workspace workspace;
  private final LocalStore store;
  private final Linker linker;
  private final boolean relink;
  private final OutputPlan plan;

  private Planner(
      Workspace workspace, LocalStore store, Linker linker, boolean relink, OutputPlan plan) {
    this.workspace = workspace;
    this.store = store;
    this.linker = linker;
    this.relink = relink;
    this.plan = plan;
  }

  /// Plans one request.
  static OutputPlan plan(
      Workspace workspace,
      LocalStore store,
      Linker linker,
      boolean relink,
      CheckoutRequest request)
      throws IOException {
    SafePath.checkOutput(workspace.root(), request.path());
    OutputPlan plan = new OutputPlan(request);
    new Planner(workspace, store, linker, relink, plan).run();
    return plan;
  }

  private void run() throws IOException {
    CheckoutRequest request = plan.request;
    Entry top = Entry.of(request.path(), "");
    plan.before = top.kind();
    plan.existed =
        request.path().equals(request.output())
            ? top.kind() != Entry.Kind.GONE
            : Files.exists(request.output(), LinkOption.NOFOLLOW_LINKS);
    boolean linkedAway =
        top.kind() == Entry.Kind.LINKED_DIRECTORY && !plan.wantsDirectory();
    if (linkedAway) {
      lose(request.path());
    } else if (plan.isDirectoryNow()) {
      if (!plan.wantsDirectory()) {
        plan.emptied.add(request.path());
      }
      new FileWalk(this).run(workspace, request.path(), request.filter());
    } else if (top.kind() != Entry.Kind.GONE) {
      entries(null, Folder.holding(workspace.index(), request.path()), List.of(top));
    }
    planMode();
    check(top);
  }

  private void planMode() throws IOException {
    CheckoutRequest request = plan.request;
    if (request.executable() && plan.wanted.size() == 1 && FileStat.hasModes()) {
      plan.makeExecutable =
          plan.states[0] != OutputPlan.SAME || !Scanner.isExecutable(request.path());
    }
  }

  /// Checks what would be written.
  private void check(Entry top) throws WorkspaceException {
    Path path = plan.request.path();
    if (top.kind() == Entry.Kind.LINKED_DIRECTORY && plan.wantsDirectory() && !plan.isEmpty()) {
      throw SafePath.refused(
          path, "`" + path + "` is a symbolic link to a directory and would have to change");
    }
    if (!plan.wantsDirectory() || plan.count(OutputPlan.ADD) == 0) {
      return;
    }
    SafePath.checkCase(workspace.root(), path, plan.wanted);
    String folder = "";
    for (int i = 0; i < plan.states.length; i++) {
      if (plan.states[i] == OutputPlan.ADD) {
        String relative = plan.wanted.path(i);
        SafePath.checkRelative(path, relative);
        int slash = relative.lastIndexOf('/');
        if (slash > 0 && !relative.regionMatches(0, folder, 0, slash + 1)) {
          folder = relative.substring(0, slash + 1);
          checkFolder(path, folder);
        }
      }
    }
  }

  /// A folder of a listing must not be a file of it as well.
  private void checkFolder(Path path, String folder) throws WorkspaceException {
    for (int at = folder.indexOf('/'); at > 0; at = folder.indexOf('/', at + 1)) {
      if (plan.wanted.indexOf(folder.substring(0, at)) >= 0) {
        throw SafePath.refused(
            path,
            "the listing of `" + path + "` has a file and a folder `"
                + folder.substring(0, at) + "`");
      }
    }
  }

  @Override
  public void directory(Folder folder) {
    if (!plan.wantsBelow(folder.relative())) {
      synchronized (this) {
        plan.emptied.add(folder.path());
      }
    }
  }

  /// A file that is to go or to be replaced, if the cache has its content.
  private record Lost(Entry entry, ObjectId id, int index) {}

  @Override
  public void entries(TaskPool pool, Folder folder, List<Entry> entries) throws IOException {
    List<Lost> lost = new ArrayList<>();
    Set<ObjectId> ids = new HashSet<>();
    long sum = 0;
    Tree.Within within = plan.wanted.within(folder.relative());
    for (Entry each : entries) {
      int at = plan.wanted.indexOf(within, each.name());
      switch (each.kind()) {
        case FILE -> {
          ObjectId id = Comparison.id(workspace, folder, each, plan.request.hash());
          if (at >= 0 && id.equals(plan.wanted.id(at))) {
            plan.states[at] = state(each, id);
            sum += LinkTable.fingerprint(folder.state(each.name()), each.stamp());
          } else {
            lost.add(new Lost(each, id, at));
            ids.add(id);
          }
        }
        case DANGLING -> lose(each.path(), at, true);
        case LINKED_DIRECTORY -> {
          if (at >= 0 || plan.wantsBelow(folder.relative(each.name()))) {
            lose(each.path(), at, false);
          }
        }
        case OTHER -> lose(each.path(), at, false);
        case DIRECTORY, GONE -> {}
      }
    }
    Set<ObjectId> absent = ids.isEmpty() ? Set.of() : store.absent(ids);
    for (Lost each : lost) {
      lose(each.entry().path(), each.index(), !absent.contains(each.id()));
    }
    synchronized (this) {
      plan.fingerprint += sum;
    }
  }

  private synchronized void lose(Path path, int index, boolean saved) {
    if (index >= 0) {
      plan.states[index] = OutputPlan.MODIFY;
    } else {
      plan.extras.add(new OutputPlan.Extra(path, saved));
    }
    if (!saved) {
      plan.unsaved.add(path);
    }
  }

  private void lose(Path path) {
    lose(path, -1, false);
  }

  private byte state(Entry entry, ObjectId id) throws IOException {
    if (!relink) {
      return OutputPlan.SAME;
    }
    FileStat stat = FileStat.of(entry.path());
    Path object = store.path(id);
    boolean wrong = linker.needsRelink(entry.path(), stat, Linker.isHardLink(stat, object), object);
    boolean locked =
        linker.prefersCopies()
            && !stat.isSymlink()
            && (stat.mode() & OWNER_WRITES) == 0;
    return (wrong || locked) && store.absent(Set.of(id)).isEmpty()
        ? OutputPlan.RELINK
        : OutputPlan.SAME;
  }
}
