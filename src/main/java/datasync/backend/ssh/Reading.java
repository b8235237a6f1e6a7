package datasync.backend.ssh;

import datasync.io.BlockStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/// The bytes of a file as a stream that goes on over another connection when one is lost. Used by
/// one thread; the caller closes it.
final class Reading extends BlockStream {
  private final Sessions sessions;
  private final String path;
  private final Failing failing;
  private final Retries.Series series;
  private Sessions.Lease lease;
  private RemoteFile file;
  private ByteBuffer bytes = ByteBuffer.allocate(0);
  private long position;
  private long reopenedAt = -1;
  private long size = -1;

  /// Puts a failure into the words of the store.
  @FunctionalInterface
  interface Failing {
    IOException of(IOException cause);
  }

  private Reading(
      Sessions sessions, String path, long from, Retries retries, Failing failing) {
    this.sessions = sessions;
    this.path = path;
    this.position = from;
    this.failing = failing;
    this.series = retries.begin();
  }

  /// Opens a file from a position on.
  ///
  /// @throws Refusal as the server says
  static Reading open(
      Sessions sessions, String path, long from, Retries retries, Failing failing)
      throws IOException {
    Reading reading = new Reading(sessions, path, from, retries, failing);
    while (true) {
      try {
        reading.connect();
        return reading;
      } catch (ConnectionLost lost) {
        reading.series.retryOrThrow(lost);
      }
    }
  }

  private void connect() throws IOException {
    lease = sessions.lease();
    try {
      file = RemoteFile.open(lease.sftp(), path, position);
      long told = file.size();
      if (size >= 0 && told != size) {
        throw new IOException("the file changed while it was read");
      }
      size = told;
    } catch (IOException failed) {
      release();
      throw failed;
    }
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!bytes.hasRemaining() && !fill()) {
      return -1;
    }
    int count = Math.min(length, bytes.remaining());
    bytes.get(target, offset, count);
    position += count;
    return count;
  }

  private boolean fill() throws IOException {
    if (size >= 0 && position >= size) {
      return false;
    }
    try {
      while (true) {
        try {
          ByteBuffer more = file.next();
          if (more == null && size >= 0) {
            throw new IOException("the file ends after " + position + " of " + size + " bytes");
          }
          bytes = more == null ? bytes : more;
          return more != null;
        } catch (ConnectionLost lost) {
          reopen(lost);
        }
      }
    } catch (IOException failed) {
      throw failing.of(failed);
    }
  }

  private void reopen(ConnectionLost lost) throws IOException {
    ConnectionLost reason = lost;
    release();
    while (true) {
      if (position > reopenedAt) {
        series.progressed();
        reopenedAt = position;
      }
      series.retryOrThrow(reason);
      try {
        connect();
        return;
      } catch (ConnectionLost again) {
        reason = again;
      }
    }
  }

  private void release() {
    if (file != null) {
      file.close();
      file = null;
    }
    if (lease != null) {
      lease.close();
      lease = null;
    }
  }

  @Override
  public int available() {
    return bytes.remaining();
  }

  @Override
  public void close() {
    release();
  }
}
