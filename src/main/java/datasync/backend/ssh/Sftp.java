package datasync.backend.ssh;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The requests of SFTP version 3 by their names, on one connection. Safe for several threads.
///
/// @param connection where they are sent; stays its opener's to close
record Sftp(Connection connection) {
  static final int READ = 1;
  static final int WRITE = 2;
  static final int CREATE = 8;
  static final int TRUNCATE = 0x10;
  static final int EXCLUSIVE = 0x20;

  /// Nothing is said about a file's attributes: the server's umask decides.
  private static final int NO_ATTRIBUTES = 0;

  /// The fields of `statvfs@openssh.com` in their order, as far as they are used.
  private static final int SPACE_FIELDS = 11;
  private static final int UNIT = 1;
  private static final int AVAILABLE = 4;
  private static final int FILES = 5;
  private static final int FILES_AVAILABLE = 7;
  private static final int FLAGS = 9;
  private static final int READ_ONLY = 1;

  /// What a path names, links followed; null when there is nothing.
  Attributes stat(String path) throws IOException {
    try {
      return Attributes.read(connection.call(Packet.of(Packet.STAT).text(path)).as(Reply.ATTRS));
    } catch (Refusal refusal) {
      if (refusal.isMissing()) {
        return null;
      }
      throw refusal;
    }
  }

  /// Opens a file; the handle is to be closed.
  byte[] open(String path, int flags) throws IOException {
    Packet open = Packet.of(Packet.OPEN).text(path).int32(flags).int32(NO_ATTRIBUTES);
    return connection.call(open).as(Reply.HANDLE).bytes();
  }

  Packet fstat(byte[] handle) {
    return Packet.of(Packet.FSTAT).bytes(handle);
  }

  Packet fsync(byte[] handle) {
    return Packet.extended(Powers.FSYNC).bytes(handle);
  }

  Packet read(byte[] handle, long position, int length) {
    return Packet.of(Packet.READ).bytes(handle).int64(position).int32(length);
  }

  Packet close(byte[] handle) {
    return Packet.of(Packet.CLOSE).bytes(handle);
  }

  Pending openFolder(String path) throws IOException {
    return connection.send(Packet.of(Packet.OPENDIR).text(path));
  }

  Pending readFolder(byte[] handle) throws IOException {
    return connection.send(Packet.of(Packet.READDIR).bytes(handle));
  }

  Pending remove(String path) throws IOException {
    return connection.send(Packet.of(Packet.REMOVE).text(path));
  }

  /// Makes a folder and those above it; folders that are there are no error.
  void makeFolders(String path) throws IOException {
    try {
      makeFolder(path);
    } catch (Refusal refusal) {
      int slash = path.lastIndexOf('/');
      if (!refusal.isMissing() || slash <= 0) {
        throw refusal;
      }
      makeFolders(path.substring(0, slash));
      makeFolder(path);
    }
  }

  private void makeFolder(String path) throws IOException {
    try {
      connection.call(Packet.of(Packet.MKDIR).text(path).int32(NO_ATTRIBUTES)).done();
    } catch (Refusal refusal) {
      if (refusal.isMissing()) {
        throw refusal;
      }
      // there is no code for what exists
      Attributes there = stat(path);
      if (there == null || !there.isFolder()) {
        throw refusal;
      }
    }
  }

  /// Gives a file a new name; one that had it is replaced.
  void rename(String from, String to) throws IOException {
    if (connection.powers().replaces()) {
      connection.call(Packet.extended(Powers.RENAME).text(from).text(to)).done();
      return;
    }
    try {
      plainRename(from, to);
    } catch (Refusal refusal) {
      if (!refusal.mayExist() || stat(to) == null) {
        throw refusal;
      }
      renameAside(from, to, Upload.beside(to));
    }
  }

  private void plainRename(String from, String to) throws IOException {
    connection.call(Packet.of(Packet.RENAME).text(from).text(to)).done();
  }

  /// The old file is kept until the new one has its name.
  private void renameAside(String from, String to, String aside) throws IOException {
    plainRename(to, aside);
    try {
      plainRename(from, to);
    } catch (Refusal refusal) {
      plainRename(aside, to);
      throw refusal;
    }
    remove(aside).await().done();
  }

  /// A refusal to write, with its reason where the disk of a folder tells one: version 3 has no
  /// code for disks that are full or cannot be written.
  Refusal explained(Refusal refusal, String folder) throws IOException {
    boolean vague = refusal.code() == Refusal.FAILURE && !refusal.isFull();
    if (!vague || !connection.powers().tellsSpace()) {
      return refusal.isFull() ? new Refusal(Refusal.NO_SPACE, refusal.said()) : refusal;
    }
    long[] told = new long[SPACE_FIELDS];
    try {
      Packet ask = Packet.extended(Powers.STATVFS).text(folder.isEmpty() ? "." : folder);
      Reply reply = connection.call(ask).as(Reply.EXTENDED);
      for (int i = 0; i < told.length; i++) {
        told[i] = reply.int64();
      }
    } catch (Refusal unknown) {
      return refusal;
    }
    boolean noBytes = told[AVAILABLE] * told[UNIT] < Powers.MOST;
    boolean noFiles = told[FILES] != 0 && told[FILES_AVAILABLE] == 0;
    if ((told[FLAGS] & READ_ONLY) != 0) {
      return new Refusal(Refusal.WRITE_PROTECT, refusal.said());
    }
    return noBytes || noFiles ? new Refusal(Refusal.NO_SPACE, refusal.said()) : refusal;
  }

  /// The bytes of an answer to [#read]; null at the end of the file.
  static ByteBuffer data(Reply reply) throws IOException {
    try {
      return reply.as(Reply.DATA).view();
    } catch (Refusal refusal) {
      if (refusal.code() == Refusal.EOF) {
        return null;
      }
      throw refusal;
    }
  }
}
