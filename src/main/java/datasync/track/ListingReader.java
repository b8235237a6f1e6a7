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

  private final PlainEntries plain;
  private final HashName hash;
  private final String source;
  private final Tree.Builder tree;
  private boolean usual;

  ListingReader(InputStream in, HashName hash, String source) {
    this.hash = hash;
    this.source = source;
    this.tree = new Tree.Builder(hash, 0);
    this.plain = new PlainEntries(in, tree);
  }

  Tree read() throws IOException {
    usual = plain.read();
    if (!usual) {
      others(new JsonTokens(plain.rest(), source, plain.passed()));
    }
    usual &= tree.isSorted();
    try {
      return tree.build();
    } catch (IllegalArgumentException twice) {
      throw new FormatException(source, 0, 0, "the same path " + twice.getMessage());
    }
  }

  /// Whether the bytes were those that are written for the tree.
  boolean isUsual() {
    return usual;
  }

  /// Reads the entries from the first that is not written as usual.
  private void others(JsonTokens json) throws IOException {
    boolean atEntry = plain.passed() > 0;
    if (!atEntry) {
      json.expect('[', "a listing is a JSON array");
    }
    if (atEntry || !json.skipIf(']')) {
      do {
        entry(json);
      } while (json.comma(']'));
    }
    json.end();
  }

  private void entry(JsonTokens json) throws IOException {
    json.skipBlanks();
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
