package datasync.http;

import datasync.task.StallWatch;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// One connection of [SocketTransport], plain or TLS. Used by one exchange at a time; closing it
/// from another thread ends what it waits for, as an interrupt does.
final class Connection implements Closeable, StallWatch.Watched {
  private static final int BUFFER = 16 * 1024;

  private final Socket raw;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;
  private int timeout = -1;
  private long idleSince;
  private boolean used;
  private volatile long writingSince;
  private volatile boolean stalled;

  /// The server took no bytes for too long.
  static final class Stalled extends SocketTimeoutException {
    private static final long serialVersionUID = 1L;

    Stalled() {
      super("the server takes no more bytes");
    }
  }

  /// @param channel what carries the bytes
  /// @param socket the channel's own, or TLS over it
  Connection(SocketChannel channel, Socket socket) throws IOException {
    this.raw = channel.socket();
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /// Whether an exchange was carried before.
  boolean isUsed() {
    return used;
  }

  /// It carried an exchange and waits for the next one.
  void rest() {
    used = true;
    idleSince = System.nanoTime();
  }

  /// For how long it has waited, in nanoseconds.
  long idle() {
    return System.nanoTime() - idleSince;
  }

  /// Whether bytes were read that nobody took: what follows is no answer to a request.
  boolean hasRest() {
    return position < limit;
  }

  /// How many bytes are there without waiting.
  int buffered() {
    return limit - position;
  }

  /// Whether the server has sent something or ended TLS, as far as that can be told without
  /// waiting.
  boolean hasInput() throws IOException {
    if (position < limit) {
      return true;
    }
    if (raw.getInputStream().available() == 0) {
      return false;
    }
    if (raw == socket) {
      return true;
    }
    // what is there may be TLS's own
    try {
      waitAtMost(1);
      fill();
      return true;
    } catch (SocketTimeoutException nothing) {
      return false;
    }
  }

  /// Limits the wait of each read.
  void waitAtMost(long nanos) throws IOException {
    int millis = Math.clamp(TimeUnit.NANOSECONDS.toMillis(nanos) + 1, 1, Integer.MAX_VALUE);
    if (millis != timeout) {
      socket.setSoTimeout(millis);
      timeout = millis;
    }
  }

  /// Reads into the buffer; false at the end.
  private boolean fill() throws IOException {
    position = 0;
    limit = 0;
    int count = in.read(buffer, 0, BUFFER);
    limit = Math.max(0, count);
    return count > 0;
  }

  /// The next byte, or −1 at the end.
  int read() throws IOException {
    return position < limit || fill() ? buffer[position++] & 0xff : -1;
  }

  /// Takes a line that is buffered as a whole, without its end; null when that is not there yet.
  String line() {
    for (int i = position; i < limit; i++) {
      if (buffer[i] == '\n') {
        int end = i > position && buffer[i - 1] == '\r' ? i - 1 : i;
        String line =
            new String(buffer, position, end - position, StandardCharsets.ISO_8859_1);
        position = i + 1;
        return line;
      }
    }
    return null;
  }

  /// Reads some bytes, at least one; −1 at the end. Long reads go past the buffer.
  int read(byte[] target, int offset, int length) throws IOException {
    if (position == limit) {
      if (length >= BUFFER) {
        return in.read(target, offset, length);
      }
      if (!fill()) {
        return -1;
      }
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(buffer, position, target, offset, count);
    position += count;
    return count;
  }

  /// Sends bytes. A write has no limit of its own: [StallWatch] looks how long it takes.
  void write(byte[] bytes, int offset, int length) throws IOException {
    writingSince = System.nanoTime() | 1;
    try {
      out.write(bytes, offset, length);
    } catch (IOException failed) {
      if (stalled) {
        throw new Stalled();
      }
      throw failed;
    } finally {
      writingSince = 0;
    }
  }

  @Override
  public long standsSince() {
    return writingSince;
  }

  @Override
  public void giveUp() {
    stalled = true;
    close();
  }

  /// Breaks it off, without the farewells of TLS, which could wait.
  @Override
  public void close() {
    try {
      raw.close();
    } catch (IOException gone) {
      // that is what is wanted
    }
  }
}
