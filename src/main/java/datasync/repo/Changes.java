package datasync.repo;

import datasync.text.CodePointOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Differences between two states of the tracked data, path by path.
///
/// Source: spec `dvc-format.md` 22.2 (`data status`), dvc-data `index/diff.py`.
public final class Changes {
  private static final Comparator<Entry> BY_COMPONENTS =
      (left, right) ->
          Arrays.compare(
              left.path().split("/", -1), right.path().split("/", -1), CodePointOrder.INSTANCE);

  private final List<Entry> added = new ArrayList<>();
  private final List<Entry> deleted = new ArrayList<>();
  private final List<Pair> modified = new ArrayList<>();
  private final List<String> unchanged = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private final List<Pair> renamed = new ArrayList<>();

  /// A path in one state.
  ///
  /// @param path relative to the root
  /// @param directory whether it is a directory
  /// @param hash hash name, `:` and digest; empty when there is none
  public record Entry(String path, boolean directory, String hash) {
    /// The path; that of a directory ends in `/`.
    public String shown() {
      return directory ? path + "/" : path;
    }

    /// The digest alone.
    public String digest() {
      return hash.substring(hash.indexOf(':') + 1);
    }
  }

  /// What was there, and what it became.
  public record Pair(Entry old, Entry current) {}

  void add(String path, boolean directory, String hash) {
    added.add(new Entry(path, directory, hash));
  }

  void delete(String path, boolean directory, String hash) {
    deleted.add(new Entry(path, directory, hash));
  }

  void modify(String path, Side old, Side now) {
    modified.add(
        new Pair(
            new Entry(path, old.directory(), old.value()),
            new Entry(path, now.directory(), now.value())));
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
    Map<String, ArrayDeque<Entry>> gone = new HashMap<>();
    for (Entry entry : deleted) {
      if (!entry.hash().isEmpty()) {
        gone.computeIfAbsent(entry.hash(), any -> new ArrayDeque<>()).add(entry);
      }
    }
    Set<Entry> moved = new HashSet<>();
    added.removeIf(
        entry -> {
          ArrayDeque<Entry> queue = gone.get(entry.hash());
          if (queue == null || queue.isEmpty()) {
            return false;
          }
          Entry source = queue.poll();
          moved.add(source);
          renamed.add(new Pair(source, entry));
          return true;
        });
    deleted.removeAll(moved);
  }

  /// What came.
  public List<Entry> added() {
    return added;
  }

  /// What went.
  public List<Entry> deleted() {
    return deleted;
  }

  /// What has other content, or became a directory or a file.
  public List<Pair> modified() {
    return modified;
  }

  /// What has the content that another path had.
  public List<Pair> renamed() {
    return renamed;
  }

  /// Paths with the same content; directories end in `/`.
  public List<String> unchanged() {
    return unchanged;
  }

  /// Paths of a directory whose other side is not known, because its listing is missing.
  public List<String> unknown() {
    return unknown;
  }
}
