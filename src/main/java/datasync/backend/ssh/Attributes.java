package datasync.backend.ssh;

import java.io.IOException;

/// What a server tells about a file.
///
/// @param size bytes, or −1 when it does not tell
/// @param mode type and permissions as Unix has them, or −1 when it does not tell
record Attributes(long size, int mode) {
  private static final int SIZE = 1;
  private static final int OWNER = 2;
  private static final int PERMISSIONS = 4;
  private static final int TIMES = 8;
  private static final int MORE = 0x80000000;

  private static final int TYPE = 0170000;
  private static final int FOLDER = 0040000;
  private static final int LINK = 0120000;
  private static final int FILE = 0100000;

  static Attributes read(Reply reply) throws IOException {
    int flags = reply.int32();
    long size = (flags & SIZE) == 0 ? -1 : reply.int64();
    if ((flags & OWNER) != 0) {
      reply.int64();
    }
    int mode = (flags & PERMISSIONS) == 0 ? -1 : reply.int32();
    if ((flags & TIMES) != 0) {
      reply.int64();
    }
    if ((flags & MORE) != 0) {
      int count = reply.int32();
      for (int i = 0; i < count; i++) {
        reply.view();
        reply.view();
      }
    }
    if (size < -1) {
      throw Reply.malformed("a file of a negative size");
    }
    return new Attributes(size, mode);
  }

  /// The same with the type that the first letter of a line as of `ls -l` tells, where nothing
  /// else does.
  Attributes typedBy(String line) {
    if (mode != -1 && (mode & TYPE) != 0 || line.isEmpty()) {
      return this;
    }
    return switch (line.charAt(0)) {
      case 'd' -> new Attributes(size, FOLDER);
      case 'l' -> new Attributes(size, LINK);
      case '-' -> new Attributes(size, FILE);
      default -> this;
    };
  }

  boolean isFolder() {
    return mode != -1 && (mode & TYPE) == FOLDER;
  }

  boolean isLink() {
    return mode != -1 && (mode & TYPE) == LINK;
  }

  /// Whether this is a file with bytes, as far as the server tells.
  boolean isFile() {
    return mode == -1 || (mode & TYPE) == 0 || (mode & TYPE) == FILE;
  }
}
