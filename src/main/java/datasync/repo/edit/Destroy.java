package datasync.repo.edit;

import datasync.io.FolderTree;
import datasync.repo.Repository;
import datasync.track.LockFile;
import datasync.track.Output;
import datasync.track.Stage;
import datasync.workspace.DvcIgnore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// `destroy`: takes a project away and leaves its data.
///
/// All data is made independent of the cache before anything is deleted, and `.dvc` goes last, so
/// that the same command ends what an interrupted one began. Entries in `.gitignore` files stay,
/// as in dvc 3.67 `repo/destroy.py`.
public final class Destroy {
  private final Repository repository;
  private final Path root;
  private final Set<Path> metadata = new LinkedHashSet<>();
  private final List<Path> data = new ArrayList<>();

  /// Reads what there is.
  ///
  /// @throws datasync.track.MetadataException when a metadata file cannot be read
  public Destroy(Repository repository) throws IOException {
    this.repository = repository;
    this.root = repository.root();
    for (Stage stage : repository.stages().all()) {
      metadata.add(stage.file());
      if (stage.isPipeline()) {
        metadata.add(LockFile.beside(stage.file()));
      }
      for (Output output : stage.outputs()) {
        if (output.cached() && output.isLocal()) {
          data.add(stage.path(output));
        }
      }
    }
  }

  /// What is deleted, as far as it is there.
  public List<Path> files() {
    List<Path> files = new ArrayList<>(metadata);
    files.add(root.resolve(DvcIgnore.FILE));
    files.add(repository.folder());
    files.removeIf(file -> !Files.exists(file, LinkOption.NOFOLLOW_LINKS));
    return files;
  }

  /// Turns links to the cache into files of their own, below the root and not behind links: what a
  /// metadata file says of other places is no reason to write there. The lock of the project has
  /// to be held.
  ///
  /// @throws IOException when one cannot be; nothing was deleted then
  public void releaseData() throws IOException {
    for (Path path : data) {
      if (Files.exists(path) && isInside(path)) {
        repository.unprotect(path);
      }
    }
  }

  private boolean isInside(Path path) throws IOException {
    boolean folderElsewhere = Files.isSymbolicLink(path) && Files.isDirectory(path);
    return !folderElsewhere
        && path.startsWith(root)
        && path.getParent().toRealPath().startsWith(root.toRealPath());
  }

  /// Deletes [#files]. To be called when the project is closed, or closing it would begin it anew.
  public void removeProject() throws IOException {
    for (Path file : files()) {
      FolderTree.delete(file);
    }
  }
}
