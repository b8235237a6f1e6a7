package datasync.repo.care;

import datasync.object.Digester;
import datasync.object.HashName;
import datasync.object.LocalStore;
import datasync.object.ObjectId;
import datasync.object.ObjectMissing;
import datasync.object.Payload;
import datasync.repo.Commit;
import datasync.repo.Notices;
import datasync.repo.Repository;
import datasync.repo.Selection;
import datasync.task.Parallel;
import datasync.track.Dependency;
import datasync.track.FileDependency;
import datasync.track.MetadataPaths;
import datasync.track.Output;
import datasync.track.ParamsDependency;
import datasync.track.Project;
import datasync.track.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;

/// `cache migrate`: gives the objects of DVC 2 the names of DVC 3.
///
/// Nothing is removed: old commits name objects by their old names. A new name is another name of
/// the same file where the file system can do that, else a copy that appears when it is complete;
/// a run that was cut goes on where it stopped. Files go before listings.
///
/// Source: spec `dvc-format.md` 5.5; dvc 3.67 `cachemgr.py`, `repo/commit.py`.
public final class Migration {
  private final Repository repository;
  private final Notices notices;

  /// @param repository the project, its lock held
  /// @param notices is told of objects that are corrupt
  public Migration(Repository repository, Notices notices) {
    this.repository = repository;
    this.notices = notices;
  }

  /// The objects under old names.
  public List<ObjectId> objects() throws IOException {
    List<ObjectId> objects = new ArrayList<>();
    repository.cache().of(HashName.MD5_DOS2UNIX).list(object -> objects.add(object.id()));
    return objects;
  }

  /// Gives new names to objects that do not have them; they are on the disk when this returns.
  ///
  /// @return how many got one
  public long run(List<ObjectId> objects) throws IOException {
    LocalStore old = repository.cache().of(HashName.MD5_DOS2UNIX);
    LocalStore current = repository.linkingCache();
    LongAdder count = new LongAdder();
    for (boolean trees : new boolean[] {false, true}) {
      List<ObjectId> part = new ArrayList<>(objects);
      part.removeIf(id -> id.isTree() != trees);
      Parallel.onCores()
          .forEach(
              part,
              id -> {
                if (move(id, old, current)) {
                  count.increment();
                }
              });
    }
    // metadata will name what has a new name now
    current.sync();
    return count.sum();
  }

  private boolean move(ObjectId id, LocalStore old, LocalStore current) throws IOException {
    Payload payload;
    try {
      payload = old.payload(id);
    } catch (ObjectMissing corrupt) {
      notices.warning("'" + old.path(id) + "' is corrupt, and was moved into quarantine");
      return false;
    }
    ObjectId name = Digester.digest(HashName.MD5, payload, id.isTree());
    if (current.absent(List.of(name)).isEmpty()) {
      return false;
    }
    current.put(name, payload);
    return true;
  }

  /// The metadata files with entries of DVC 2, as DVC shows them, sorted.
  public List<String> files() throws IOException {
    Project project = repository.project();
    TreeSet<String> files = new TreeSet<>();
    for (Stage stage : repository.stages().all()) {
      boolean old = hasOldOutput(stage);
      List<Dependency> own = stage.isImport() ? List.of() : stage.dependencies();
      for (Dependency dependency : own) {
        old |= dependency instanceof FileDependency file
            && isInside(stage, file)
            && file.recorded().isLegacy();
      }
      if (old) {
        String name = Project.relative(project.workingDirectory(), stage.file());
        String lock =
            Project.relative(
                project.workingDirectory(), stage.file().resolveSibling("dvc.lock"));
        files.add(stage.isPipeline() ? name + " (" + lock + ")" : name);
      }
    }
    return List.copyOf(files);
  }

  /// Records the data of all stages with old entries, and of all that depend on files, anew.
  ///
  /// @return the files other than pipelines that were written, relative to the working directory
  public List<String> rewrite() throws IOException {
    Project project = repository.project();
    List<Selection> selections = new ArrayList<>();
    List<String> files = new ArrayList<>();
    for (Stage stage : repository.stages().all()) {
      if (hasOldOutput(stage) || dependsOnFiles(stage)) {
        selections.add(Selection.all(stage));
        if (!stage.isPipeline()) {
          files.add(Project.relative(project.workingDirectory(), stage.file()));
        }
      }
    }
    Commit commit = new Commit(repository, new Commit.Options(true, true, false, true));
    commit.run(selections, question -> true);
    return files;
  }

  private static boolean hasOldOutput(Stage stage) {
    for (Output output : stage.outputs()) {
      if (output.recorded().isLegacy()) {
        return true;
      }
    }
    return false;
  }

  private boolean dependsOnFiles(Stage stage) throws IOException {
    if (stage.isImport()) {
      return false;
    }
    for (Dependency dependency : stage.dependencies()) {
      boolean inside = dependency instanceof FileDependency file && isInside(stage, file);
      if (inside || dependency instanceof ParamsDependency) {
        return true;
      }
    }
    return false;
  }

  private boolean isInside(Stage stage, FileDependency file) throws IOException {
    return MetadataPaths.isLocal(file.path()) && repository.project().contains(stage.path(file));
  }
}
