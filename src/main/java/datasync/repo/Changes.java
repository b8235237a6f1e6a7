package datasync.repo;

import datasync.object.ObjectId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;

/// Differences between two states of the tracked data, path by path.
///
/// Source: spec `dvc-format.md` 22.2 (`data status`), dvc-data `index/diff.py`.
public final class Changes {
  private static final Comparator<Entry> BY_COMPONENTS =
      (left, right) -> Arrays.compare(left.path().split("/", -1), right.path().split("/", -1));

  private final List<Entry> added = new ArrayList<>();
  private final List<Entry> deleted = new ArrayList<>();
  private final List<String> modified = new ArrayList<>();
  private final List<String> unchanged = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private final List<Rename> renamed = new ArrayList<>();

  /// A path that came or went.
  private record Entry(String path, boolean directory, ObjectId id) {
    String shown() {
      return directory ? path + "/" : path;
    }
  }

  /// A path that has the content another one had.
  public record Rename(String old, String current) {}

  void add(String path, boolean directory, ObjectId id) {
    added.add(new Entry(path, directory, id));
  }

  void delete(String path, boolean directory, ObjectId id) {
    deleted.add(new Entry(path, directory, id));
  }

  void modify(String path, boolean directory) {
    modified.add(directory ? path + "/" : path);
  }

  void keep(String path, boolean directory) {
    unchanged.add(directory ? path + "/" : path);
  }

  void unknown(String path) {
    unknown.add(path);
  }

  /// Pairs what came with what went, content by content, in the order of paths.
  void findRenames() {
    added.sort(BY_COMPONENTS);
    deleted.sort(BY_COMPONENTS);
    Map<ObjectId, ArrayDeque<Entry>> gone = new HashMap<>();
    for (Entry entry : deleted) {
      if (entry.id() != null) {
        gone.computeIfAbsent(entry.id(), any -> new ArrayDeque<>()).add(entry);
      }
    }
    List<Entry> moved = new ArrayList<>();
    added.removeIf(
        entry -> {
          ArrayDeque<Entry> queue = entry.id() == null ? null : gone.get(entry.id());
          if (queue == null || queue.isEmpty()) {
            return false;
          }
          Entry source = queue.poll();
          moved.add(source);
          renamed.add(new Rename(source.shown(), entry.shown()));
          return true;
        });
    deleted.removeAll(moved);
  }

  /// Paths that came; directories end in `/`.
  public List<String> added() {
    return shown(added);
  }

  /// Paths that went.
  public List<String> deleted() {
    return shown(deleted);
  }

  /// Paths with other content.
  public List<String> modified() {
    return modified;
  }

  /// Paths that moved.
  public List<Rename> renamed() {
    return renamed;
  }

  /// Paths with the same content.
  public List<String> unchanged() {
    return unchanged;
  }

  /// Paths of a directory whose other side is not known, because its listing is missing.
  public List<String> unknown() {
    return unknown;
  }

  private static List<String> shown(List<Entry> entries) {
    List<String> paths = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      paths.add(entry.shown());
    }
    return paths;
  }
}
