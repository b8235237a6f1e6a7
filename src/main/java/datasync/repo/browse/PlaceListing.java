package datasync.repo.browse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// `ls-url`: what is at an address.
///
/// Source: dvc 3.67 `repo/ls_url.py`.
public final class PlaceListing {
  private final Place place;
  private final boolean recursive;
  private final int level;

  /// A name at the address.
  ///
  /// @param path relative to the address; the address itself when that is a file
  /// @param folder whether it is a folder
  /// @param size its bytes, or −1
  /// @param contents what is below it, for a tree
  public record Line(String path, boolean folder, long size, List<Line> contents) {}

  /// @param recursive whether the files of all folders are listed instead of the folders
  /// @param level how deep to look, 0 for the address itself; −1 for all the way
  public PlaceListing(Place place, boolean recursive, int level) {
    this.place = place;
    this.recursive = recursive;
    this.level = level;
  }

  /// What is there, sorted by path.
  ///
  /// @throws datasync.repo.RepositoryException when there is nothing
  public List<Line> list() throws IOException {
    PlainNode top = place.look();
    if (level == 0 || !top.folder()) {
      return List.of(new Line(place.shown(), false, -1, List.of()));
    }
    if (recursive && level < 0) {
      place.readAll();
    }
    List<Line> lines = new ArrayList<>();
    walk("", 1, lines);
    lines.sort((one, other) -> one.path().compareTo(other.path()));
    return lines;
  }

  private void walk(String folder, int depth, List<Line> lines) throws IOException {
    for (PlainNode node : place.children(folder)) {
      String path = View.below(folder, node.name());
      if (!node.folder() || !recursive || depth == level) {
        lines.add(new Line(path, node.folder(), node.size(), List.of()));
      } else {
        walk(path, depth + 1, lines);
      }
    }
  }

  /// What is there with all that is below it; the top is called as dvc does.
  ///
  /// @throws datasync.repo.RepositoryException when there is nothing
  public Line tree() throws IOException {
    return branch("", place.title(), place.look(), level);
  }

  private Line branch(String path, String name, PlainNode node, int left) throws IOException {
    List<Line> contents = new ArrayList<>();
    if (node.folder() && (level < 0 || left > 0)) {
      for (PlainNode child : place.children(path)) {
        contents.add(branch(View.below(path, child.name()), child.name(), child, left - 1));
      }
    }
    return new Line(name, node.folder(), node.size(), contents);
  }
}
