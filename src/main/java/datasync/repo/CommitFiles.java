package datasync.repo;

import datasync.git.GitTree;
import datasync.track.SourceFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The files of a commit, under the paths they would have in the working tree; the projects inside
/// the project are left out of its folders.
final class CommitFiles implements SourceFiles, Folders {
  private final GitTree tree;
  private final Path top;
  private final Map<String, Children> children = new TreeMap<>();

  /// @param top where the top of the commit would be checked out
  CommitFiles(GitTree tree, Path top) {
    this.tree = tree;
    this.top = top;
    for (String path : tree.files()) {
      place(path, true);
    }
  }

  private void place(String path, boolean file) {
    int slash = path.lastIndexOf('/');
    String folder = slash < 0 ? "" : path.substring(0, slash);
    String name = path.substring(slash + 1);
    Children known = children.get(folder);
    if (known == null) {
      known = new Children(new ArrayList<>(), new ArrayList<>());
      children.put(folder, known);
      if (!folder.isEmpty()) {
        place(folder, false);
      }
    }
    List<String> names = file ? known.files() : known.folders();
    names.add(name);
  }

  private String name(Path path) {
    return path.startsWith(top) ? top.relativize(path).toString().replace('\\', '/') : "..";
  }

  @Override
  public byte[] read(Path file) throws IOException {
    if (!tree.isFile(name(file))) {
      throw new NoSuchFileException(file.toString());
    }
    return tree.read(name(file));
  }

  @Override
  public boolean exists(Path path) {
    return tree.isFile(name(path)) || tree.isFolder(name(path));
  }

  @Override
  public boolean isDirectory(Path path) {
    return tree.isFolder(name(path));
  }

  @Override
  public Children children(Path folder) {
    Children found = children.get(name(folder));
    if (found == null) {
      return new Children(List.of(), List.of());
    }
    List<String> folders = new ArrayList<>();
    for (String name : found.folders()) {
      if (!isDirectory(folder.resolve(name).resolve(Repository.FOLDER))) {
        folders.add(name);
      }
    }
    return new Children(found.files(), folders);
  }

  @Override
  public boolean isGitIgnored(Path path, boolean folder) {
    return false;
  }

  @Override
  public boolean isHidden(Path file) {
    return false;
  }
}
