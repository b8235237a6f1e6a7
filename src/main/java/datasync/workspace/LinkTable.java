package datasync.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which outputs were linked to the cache and how they looked then, so that one that nothing names
/// any more can be removed if it was not touched.
///
/// Our own file, a line for each output: a fingerprint over path, inode, time and size of all its
/// files in hexadecimal, a blank, the path relative to the root with line ends escaped. Outputs
/// that DVC linked are in its database; they are not known here and are never removed by us. A
/// damaged file is an empty table. Safe for several threads.
public final class LinkTable {
  private static final String HEADER = "datasync links 1";
  private static final int DIGITS = 16;
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private final Path file;
  private final Path root;

  /// What was recorded since the file was read.
  private final SortedMap<String, Long> recorded = new TreeMap<>();

  private final Set<String> forgotten = new HashSet<>();

  private LinkTable(Path file, Path root) {
    this.file = file;
    this.root = root;
  }

  /// Opens a table; a file that is not there or damaged is an empty table.
  ///
  /// @param file where it is kept, such as `.dvc/tmp/datasync/links`
  /// @param root the top of the workspace
  public static LinkTable open(Path file, Path root) {
    return new LinkTable(file, root);
  }

  /// What one file adds to the fingerprint of its output.
  static long fingerprint(long state, Stamp stamp) {
    long mixed = (state ^ stamp.modifiedNanos()) * PRIME;
    mixed = (mixed ^ mixed >>> 32 ^ stamp.inode()) * PRIME;
    mixed = (mixed ^ mixed >>> 32 ^ stamp.size()) * PRIME;
    return mixed ^ mixed >>> 32;
  }

  /// Remembers an output; one outside the root is not.
  synchronized void record(Path output, long fingerprint) {
    if (output.startsWith(root)) {
      String key = root.relativize(output).toString();
      recorded.put(key, fingerprint);
      forgotten.remove(key);
    }
  }

  /// Forgets an output.
  synchronized void forget(Path output) {
    String key = root.relativize(output).toString();
    recorded.remove(key);
    forgotten.add(key);
  }

  /// All outputs by their path relative to the root.
  synchronized Map<String, Long> all() {
    SortedMap<String, Long> all = read();
    all.keySet().removeAll(forgotten);
    all.putAll(recorded);
    return all;
  }

  private SortedMap<String, Long> read() {
    SortedMap<String, Long> found = new TreeMap<>();
    try {
      String text = Files.readString(file);
      if (!text.startsWith(HEADER)) {
        return found;
      }
      for (int at = text.indexOf('\n') + 1; at > 0 && at < text.length(); ) {
        int end = text.indexOf('\n', at);
        if (end < 0) {
          break;
        }
        if (end > at + DIGITS) {
          long fingerprint = HexFormat.fromHexDigitsToLong(text, at, at + DIGITS);
          found.put(unescape(text.substring(at + DIGITS + 1, end)), fingerprint);
        }
        at = end + 1;
      }
      return found;
    } catch (IOException | IllegalArgumentException damaged) {
      return new TreeMap<>();
    }
  }

  /// Writes the table when it changed; a failure to write is not an error.
  public synchronized void save() {
    if (recorded.isEmpty() && forgotten.isEmpty()) {
      return;
    }
    SortedMap<String, Long> before = read();
    Map<String, Long> all = all();
    if (all.equals(before)) {
      return;
    }
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    all.forEach(
        (path, fingerprint) ->
            text.append(HexFormat.of().toHexDigits(fingerprint))
                .append(' ')
                .append(escape(path))
                .append('\n'));
    try {
      Files.createDirectories(file.getParent());
      Path temporary = file.resolveSibling(file.getFileName() + "." + System.nanoTime() + ".tmp");
      try {
        Files.write(temporary, text.toString().getBytes(StandardCharsets.UTF_8));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException unwritable) {
      return;
    }
    recorded.clear();
    forgotten.clear();
  }

  private static String escape(String path) {
    return path.replace("\\", "\\\\").replace("\n", "\\n");
  }

  private static String unescape(String text) {
    StringBuilder path = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '\\' && i + 1 < text.length()) {
        i++;
        path.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
      } else {
        path.append(each);
      }
    }
    return path.toString();
  }
}
