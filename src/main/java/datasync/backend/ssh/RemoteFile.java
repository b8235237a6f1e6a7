package datasync.backend.ssh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;

/// The bytes of one file from a position on, asked for ahead. Used by one thread; closing it does
/// not wait for the server.
///
/// Few requests are on their way at first, more with each answer, so that a small file costs few
/// and a large one fills the line.
final class RemoteFile implements AutoCloseable {
  private final Sftp sftp;
  private final byte[] handle;
  private final int block;
  private final ArrayDeque<Asked> ahead = new ArrayDeque<>();
  private long asked;
  private long size = -1;
  private int most = 2;
  private Pending attributes;
  private boolean closed;

  private record Asked(long position, int length, Pending answer) {}

  private RemoteFile(Sftp sftp, byte[] handle, long from) {
    this.sftp = sftp;
    this.handle = handle;
    this.asked = from;
    this.block = sftp.connection().powers().longestRead();
  }

  /// Opens a file from a position on.
  ///
  /// @throws Refusal when there is none or it may not be read
  static RemoteFile open(Sftp sftp, String path, long from) throws IOException {
    RemoteFile file = new RemoteFile(sftp, sftp.open(path, Sftp.READ), from);
    sftp.connection().streamBegins();
    try {
      Packet first = sftp.read(file.handle, from, file.block);
      List<Pending> both =
          sftp.connection().sendTogether(List.of(sftp.fstat(file.handle), first));
      file.attributes = both.getFirst();
      file.asked(file.block, both.getLast());
    } catch (IOException broken) {
      file.close();
      throw broken;
    }
    return file;
  }

  /// The file's bytes by the server, or −1 when it does not tell.
  long size() throws IOException {
    if (attributes != null) {
      size = Attributes.read(attributes.await().as(Reply.ATTRS)).size();
      attributes = null;
    }
    return size;
  }

  /// The next bytes; null at the end. Never empty.
  ByteBuffer next() throws IOException {
    if (closed) {
      throw new IOException("the stream was closed");
    }
    long end = size() < 0 ? Long.MAX_VALUE : size;
    Asked first = ahead.poll();
    if (first == null || first.position() >= end) {
      return null;
    }
    ByteBuffer bytes = Sftp.data(first.answer().await());
    if (bytes == null || !bytes.hasRemaining()) {
      return null;
    }
    if (bytes.remaining() > first.length()) {
      throw Reply.malformed("more bytes than it was asked for");
    }
    long reached = first.position() + bytes.remaining();
    int missing = first.length() - bytes.remaining();
    if (missing > 0 && reached < end) {
      // a short answer says nothing about the end
      Packet rest = sftp.read(handle, reached, missing);
      ahead.addFirst(new Asked(reached, missing, sftp.connection().send(rest)));
    }
    refill(end);
    return bytes;
  }

  private void refill(long end) throws IOException {
    int within = Math.max(1, Math.min(most, sftp.connection().share() / block));
    while (ahead.size() < within && asked < end) {
      int length = (int) Math.min(block, end - asked);
      asked(length, sftp.connection().send(sftp.read(handle, asked, length)));
    }
    most++;
  }

  private void asked(int length, Pending answer) {
    ahead.add(new Asked(asked, length, answer));
    asked += length;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    sftp.connection().streamEnds();
    try {
      sftp.connection().send(sftp.close(handle));
    } catch (IOException gone) {
      // and the handle with the connection
    }
  }
}
