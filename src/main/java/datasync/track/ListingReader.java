package datasync.track;

import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.text.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// One pass over a listing.
final class ListingReader {
  /// More than any file system takes; what a [Tree] can hold.
  private static final int LONGEST = 20_000;

  private final JsonTokens json;
  private final HashName hash;
  private final Tree.Builder tree;

  ListingReader(InputStream in, HashName hash, String source) {
    this.json = new JsonTokens(in, source);
    this.hash = hash;
    this.tree = new Tree.Builder(hash, 0);
  }

  Tree read() throws IOException {
    json.expect('[', "a listing is a JSON array");
    if (!json.skipIf(']')) {
      do {
        entry();
      } while (json.comma(']'));
    }
    json.end();
    try {
      return tree.build();
    } catch (IllegalArgumentException twice) {
      throw new FormatException(json.source(), 0, 0, "the same path " + twice.getMessage());
    }
  }

  private void entry() throws IOException {
    int line = json.line();
    int column = json.column();
    json.expect('{', "an entry is a JSON object");
    String path = null;
    String digest = null;
    long size = -1;
    if (!json.skipIf('}')) {
      do {
        String key = json.key();
        switch (key) {
          case "relpath" -> path = json.stringOrNull();
          case "md5" -> digest = json.stringOrNull();
          case "size" -> size = json.sizeOrSkip();
          default -> json.skipValue();
        }
      } while (json.comma('}'));
    }
    if (path == null || digest == null) {
      throw new FormatException(
          json.source(), line, column, "an entry without `relpath` or `md5`");
    }
    Optional<ObjectId> id = ObjectId.parse(hash, digest);
    if (id.isEmpty() || id.get().isTree()) {
      throw new FormatException(json.source(), line, column, "no digest: `" + digest + "`");
    }
    String reason = unsafe(path);
    if (!reason.isEmpty()) {
      throw new FormatException(json.source(), line, column, reason);
    }
    try {
      tree.add(path, id.get(), size);
    } catch (IllegalArgumentException broken) {
      throw new FormatException(
          json.source(), line, column,
          path.length() > LONGEST ? "a path of " + path.length() + " characters"
              : "a path that cannot be written in UTF-8");
    }
  }

  /// Why a path cannot lie in a directory, or the empty string.
  private static String unsafe(String path) {
    int start = 0;
    while (true) {
      int end = path.indexOf('/', start);
      int length = (end < 0 ? path.length() : end) - start;
      if (length == 0) {
        return "a path with an empty component: `" + path + "`";
      }
      if (path.charAt(start) == '.'
          && (length == 1 || length == 2 && path.charAt(start + 1) == '.')) {
        return "a path with `.` or `..`: `" + path + "`";
      }
      if (end < 0) {
        return path.indexOf('\0') < 0 ? "" : "a path with a NUL character";
      }
      start = end + 1;
    }
  }
}
