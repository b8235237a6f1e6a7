package datasync.repo.browse;

import datasync.config.Config;
import datasync.config.ConfigFiles;
import datasync.config.Overrides;
import datasync.git.GitTree;
import datasync.io.Environment;
import datasync.object.Payload;
import datasync.repo.CommitFiles;
import datasync.repo.Repository;
import datasync.repo.Stages;
import datasync.track.Project;
import datasync.workspace.DvcIgnore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The files of a commit. A symbolic link is a file that holds where it leads to, as with dvc.
final class PlainCommit implements PlainFiles {
  private final Environment environment;
  private final GitTree tree;
  private final Path top;
  private final Overrides overrides;
  private final boolean local;
  private final Map<String, TreeSet<String>> names = new HashMap<>();

  /// @param top where the commit would be checked out
  /// @param local whether a project, with a cache and a private configuration, may be there
  PlainCommit(
      Environment environment, GitTree tree, Path top, Overrides overrides, boolean local) {
    this.environment = environment;
    this.tree = tree;
    this.top = top;
    this.overrides = overrides;
    this.local = local;
    for (String path : tree.paths()) {
      place(path);
    }
  }

  private void place(String path) {
    String at = path;
    boolean added = true;
    while (!at.isEmpty() && added) {
      int slash = at.lastIndexOf('/');
      String folder = slash < 0 ? "" : at.substring(0, slash);
      TreeSet<String> known = names.get(folder);
      if (known == null) {
        known = new TreeSet<>();
        names.put(folder, known);
      }
      added = known.add(at.substring(slash + 1));
      at = folder;
    }
  }

  @Override
  public Path top() {
    return top;
  }

  @Override
  public Optional<PlainNode> find(String path) throws IOException {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (tree.isFolder(path)) {
      return Optional.of(new PlainNode(name, true, false, tree.folderSize(path)));
    }
    Optional<GitTree.Item> item = tree.find(path);
    if (item.isEmpty()) {
      return Optional.empty();
    }
    boolean executable = item.get().kind() == GitTree.Kind.EXECUTABLE;
    return Optional.of(new PlainNode(name, false, executable, tree.size(path)));
  }

  @Override
  public List<PlainNode> children(String path) throws IOException {
    List<PlainNode> nodes = new ArrayList<>();
    for (String name : names.getOrDefault(path, new TreeSet<>())) {
      find(path.isEmpty() ? name : path + "/" + name).ifPresent(nodes::add);
    }
    return nodes;
  }

  @Override
  public Payload payload(String path) throws IOException {
    Optional<GitTree.Item> item = tree.find(path);
    if (item.isPresent() && item.get().kind() == GitTree.Kind.SUBMODULE) {
      throw new IOException("`" + path + "` is a submodule, whose files are in another repository");
    }
    return new Blob(tree, path, tree.size(path));
  }

  private record Blob(GitTree tree, String path, long length) implements Payload {
    @Override
    public InputStream open() throws IOException {
      return tree.open(path);
    }
  }

  @Override
  public Config config(String folder) throws IOException {
    Path root = top.resolve(folder);
    String file = (folder.isEmpty() ? "" : folder + "/") + Repository.FOLDER + "/config";
    byte[] content = tree.isFile(file) ? tree.read(file) : new byte[0];
    ConfigFiles files = ConfigFiles.of(environment, root.resolve(Repository.FOLDER));
    Overrides above = (folder.isEmpty() ? overrides : Overrides.NONE).of(content);
    if (local) {
      Path cache = Config.load(files, Overrides.NONE.of(content)).cacheDirectory().orElse(null);
      above = cache == null ? above : above.withUpstream(cache.toString());
    }
    return Config.load(files, above);
  }

  @Override
  public Stages stages(String folder, Config config) throws IOException {
    Path root = top.resolve(folder);
    CommitFiles files = new CommitFiles(tree, top, root);
    return new Stages(new Project(root, root, files, Repository.parsing(config)), files);
  }

  @Override
  public DvcIgnore ignore(String folder) throws IOException {
    return new CommitFiles(tree, top, top.resolve(folder)).ignore();
  }

  @Override
  public boolean hasCache() {
    return local;
  }

  @Override
  public void close() {
    tree.close();
  }
}
