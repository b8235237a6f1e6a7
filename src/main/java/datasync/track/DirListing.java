package datasync.track;

import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.Payload;
import datasync.object.Tree;
import datasync.text.CodePointOrder;
import datasync.text.FormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads and writes the listing of a tracked directory, the content of a `.dir` object.
///
/// A listing is a JSON array with an object of `md5` and `relpath` for each file, in ASCII, sorted
/// by path in code points, on one line without a line break. Both ways stream: beside the [Tree]
/// nothing grows with the number of files.
public final class DirListing {
  private static final byte[] BEFORE_DIGEST = ascii("{\"md5\": \"");
  private static final byte[] BEFORE_PATH = ascii("\", \"relpath\": \"");
  private static final byte[] BEFORE_BARE_PATH = ascii("{\"relpath\": \"");
  private static final byte[] BEHIND_PATH = ascii("\"}");
  private static final byte[] BETWEEN = ascii(", ");
  private static final String HEX = "0123456789abcdef";
  private static final byte[] HEX_DIGITS = ascii(HEX);
  private static final int HEX_OF_WORD = 16;
  private static final byte DELETE = 0x7f;
  /// The bytes of an entry before its path.
  private static final int FIXED = BEFORE_DIGEST.length + 2 * HEX_OF_WORD + BEFORE_PATH.length;
  private static final int FLUSH_AT = 1 << 16;

  private DirListing() {}

  /// A listing that was read.
  ///
  /// @param usual whether the bytes are surely those that are written for the tree, so that its id
  ///     is the one they had; false when that is not known
  public record Read(Tree tree, boolean usual) {}

  /// Reads a listing and tells whether it is written as usual; see [#read].
  public static Read readUsual(InputStream in, HashName hash, String source) throws IOException {
    ListingReader reader = new ListingReader(in, hash, source);
    Tree tree = reader.read();
    return new Read(tree, reader.isUsual());
  }

  /// Reads a listing; the stream is not closed.
  ///
  /// Keys of an entry other than `md5`, `relpath` and `size` are passed over, as DVC does.
  ///
  /// @param hash the hash the digests in it were made with: that of the listing's own name
  /// @param source the object as a person would name it
  /// @throws FormatException when it is no listing, has a path twice, or names a path that no
  ///     directory can have: empty, absolute, with an empty component, `.` or `..`, a NUL or half
  ///     a surrogate pair
  /// @throws IOException when the stream fails
  public static Tree read(InputStream in, HashName hash, String source) throws IOException {
    return new ListingReader(in, hash, source).read();
  }

  /// Reads a listing that is in memory.
  ///
  /// @throws FormatException as above
  public static Tree read(byte[] bytes, HashName hash, String source) throws FormatException {
    try {
      return read(new ByteArrayInputStream(bytes), hash, source);
    } catch (FormatException e) {
      throw e;
    } catch (IOException e) {
      throw new AssertionError("memory does not fail", e);
    }
  }

  /// Writes the bytes DVC writes; the stream is neither flushed nor closed.
  public static void write(Tree tree, OutputStream out) throws IOException {
    ByteArrayOutputStream buffer = new ByteArrayOutputStream(FLUSH_AT + 4096);
    for (int next = 0; next <= tree.size(); ) {
      next = write(tree, next, buffer);
      buffer.writeTo(out);
      buffer.reset();
    }
  }

  /// Writes what DVC would for a directory with entries of which no digest is known.
  ///
  /// @param bare the paths of these entries, sorted, none of them in the tree
  public static void write(Tree tree, List<String> bare, OutputStream out) throws IOException {
    if (bare.isEmpty()) {
      write(tree, out);
      return;
    }
    ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    buffer.write('[');
    int i = 0;
    for (int j = 0; i < tree.size() || j < bare.size(); ) {
      boolean known = j == bare.size()
          || i < tree.size()
              && CodePointOrder.INSTANCE.compare(tree.path(i), bare.get(j)) < 0;
      if (i + j > 0) {
        buffer.writeBytes(BETWEEN);
      }
      if (known) {
        writeEntry(tree, i++, buffer);
      } else {
        buffer.writeBytes(BEFORE_BARE_PATH);
        writeEscaped(bare.get(j++), buffer);
        buffer.writeBytes(BEHIND_PATH);
      }
      buffer.writeTo(out);
      buffer.reset();
    }
    out.write(']');
  }

  /// Writes the next part of a listing.
  ///
  /// @param from the first file of the part; the number of files for the end alone
  /// @return the first file of the part behind it; beyond the number of files behind the end
  static int write(Tree tree, int from, ByteArrayOutputStream out) {
    if (from == 0) {
      out.write('[');
    }
    int next = from;
    while (next < tree.size() && out.size() < FLUSH_AT) {
      if (next > 0) {
        out.writeBytes(BETWEEN);
      }
      writeEntry(tree, next, out);
      next++;
    }
    if (next == tree.size() && out.size() < FLUSH_AT) {
      out.write(']');
      next++;
    }
    return next;
  }

  private static void writeEntry(Tree tree, int index, ByteArrayOutputStream out) {
    ObjectId id = tree.id(index);
    byte[] entry = new byte[FIXED + tree.pathLength(index)];
    int at = put(BEFORE_DIGEST, entry, 0);
    at = putHex(id.high(), entry, at);
    at = putHex(id.low(), entry, at);
    at = put(BEFORE_PATH, entry, at);
    tree.copyPath(index, entry, at);
    if (isPlain(entry, at)) {
      out.writeBytes(entry);
    } else {
      out.write(entry, 0, at);
      writeEscaped(tree.path(index), out);
    }
    out.writeBytes(BEHIND_PATH);
  }

  private static int put(byte[] text, byte[] entry, int at) {
    System.arraycopy(text, 0, entry, at, text.length);
    return at + text.length;
  }

  private static int putHex(long word, byte[] entry, int at) {
    for (int i = 0; i < HEX_OF_WORD; i++) {
      entry[at + i] = HEX_DIGITS[(int) (word >>> 60 - 4 * i) & 0xf];
    }
    return at + HEX_OF_WORD;
  }

  /// Whether bytes stand for themselves in a listing.
  private static boolean isPlain(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      byte each = bytes[i];
      if (each < ' ' || each == '"' || each == '\\' || each == DELETE) {
        return false;
      }
    }
    return true;
  }

  /// The listing as an object to store, written anew each time it is opened, so that it takes no
  /// memory however many files there are.
  public static Payload payload(Tree tree) {
    return new ListingPayload(tree);
  }

  /// The bytes DVC writes.
  public static byte[] bytes(Tree tree) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      write(tree, out);
    } catch (IOException e) {
      throw new AssertionError("memory does not fail", e);
    }
    return out.toByteArray();
  }

  private static void writeEscaped(String path, ByteArrayOutputStream out) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      switch (c) {
        case '"', '\\' -> escape(c, out);
        case '\n' -> escape('n', out);
        case '\r' -> escape('r', out);
        case '\t' -> escape('t', out);
        case '\b' -> escape('b', out);
        case '\f' -> escape('f', out);
        default -> {
          if (c >= 0x20 && c < 0x7f) {
            out.write(c);
          } else {
            escape('u', out);
            for (int shift = 12; shift >= 0; shift -= 4) {
              out.write(HEX.charAt(c >> shift & 0xf));
            }
          }
        }
      }
    }
  }

  private static void escape(char letter, ByteArrayOutputStream out) {
    out.write('\\');
    out.write(letter);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
