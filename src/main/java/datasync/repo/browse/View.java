package datasync.repo.browse;

import datasync.object.Payload;
import datasync.repo.Repository;
import datasync.repo.RepositoryException;
import datasync.repo.Stages;
import datasync.text.CodePointOrder;
import datasync.workspace.DvcIgnore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A project at one revision, its files and what it tracks merged into one tree, without what
/// `.dvcignore` hides; read-only.
///
/// The projects inside it are not listed with their parent, and are shown when they are asked for.
/// For one thread, apart from [#payload]'s streams.
public final class View implements Closeable {
  private final PlainFiles files;
  private final Views views;
  private final String here;
  private final Map<String, ProjectData> projects = new TreeMap<>();

  /// @param here the folder that relative paths start from, in the view
  View(PlainFiles files, Views views, String here) {
    this.files = files;
    this.views = views;
    this.here = here;
  }

  /// The path in the view that a person means: relative to the working directory when that lies in
  /// the view, else to its top. The top is its own parent.
  ///
  /// @param given as typed; empty for the top
  public String path(String given) {
    if (given.isEmpty()) {
      return "";
    }
    String whole = given.replace('\\', '/');
    if (whole.startsWith("/")) {
      Path absolute = Path.of(whole).normalize();
      whole = files.top().relativize(absolute).toString();
    } else {
      whole = here + "/" + whole;
    }
    return normal(whole);
  }

  /// A path from the top, without `.` and `..`; nothing leads above the top.
  static String normal(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/")) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }

  /// The folder that relative paths start from, relative to the top.
  String here() {
    return here;
  }

  /// What is at a path.
  ///
  /// @throws NoSuchFileException when there is nothing, or it is ignored
  /// @throws IOException when the listing it stands in cannot be had
  public ViewEntry find(String path) throws IOException {
    ProjectData project = project(path);
    Optional<ProjectData.Data> data = project.find(project.key(path));
    Optional<PlainNode> node = files.find(path);
    if (node.isPresent() && project.hides(path, node.get().folder())) {
      node = Optional.empty();
    }
    if (node.isEmpty() && data.isPresent() && isBehindFile(path)) {
      data = Optional.empty();
    }
    if (node.isEmpty() && data.isEmpty()) {
      throw new NoSuchFileException(shown(path));
    }
    return merged(path, node.orElse(null), data.orElse(null));
  }

  private String shown(String path) {
    return path.isEmpty() ? "." : path;
  }

  private boolean isBehindFile(String path) throws IOException {
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      Optional<PlainNode> node = files.find(path.substring(0, slash));
      if (node.isPresent()) {
        return !node.get().folder();
      }
    }
    return false;
  }

  private static ViewEntry merged(String path, PlainNode node, ProjectData.Data data) {
    boolean output = data != null && data.isOutput();
    boolean folder = node == null ? data.folder() : node.folder();
    long size = node == null ? data.size() : node.size();
    return new ViewEntry(
        path,
        new ViewEntry.Place(node != null, output, folder, node != null && node.executable()),
        size,
        data == null ? "" : data.hash(),
        node == null ? data.id() : null);
  }

