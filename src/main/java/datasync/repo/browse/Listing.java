package datasync.repo.browse;

import datasync.repo.RepositoryException;
import datasync.text.CodePointOrder;
import datasync.track.Project;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `ls`: what is in a project.
///
/// Source: dvc 3.67 `repo/ls.py`.
public final class Listing {
  private final View view;
  private final Options options;

  /// How to list.
  ///
  /// @param recursive whether the files of all folders below are listed instead of the folders
  /// @param dataOnly whether only what is tracked is listed
  /// @param level how deep to look, 0 for the path itself; −1 for all the way
  public record Options(boolean recursive, boolean dataOnly, int level) {}

  /// An entry and what a list calls it.
  ///
  /// @param name the path relative to what was listed
  /// @param entry the entry
  public record Line(String name, ViewEntry entry) {}

  /// An entry of a tree.
  ///
  /// @param name its name; for the top the path as it was typed
  /// @param entry the entry
  /// @param contents what is below it, sorted
  public record Branch(String name, ViewEntry entry, List<Branch> contents) {}

  /// @param view where to look
  public Listing(View view, Options options) {
    this.view = view;
    this.options = options;
  }

  /// The entries below a path, or the one at it, sorted by name.
  ///
  /// @param given the path as typed, empty for the top
  /// @throws NoSuchFileException when there is nothing
  public List<Line> list(String given) throws IOException {
    String path = view.path(given);
    ViewEntry top = view.find(path);
    int level = options.recursive() ? options.level() : -1;
    if (level < -1) {
      throw new RepositoryException(
          RepositoryException.Kind.USAGE, "`--level` cannot be negative");
    }
    if (level == 0 || !top.isFolder()) {
      String name = given.substring(given.lastIndexOf('/') + 1);
      return List.of(new Line(name.isEmpty() ? "." : name, top));
    }
    Map<String, ViewEntry> found = new TreeMap<>(CodePointOrder.INSTANCE);
    String from = given.isEmpty() ? view.here() : path;
    walk(path, 1, level, from, found);
    List<Line> lines = new ArrayList<>(found.size());
    found.forEach((name, entry) -> lines.add(new Line(name, entry)));
    return lines;
  }

  private void walk(String folder, int depth, int level, String from, Map<String, ViewEntry> found)
      throws IOException {
    boolean last = !options.recursive() || depth == level;
    for (ViewEntry entry : children(folder)) {
      if (!entry.isFolder() || last) {
        found.put(name(folder, from, entry), entry);
      } else {
        walk(entry.path(), depth + 1, level, from, found);
      }
    }
  }

  private static String name(String folder, String from, ViewEntry entry) {
    if (folder.equals(from)) {
      return entry.name();
    }
    if (from.isEmpty()) {
      return entry.path();
    }
    return folder.startsWith(from + "/")
        ? entry.path().substring(from.length() + 1)
        : Project.relative(Path.of("/" + from), Path.of("/" + folder)) + "/" + entry.name();
  }

  private List<ViewEntry> children(String folder) throws IOException {
    try {
      return view.children(folder, options.dataOnly());
    } catch (NoSuchFileException nothingTracked) {
      return List.of();
    }
  }

  /// The entry at a path with all that is below it.
  ///
  /// @param given the path as typed, empty for the top
  /// @throws NoSuchFileException when there is nothing
  public Branch tree(String given) throws IOException {
    return branch(given.isEmpty() ? "." : given, view.find(view.path(given)), options.level());
  }

  private Branch branch(String name, ViewEntry entry, int level) throws IOException {
    List<Branch> contents = new ArrayList<>();
    if (entry.isFolder() && (options.level() < 0 || level > 0)) {
      for (ViewEntry child : children(entry.path())) {
        contents.add(branch(child.name(), child, level - 1));
      }
    }
    return new Branch(name, entry, contents);
  }
}
