package datasync.http;

import datasync.io.BlockStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;

/// The body of an answer on a [Connection], which is free for its next request when the body was
/// read to its end, and is ended otherwise. Used by one thread.
final class SocketBody extends BlockStream {
  private static final int DRAINED = 64 * 1024;
  private static final Duration DRAINING = Duration.ofMillis(500);
  private static final int LONGEST_LINE = 16 * 1024;
  private static final int LONGEST_TRAILER = 64 * 1024;

  private final Request request;
  private final Connection connection;
  private final Duration patience;
  private final Framing framing;
  private final Ending ending;
  private long left;
  private boolean insideChunks;
  private boolean ended;
  private boolean closed;
  private IOException broken;

  /// How the end of a body is known.
  enum Framing {
    /// By its length.
    LENGTH,
    /// By its last chunk.
    CHUNKS,
    /// By the end of the connection.
    CLOSE
  }

  /// What becomes of the connection.
  interface Ending {
    /// @param whole whether the body was read to its end, so that the connection is free
    void end(boolean whole);
  }

  /// @param length the bytes of the body where its framing is that
  SocketBody(
      Request request,
      Connection connection,
      Duration patience,
      Framing framing,
      long length,
      Ending ending)
      throws IOException {
    this.request = request;
    this.connection = connection;
    this.patience = patience;
    this.framing = framing;
    this.left = length;
    this.ending = ending;
    connection.waitAtMost(patience.toNanos());
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0 || ended) {
      return ended ? -1 : 0;
    }
    if (closed) {
      throw new IOException("the answer is closed");
    }
    if (broken != null) {
      throw Failures.ofBody(request, broken);
    }
    try {
      return switch (framing) {
        case LENGTH -> sized(target, offset, length);
        case CHUNKS -> chunked(target, offset, length);
        case CLOSE -> open(target, offset, length);
      };
    } catch (IOException failed) {
      throw failure(failed);
    }
  }

  private int sized(byte[] target, int offset, int length) throws IOException {
    int count = some(target, offset, length);
    if (left == 0) {
      end();
    }
    return count;
  }

  private int some(byte[] target, int offset, int length) throws IOException {
    int count = connection.read(target, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new IOException("the connection ended");
    }
    left -= count;
    return count;
  }

  private int open(byte[] target, int offset, int length) throws IOException {
    int count = connection.read(target, offset, length);
    if (count < 0) {
      ended = true;
      ending.end(false);
    }
    return count;
  }

  private int chunked(byte[] target, int offset, int length) throws IOException {
    if (left == 0) {
      if (insideChunks && !line().isEmpty()) {
        throw new ProtocolException("a chunk of the answer is longer than it says");
      }
      insideChunks = true;
      left = size(line());
      if (left == 0) {
        int trailer = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
          trailer += line.length();
          if (trailer > LONGEST_TRAILER) {
            throw new ProtocolException("the end of the answer is too long");
          }
        }
        end();
        return -1;
      }
    }
    return some(target, offset, length);
  }

  private static long size(String line) throws ProtocolException {
    int end = line.indexOf(';');
    String digits = (end < 0 ? line : line.substring(0, end)).strip();
    boolean hex = !digits.isEmpty() && digits.length() <= 15;
    long size = 0;
    for (int i = 0; hex && i < digits.length(); i++) {
      int digit = digits.charAt(i) < 128 ? Character.digit(digits.charAt(i), 16) : -1;
      hex = digit >= 0;
      size = size << 4 | digit;
    }
    if (!hex) {
      throw new ProtocolException("a chunk of the answer has no length");
    }
    return size;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = connection.read(); next != '\n'; next = connection.read()) {
      if (next < 0) {
        throw new IOException("the connection ended");
      }
      if (line.length() > LONGEST_LINE) {
        throw new ProtocolException("a line of the answer is too long");
      }
      line.append((char) next);
    }
    int end = line.length();
    return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
  }

  private void end() {
    ended = true;
    ending.end(true);
  }

  private IOException failure(IOException failed) {
    broken = failed;
    ending.end(false);
    if (Thread.currentThread().isInterrupted()) {
      return new InterruptedIOException("interrupted");
    }
    if (failed instanceof SocketTimeoutException) {
      broken = HttpFailure.of(request, FailureKind.TIMEOUT, Failures.stalled(patience), null);
    } else if (failed instanceof ProtocolException) {
      broken = HttpFailure.of(request, FailureKind.PROTOCOL, failed.getMessage(), null);
    }
    return Failures.ofBody(request, broken);
  }

  @Override
  public int available() {
    if (ended || closed || broken != null) {
      return 0;
    }
    int there = connection.buffered();
    return framing == Framing.CLOSE ? there : (int) Math.min(there, left);
  }

  /// Reads a short rest so that the connection is free for the next request; gives up a long one
  /// together with the connection.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    if (!ended && broken == null && framing != Framing.CLOSE && left <= DRAINED) {
      drain();
    }
    closed = true;
    if (!ended && broken == null) {
      ending.end(false);
    }
  }

  private void drain() {
    byte[] block = new byte[8 * 1024];
    long end = System.nanoTime() + DRAINING.toNanos();
    try {
      connection.waitAtMost(Math.min(patience.toNanos(), DRAINING.toNanos()));
      for (int room = DRAINED; room >= 0 && System.nanoTime() < end; ) {
        int count = read(block, 0, block.length);
        if (count < 0) {
          return;
        }
        room -= count;
      }
    } catch (IOException broken) {
      // then the connection cannot be used again
    }
  }
}