  /// What is right below a folder, sorted by name; nothing below a file.
  ///
  /// @param dataOnly whether only outputs and the folders above them count
  /// @throws NoSuchFileException when there is no such folder
  public List<ViewEntry> children(String path, boolean dataOnly) throws IOException {
    ProjectData project = project(path);
    Optional<ProjectData.Data> data = project.find(project.key(path));
    Optional<PlainNode> node = dataOnly ? Optional.empty() : files.find(path);
    if (node.isEmpty() && data.isEmpty()) {
      throw new NoSuchFileException(shown(path));
    }
    boolean alike =
        node.isEmpty() || data.isEmpty() || node.get().folder() == data.get().folder();
    Map<String, ProjectData.Data> tracked =
        data.isPresent() && alike ? project.children(project.key(path)) : Map.of();
    Map<String, PlainNode> there = new TreeMap<>(CodePointOrder.INSTANCE);
    for (PlainNode child : node.isPresent() ? files.children(path) : List.<PlainNode>of()) {
      if (!project.hides(below(path, child.name()), child.folder())) {
        there.put(child.name(), child);
      }
    }
    TreeMap<String, ViewEntry> entries = new TreeMap<>(CodePointOrder.INSTANCE);
    for (Map.Entry<String, PlainNode> child : there.entrySet()) {
      String name = child.getKey();
      entries.put(name, merged(below(path, name), child.getValue(), tracked.get(name)));
    }
    for (Map.Entry<String, ProjectData.Data> child : tracked.entrySet()) {
      String name = child.getKey();
      if (!there.containsKey(name)) {
        entries.put(name, merged(below(path, name), null, child.getValue()));
      }
    }
    return new ArrayList<>(entries.values());
  }

  /// All files below a folder, without DVC's own, depth first, sorted by name.
  public List<ViewEntry> files(String path) throws IOException {
    List<ViewEntry> found = new ArrayList<>();
    collect(path, found);
    return found;
  }

  private void collect(String path, List<ViewEntry> found) throws IOException {
    for (ViewEntry entry : children(path, false)) {
      if (isMetadata(entry.name())) {
        continue;
      }
      if (entry.isFolder()) {
        collect(entry.path(), found);
      } else {
        found.add(entry);
      }
    }
  }

  /// Whether a name is one of DVC's own, which nobody wants to copy along with data.
  public static boolean isMetadata(String name) {
    return Stages.isMetadata(name) || name.equals(DvcIgnore.FILE);
  }

  static String below(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  /// The bytes of a file: those that are there, else those that are recorded. The streams of the
  /// latter fail at their end when the bytes are not what is recorded.
  ///
  /// @throws IOException when they cannot be had; some of that shows only when they are opened
  public Payload payload(ViewEntry entry) throws IOException {
    if (entry.isPresent()) {
      return files.payload(entry.path());
    }
    ProjectData project = project(entry.path());
    ProjectData.Data data =
        project
            .find(project.key(entry.path()))
            .orElseThrow(() -> new NoSuchFileException(entry.path()));
    return project.contents().payload(data);
  }

  /// Where the remote of the project keeps the content of an output or a part of one; whether it
  /// is there is not looked at.
  ///
  /// @throws RepositoryException when the path is not tracked, or there is no remote
  public String storage(String path) throws IOException {
    ProjectData project = project(path);
    Optional<ProjectData.Data> data = project.find(project.key(path));
    if (data.isEmpty() || !data.get().isOutput() || data.get().id() == null) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "unable to find DVC file with output '" + shown(path) + "'",
          "only what DVC tracks has a place on a remote");
    }
    return project.contents().storage(data.get());
  }

  /// The project that a path of the view belongs to.
  private ProjectData project(String path) throws IOException {
    String prefix = path;
    while (!prefix.isEmpty() && !isProject(prefix)) {
      int slash = prefix.lastIndexOf('/');
      prefix = slash < 0 ? "" : prefix.substring(0, slash);
    }
    ProjectData known = projects.get(prefix);
    if (known == null) {
      known =
          prefix.isEmpty() && !isProject("")
              ? ProjectData.none(files)
              : ProjectData.read(files, prefix, views);
      projects.put(prefix, known);
    }
    return known;
  }

  private boolean isProject(String folder) throws IOException {
    if (projects.containsKey(folder) && !folder.isEmpty()) {
      return true;
    }
    Optional<PlainNode> node = files.find(below(folder, Repository.FOLDER));
    return node.isPresent() && node.get().folder();
  }

  @Override
  public void close() throws IOException {
    for (ProjectData project : projects.values()) {
      project.close();
    }
    files.close();
  }
}
