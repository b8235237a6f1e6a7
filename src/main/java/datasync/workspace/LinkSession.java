package datasync.workspace;

import datasync.io.NamedFailure;
import datasync.object.ObjectId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Links objects into one output and remembers which link types work there. Safe for several
/// threads.
final class LinkSession {
  private static final int ATTEMPTS = 1_000;
  private static final int SMALL = 1 << 17;
  private static final long MOST_AT_ONCE = 1 << 30;
  private static final String EMPTY = "d41d8cd98f00b204e9800998ecf8427e";
  private static final String TOO_MANY_LINKS = "Too many links";

  private final List<LinkType> types;
  private final Staging staging;
  private volatile int first;

  LinkSession(List<LinkType> types, Staging staging) {
    this.types = types;
    this.staging = staging;
  }

  /// Makes a file from an object, replacing what is there at once. The parent must be there, and
  /// the target must be no directory.
  ///
  /// @throws NoSuchFileException when the object or the parent is missing
  /// @throws WorkspaceException when no link type works
  LinkType make(ObjectId id, Path object, Path target) throws IOException {
    for (int at = first; at < types.size(); at = Math.max(at + 1, first)) {
      LinkType type = types.get(at);
      try {
        return make(type, id, object, target);
      } catch (NoSuchFileException | AccessDeniedException | WorkspaceException other) {
        throw other;
      } catch (FileSystemException | UnsupportedOperationException unsupported) {
        boolean once = String.valueOf(unsupported.getMessage()).contains(TOO_MANY_LINKS);
        if (once) {
          copy(object, target);
          return LinkType.COPY;
        }
        if (type == LinkType.COPY && unsupported instanceof IOException failed) {
          throw failed;
        }
        first = Math.max(first, at + 1);
      }
    }
    throw new WorkspaceException(
        WorkspaceException.Reason.NO_LINK_TYPE,
        target,
        "none of the link types of `cache.type` works for `" + target + "`");
  }

  private LinkType make(LinkType type, ObjectId id, Path object, Path target)
      throws IOException {
    switch (type) {
      case HARDLINK -> {
        if (id.hex().equals(EMPTY)) {
          copy(object, target);
        } else {
          hardLink(object, target);
        }
      }
      case SYMLINK ->
          place(target, name -> Files.createSymbolicLink(name, object.toAbsolutePath()));
      case REFLINK -> stage(target, name -> Reflink.clone(object, name));
      case COPY -> copy(object, target);
    }
    return type;
  }

  /// Gives a name to something.
  @FunctionalInterface
  private interface Maker {
    void make(Path name) throws IOException;
  }

  /// Makes a link under its name, or, when that is taken, beside it and then in its place.
  private void place(Path target, Maker maker) throws IOException {
    try {
      maker.make(target);
    } catch (FileAlreadyExistsException taken) {
      stage(target, maker);
    }
  }

  private void hardLink(Path object, Path target) throws IOException {
    try {
      link(target, object);
    } catch (FileAlreadyExistsException taken) {
      // renaming one link of a file over another one would do nothing and leave both
      boolean done = !Files.isSymbolicLink(target) && Files.isSameFile(object, target);
      if (!done) {
        stage(target, name -> link(name, object));
      }
    }
  }

  /// Linux knows no link to a file that loses its last name at that moment, which is what happens
  /// when the same object is put into the cache once more: the new one is there at once.
  private static void link(Path name, Path object) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Files.createLink(name, object);
        return;
      } catch (NoSuchFileException replaced) {
        if (attempt == ATTEMPTS || !Files.exists(object)) {
          throw replaced;
        }
        Thread.yield();
      }
    }
  }

  private void copy(Path object, Path target) throws IOException {
    try {
      stage(target, name -> copyBytes(object, name));
    } catch (IOException failed) {
      throw NamedFailure.of(target, failed);
    }
  }

  private void stage(Path target, Maker maker) throws IOException {
    Path name = staging.name(target);
    boolean renamed = false;
    try {
      maker.make(name);
      Files.move(name, target, StandardCopyOption.ATOMIC_MOVE);
      renamed = true;
    } catch (AtomicMoveNotSupportedException otherDevice) {
      if (name.getParent().equals(target.getParent())) {
        throw otherDevice;
      }
      staging.leave();
    } finally {
      if (!renamed) {
        Files.deleteIfExists(name);
      }
    }
    if (!renamed) {
      stage(target, maker);
    }
  }

  /// Copies into a new file with the mode any new file gets. Small files pass through memory,
  /// large ones through the kernel, which shares blocks where the file system can.
  static void copyBytes(Path from, Path to) throws IOException {
    try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
        FileChannel out =
            FileChannel.open(to, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      long size = in.size();
      if (size <= SMALL) {
        ByteBuffer buffer = ByteBuffer.allocate((int) size + 1);
        while (in.read(buffer) >= 0 && buffer.hasRemaining()) {
          continue;
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
        return;
      }
      long at = 0;
      while (at < size) {
        long moved = in.transferTo(at, Math.min(size - at, MOST_AT_ONCE), out);
        if (moved <= 0) {
          throw new IOException("`" + from + "` became shorter while it was copied");
        }
        at += moved;
      }
    }
  }
}
