package datasync.workspace;

import datasync.io.FileNames;
import datasync.io.FileStat;
import datasync.object.LocalStore;
import datasync.object.ObjectId;
import datasync.object.ObjectMissing;
import datasync.task.Parallel;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Does what an [OutputPlan] says: first what goes, then folders, then files on several threads.
final class OutputRun {
  private static final int PORTION = 256;
  private static final int MOST_FAILURES = 1000;
  private static final int OWNER_EXECUTES = 0100;

  private final Workspace workspace;
  private final LocalStore store;
  private final LinkSession links;
  private final OutputPlan plan;
  private final Set<String> folders = new HashSet<>();
  private final List<CheckoutResult.Failure> failures = new ArrayList<>();
  private final long topState;
  private long fingerprint;

  OutputRun(Workspace workspace, LocalStore store, Linker linker, OutputPlan plan) {
    this.workspace = workspace;
    this.store = store;
    this.links = linker.session();
    this.plan = plan;
    this.topState = workspace.index().pathState(plan.request.path());
    this.fingerprint = plan.fingerprint;
  }

  /// Runs the plan and returns what failed; at most the first thousand failures.
  List<CheckoutResult.Failure> run() throws IOException {
    delete(plan, false);
    Parallel parallel = Parallel.onCores(workspace.threads());
    makeFolders();
    parallel.forEach(portions(), this::make);
    if (plan.makeExecutable && failures.isEmpty()) {
      Path path = plan.request.path();
      FileStat.setMode(path, FileStat.following(path).mode() | OWNER_EXECUTES);
    }
    return failures;
  }

  long fingerprint() {
    return fingerprint;
  }

  /// Removes what is not wanted, then the directories that are empty by that.
  ///
  /// @param onlySaved whether files stay whose content the cache does not have
  static void delete(OutputPlan plan, boolean onlySaved) throws IOException {
    for (OutputPlan.Extra each : plan.extras) {
      if (each.saved() || !onlySaved) {
        Files.deleteIfExists(each.path());
      }
    }
    List<Path> deepest = new ArrayList<>(plan.emptied);
    deepest.sort(Comparator.reverseOrder());
    for (Path each : deepest) {
      try {
        Files.deleteIfExists(each);
      } catch (DirectoryNotEmptyException ignoredFilesStay) {
        continue;
      }
    }
  }

  private void makeFolders() throws IOException {
    Path top = plan.request.path();
    boolean needed = plan.wantsDirectory() || plan.count(OutputPlan.ADD) > 0;
    if (needed) {
      Files.createDirectories(top.getParent());
    }
    if (plan.wantsDirectory() && !Files.isDirectory(top)) {
      Files.createDirectory(top);
    }
    if (plan.wantsDirectory()) {
      folders.add("");
      for (int i = 0; i < plan.states.length; i++) {
        if (plan.states[i] == OutputPlan.ADD) {
          String relative = plan.wanted.path(i);
          makeFolder(relative.substring(0, Math.max(0, relative.lastIndexOf('/'))));
        }
      }
    }
  }

  private void makeFolder(String relative) throws IOException {
    if (!folders.add(relative)) {
      return;
    }
    makeFolder(relative.substring(0, Math.max(0, relative.lastIndexOf('/'))));
    Path folder = FileNames.resolve(plan.request.path(), relative);
    if (Files.isSymbolicLink(folder)) {
      throw SafePath.refused(folder, "`" + folder + "` is a symbolic link");
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(folder);
    }
  }

  /// The first index of each portion that has work.
  private List<Integer> portions() {
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < plan.states.length; i += PORTION) {
      for (int j = i; j < Math.min(i + PORTION, plan.states.length); j++) {
        if (plan.states[j] != OutputPlan.SAME) {
          starts.add(i);
          break;
        }
      }
    }
    return starts;
  }

  private void make(int start) throws IOException {
    int end = Math.min(start + PORTION, plan.states.length);
    Set<ObjectId> ids = new HashSet<>();
    for (int i = start; i < end; i++) {
      if (plan.states[i] != OutputPlan.SAME) {
        ids.add(plan.id(i));
      }
    }
    Set<ObjectId> absent = store.absent(ids);
    long sum = 0;
    for (int i = start; i < end; i++) {
      if (plan.states[i] != OutputPlan.SAME) {
        ObjectId id = plan.id(i);
        if (absent.contains(id)) {
          fail(plan.path(i), new ObjectMissing(store.location(), id));
        } else {
          sum += make(i, id);
        }
      }
    }
    synchronized (this) {
      fingerprint += sum;
    }
  }

  private long make(int index, ObjectId id) throws IOException {
    Path path = plan.path(index);
    long size = Math.max(plan.wanted.bytes(index), 0);
    workspace.progress().begin(1, size);
    try {
      LinkType type = links.make(id, store.path(id), path);
      Stamp stamp = Stamp.of(Files.readAttributes(path, BasicFileAttributes.class));
      String relative = plan.wanted.path(index);
      long state =
          relative.isEmpty() ? topState : PathKey.extend(PathKey.extend(topState, "/"), relative);
      workspace.index().recordOwn(state, path, stamp, id, type.kind());
      workspace.progress().advance(size);
      workspace.progress().finished(relative);
      return LinkTable.fingerprint(state, stamp);
    } catch (WorkspaceException wrong) {
      throw wrong;
    } catch (IOException failed) {
      fail(path, failed);
    }
    return 0;
  }

  private synchronized void fail(Path path, IOException cause) {
    if (failures.size() < MOST_FAILURES) {
      failures.add(new CheckoutResult.Failure(path, cause));
    }
  }
}
