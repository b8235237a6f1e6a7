package datasync.backend.ssh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Files and folders in memory, by absolute path. For one thread at a time.
final class FakeTree {
  private final TreeMap<String, Node> nodes = new TreeMap<>();

  /// A file, or a folder when it has no bytes.
  static final class Node {
    private byte[] bytes;
    private int size;

    private Node(boolean folder) {
      bytes = folder ? null : new byte[0];
    }

    boolean isFolder() {
      return bytes == null;
    }

    int size() {
      return size;
    }

    void truncate() {
      size = 0;
    }

    byte[] range(long from, int length) {
      int start = (int) Math.min(from, size);
      return Arrays.copyOfRange(bytes, start, Math.min(size, start + length));
    }

    void write(long at, byte[] data) {
      int end = (int) at + data.length;
      if (end > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
      }
      System.arraycopy(data, 0, bytes, (int) at, data.length);
      size = Math.max(size, end);
    }
  }

  FakeTree() {
    nodes.put("/", new Node(true));
  }

  Node find(String path) {
    return nodes.get(path);
  }

  boolean hasParent(String path) {
    int slash = path.lastIndexOf('/');
    Node parent = nodes.get(slash == 0 ? "/" : path.substring(0, slash));
    return parent != null && parent.isFolder();
  }

  Node make(String path, boolean folder) {
    Node made = new Node(folder);
    nodes.put(path, made);
    return made;
  }

  void remove(String path) {
    nodes.remove(path);
  }

  void move(String from, String to) {
    nodes.put(to, nodes.remove(from));
  }

  /// The names in a folder with what they are.
  Map<String, Node> children(String folder) {
    String start = folder.endsWith("/") ? folder : folder + "/";
    Map<String, Node> found = new TreeMap<>();
    nodes.tailMap(start, false).forEach(
        (path, node) -> {
          if (path.startsWith(start) && path.indexOf('/', start.length()) < 0) {
            found.put(path.substring(start.length()), node);
          }
        });
    return found;
  }

  /// The paths of all files.
  List<String> files() {
    List<String> found = new ArrayList<>();
    nodes.forEach(
        (path, node) -> {
          if (!node.isFolder()) {
            found.add(path);
          }
        });
    return found;
  }
}
