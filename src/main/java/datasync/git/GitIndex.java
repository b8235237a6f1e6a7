package datasync.git;

import datasync.text.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;

/// The paths that Git tracks, read from the index file.
///
/// Source: Git's `gitformat-index`, versions 2, 3 and 4. A split or sparse index is refused.
public final class GitIndex {
  private static final int MAGIC = 0x44495243;
  private static final int FIXED = 62;
  private static final int EXTENDED = 0x4000;
  private static final int NAME_MASK = 0xfff;
  private static final int LINK = 0x6c696e6b;
  private static final int SPARSE = 0x73646972;
  private static final int CHECKSUM = 20;

  private final TreeSet<String> paths = new TreeSet<>();

  private GitIndex() {}

  /// Reads the index of a working tree; one that is not there has no paths.
  ///
  /// @throws FormatException when it is of a kind this cannot read
  public static GitIndex read(GitRepository repository) throws IOException {
    GitIndex index = new GitIndex();
    Path file = repository.directory().resolve("index");
    if (Files.isRegularFile(file)) {
      index.parse(ByteBuffer.wrap(Files.readAllBytes(file)), file.toString());
    }
    return index;
  }

  /// Whether a path, or anything below it, is tracked.
  ///
  /// @param relative the path relative to the top of the working tree, with `/`
  public boolean tracks(String relative) {
    if (paths.contains(relative)) {
      return true;
    }
    String next = paths.ceiling(relative + "/");
    return next != null && next.startsWith(relative + "/");
  }

  private void parse(ByteBuffer in, String source) throws FormatException {
    if (in.remaining() < 12 || in.getInt() != MAGIC) {
      throw new FormatException(source, 0, 0, "not a Git index");
    }
    int version = in.getInt();
    if (version < 2 || version > 4) {
      throw new FormatException(source, 0, 0, "a Git index of version " + version);
    }
    int count = in.getInt();
    byte[] previous = new byte[0];
    try {
      for (int i = 0; i < count; i++) {
        int start = in.position();
        int flags = in.getShort(start + FIXED - 2);
        in.position(start + FIXED + (version >= 3 && (flags & EXTENDED) != 0 ? 2 : 0));
        byte[] name = version == 4 ? delta(in, previous) : plain(in, flags);
        if (version < 4) {
          int length = in.position() - start;
          in.position(start + (length + 8) / 8 * 8);
        }
        paths.add(new String(name, StandardCharsets.UTF_8));
        previous = name;
      }
      checkWhole(in, source);
    } catch (java.nio.BufferUnderflowException | IllegalArgumentException
        | IndexOutOfBoundsException cut) {
      throw new FormatException(source, 0, 0, "a Git index that is cut short");
    }
  }

  /// Refuses an index whose extensions say that some paths are elsewhere.
  private static void checkWhole(ByteBuffer in, String source) throws FormatException {
    while (in.remaining() >= CHECKSUM + 8) {
      int extension = in.getInt();
      int length = in.getInt();
      if (extension == LINK) {
        throw new FormatException(
            source, 0, 0, "a split index; `git update-index --no-split-index` makes it whole");
      }
      if (extension == SPARSE) {
        throw new FormatException(source, 0, 0,
            "a sparse index; `git sparse-checkout reapply --no-sparse-index` makes it whole");
      }
      in.position(in.position() + length);
    }
  }

  private static byte[] plain(ByteBuffer in, int flags) {
    int length = flags & NAME_MASK;
    if (length == NAME_MASK) {
      length = 0;
      while (in.get(in.position() + length) != 0) {
        length++;
      }
    }
    byte[] name = new byte[length];
    in.get(name);
    return name;
  }

  private static byte[] delta(ByteBuffer in, byte[] previous) {
    int each = in.get() & 0xff;
    int drop = each & 0x7f;
    while ((each & 0x80) != 0) {
      each = in.get() & 0xff;
      drop = (drop + 1 << 7) + (each & 0x7f);
    }
    int length = 0;
    while (in.get(in.position() + length) != 0) {
      length++;
    }
    int kept = previous.length - drop;
    if (kept < 0 || kept > previous.length) {
      throw new IndexOutOfBoundsException(kept);
    }
    byte[] name = java.util.Arrays.copyOf(previous, kept + length);
    in.get(name, kept, length);
    in.get();
    return name;
  }
}
