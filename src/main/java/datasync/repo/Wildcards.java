package datasync.repo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Expands `*`, `?`, `[…]` and `**` in targets, as `dvc --glob` does: names that begin with a dot
/// need a dot in the pattern, `**` stands for any folders, links to folders are not followed.
public final class Wildcards {
  private Wildcards() {}

  /// The paths that patterns match, relative as written, each pattern's sorted.
  ///
  /// @param directory where relative patterns start
  /// @throws RepositoryException when none matches anything
  public static List<String> expand(List<String> patterns, Path directory) throws IOException {
    List<String> found = new ArrayList<>();
    for (String pattern : patterns) {
      boolean absolute = pattern.startsWith("/");
      String[] parts = pattern.split("/");
      Path start = absolute ? Path.of("/") : directory;
      walk(start, absolute ? "/" : "", parts, absolute ? 1 : 0, found);
    }
    if (found.isEmpty()) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "nothing matches " + String.join(", ", patterns),
          "quote the pattern so that the shell leaves it alone");
    }
    return found;
  }

  private static void walk(Path at, String prefix, String[] parts, int index, List<String> found)
      throws IOException {
    if (index == parts.length) {
      if (!prefix.isEmpty()) {
        found.add(prefix.substring(0, prefix.length() - 1));
      }
      return;
    }
    String part = parts[index];
    if (part.equals("**")) {
      walk(at, prefix, parts, index + 1, found);
      for (String name : children(at)) {
        Path child = at.resolve(name);
        if (name.charAt(0) != '.' && Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          walk(child, prefix + name + "/", parts, index, found);
        } else if (name.charAt(0) != '.' && index + 1 == parts.length) {
          found.add(prefix + name);
        }
      }
    } else if (!hasMagic(part)) {
      Path child = at.resolve(part);
      if (Files.exists(child, LinkOption.NOFOLLOW_LINKS)) {
        walk(child, prefix + part + "/", parts, index + 1, found);
      }
    } else {
      for (String name : children(at)) {
        boolean hidden = name.charAt(0) == '.' && part.charAt(0) != '.';
        if (!hidden && matches(part, 0, name, 0)) {
          walk(at.resolve(name), prefix + name + "/", parts, index + 1, found);
        }
      }
    }
  }

  private static boolean hasMagic(String part) {
    return part.indexOf('*') >= 0 || part.indexOf('?') >= 0 || part.indexOf('[') >= 0;
  }

  private static List<String> children(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          names.add(entry.getFileName().toString());
        }
      }
    }
    names.sort(null);
    return names;
  }

  /// Whether a pattern without `/` matches a name. A `*` tries its shortest reach first and only
  /// the last one is reconsidered, so that the time is bounded by the product of the lengths.
  static boolean matches(String pattern, int patternStart, String name, int nameStart) {
    int p = patternStart;
    int n = nameStart;
    int star = -1;
    int retry = 0;
    while (n < name.length()) {
      int next = p < pattern.length() ? step(pattern, p, name.charAt(n)) : -1;
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        retry = n;
      } else if (next > 0) {
        p = next;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /// The index behind the pattern element that matches a character, or −1.
  private static int step(String pattern, int at, char each) {
    char element = pattern.charAt(at);
    if (element == '?') {
      return at + 1;
    }
    int close = element == '[' ? closing(pattern, at) : -1;
    if (close < 0) {
      return element == each ? at + 1 : -1;
    }
    int from = at + 1;
    boolean negated = pattern.charAt(from) == '!';
    boolean inside = false;
    for (int i = negated ? from + 1 : from; i < close; i++) {
      if (i + 2 < close && pattern.charAt(i + 1) == '-') {
        inside |= each >= pattern.charAt(i) && each <= pattern.charAt(i + 2);
        i += 2;
      } else {
        inside |= pattern.charAt(i) == each;
      }
    }
    return inside != negated ? close + 1 : -1;
  }

  /// The bracket that closes a set; one right behind the opening belongs to the set.
  private static int closing(String pattern, int open) {
    int from = open + 1;
    if (from < pattern.length() && pattern.charAt(from) == '!') {
      from++;
    }
    return pattern.indexOf(']', from + 1);
  }
}
