package datasync.repo;

import datasync.git.GitTree;
import datasync.io.FileNames;
import datasync.track.SourceFiles;
import datasync.text.ignore.IgnorePattern;
import datasync.workspace.DirectoryFilter;
import datasync.workspace.DvcIgnore;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The files of a commit, under the paths they would have in the working tree; what the
/// `.dvcignore` files of the commit ignore is left out of its folders, and so are the projects
/// inside the project. For one thread; the tree is closed by whoever opened it.
public final class CommitFiles implements SourceFiles, Folders, AutoCloseable {
  private final GitTree tree;
  private final Path top;
  private final Path root;
  private final Map<String, Children> children = new TreeMap<>();
  private DvcIgnore ignore;

  /// @param top where the top of the commit would be checked out
  /// @param root the folder of the project whose ignore files count, at or below the top
  public CommitFiles(GitTree tree, Path top, Path root) {
    this.tree = tree;
    this.top = top;
    this.root = root;
    for (String path : tree.paths()) {
      if (tree.isFile(path)) {
        place(path, true);
      }
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
    return path.startsWith(top) ? FileNames.slashed(top.relativize(path)) : "..";
  }

  @Override
  public byte[] read(Path file) throws IOException {
    if (!tree.isFile(name(file))) {
      throw new NoSuchFileException(file.toString());
    }
    return tree.read(name(file));
  }

  /// Ends the program that reads the tree; what is read later starts another one.
  @Override
  public void close() {
    tree.close();
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
  public Children children(Path folder) throws IOException {
    Children found = children.get(name(folder));
    if (found == null) {
      return new Children(List.of(), List.of());
    }
    DirectoryFilter filter = ignore().enter(folder);
    return new Children(
        kept(found.files(), filter, false), kept(found.folders(), filter, true));
  }

  private static List<String> kept(List<String> names, DirectoryFilter filter, boolean folder) {
    List<String> kept = new ArrayList<>(names.size());
    for (String name : names) {
      if (!filter.ignores(name, folder)) {
        kept.add(name);
      }
    }
    return kept;
  }

  /// The rules of the `.dvcignore` files of the commit.
  public DvcIgnore ignore() throws IOException {
    if (ignore == null) {
      ignore = DvcIgnore.of(root, this);
    }
    return ignore;
  }

  @Override
  public boolean isGitIgnored(Path path, boolean folder) {
    return false;
  }

  @Override
  public boolean isHidden(Path file) throws IOException {
    return ignore().ignores(file, false);
  }

  @Override
  public IgnorePattern deciding(Path data) throws IOException {
    return ignore().match(data, isDirectory(data));
  }
}
