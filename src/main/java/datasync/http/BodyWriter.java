package datasync.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Sends head and body of a request on a [Connection].
///
/// Always one block behind what was read: a body that fails at its very end, because its digest
/// turns out wrong, must not have been sent whole.
final class BodyWriter {
  private static final int BLOCK = 64 * 1024;
  private static final int BEFORE = 10;
  private static final int MOST_INTERIM = 16;
  private static final byte[] NO_HEAD = {};
  private static final byte[] LAST = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Connection connection;
  private final RequestBody body;
  private final long deadline;
  private long given;
  private int interim;
  private ResponseHead early;

  /// The body cannot be read on this side.
  static final class Unreadable extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient IOException reason;

    Unreadable(IOException reason) {
      super(reason);
      this.reason = reason;
    }

    IOException reason() {
      return reason;
    }
  }

  /// @param deadline when to give up, by `System.nanoTime`
  BodyWriter(Connection connection, RequestBody body, long deadline) {
    this.connection = connection;
    this.body = body;
    this.deadline = deadline;
  }

  /// Sends all of it; false when the server has something to say before its end.
  ///
  /// @throws Unreadable when the body cannot be read
  boolean send(byte[] head) throws IOException {
    if (body.length() == 0) {
      connection.write(head, 0, head.length);
      return true;
    }
    int before = head.length + BEFORE;
    boolean small = body.length() >= 0 && body.length() <= BLOCK;
    InputStream in = open();
    try (in) {
      byte[] held = new byte[before + (small ? (int) body.length() : BLOCK) + 2];
      // behind a small body there should be nothing to read
      byte[] spare = new byte[before + (small ? 1 : BLOCK) + 2];
      int count = read(in, held, before);
      boolean first = true;
      while (count > 0) {
        byte[] next = spare;
        int more = read(in, next, before);
        if (!first && (isAnswered() || System.nanoTime() - deadline > 0)) {
          return false;
        }
        write(held, before, count, first ? head : NO_HEAD);
        first = false;
        spare = held;
        held = next;
        count = more;
      }
      if (first) {
        connection.write(head, 0, head.length);
      }
      if (body.length() < 0) {
        connection.write(LAST, 0, LAST.length);
      }
      return true;
    }
  }

  /// The answer that came before the end, or null.
  ResponseHead early() {
    return early;
  }

  /// Whether the server has answered already; an interim answer only asks to go on.
  private boolean isAnswered() throws IOException {
    while (connection.hasInput() && interim < MOST_INTERIM) {
      ResponseHead head = ResponseHead.read(connection, deadline);
      if (head.status() >= 200 || head.status() == 101) {
        early = head;
        return true;
      }
      interim++;
    }
    return false;
  }

  private InputStream open() throws Unreadable {
    try {
      return body.open();
    } catch (IOException failed) {
      throw new Unreadable(failed);
    }
  }

  /// Fills a block behind the room for what goes before it.
  private int read(InputStream in, byte[] block, int before) throws Unreadable {
    int room = block.length - before - 2;
    try {
      int count = in.readNBytes(block, before, room);
      given += count;
      long length = body.length();
      if (length >= 0 && (given > length || count < room && given < length)) {
        throw new IOException("the bytes to send changed meanwhile");
      }
      return count;
    } catch (IOException failed) {
      throw new Unreadable(failed);
    }
  }

  /// Sends a block, and what goes before it, at once.
  private void write(byte[] block, int before, int count, byte[] head) throws IOException {
    int from = before;
    int end = before + count;
    if (body.length() < 0) {
      byte[] size = (Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      from -= size.length;
      System.arraycopy(size, 0, block, from, size.length);
      block[end++] = '\r';
      block[end++] = '\n';
    }
    from -= head.length;
    System.arraycopy(head, 0, block, from, head.length);
    connection.write(block, from, end - from);
  }
}
