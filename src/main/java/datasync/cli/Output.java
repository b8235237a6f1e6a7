package datasync.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// A buffered UTF-8 stream that remembers its first failure instead of throwing it, so that work
/// goes on when nobody reads the output any more. Safe for several threads.
final class Output {
  private static final int LIMIT = 8192;

  private final OutputStream stream;
  private final StringBuilder buffer = new StringBuilder();
  private IOException failure;

  Output(OutputStream stream) {
    this.stream = stream;
  }

  synchronized void write(String text) {
    if (failure == null) {
      buffer.append(text);
      if (buffer.length() >= LIMIT) {
        flush();
      }
    }
  }

  synchronized void flush() {
    if (failure == null && !buffer.isEmpty()) {
      try {
        stream.write(buffer.toString().getBytes(StandardCharsets.UTF_8));
        stream.flush();
      } catch (IOException problem) {
        failure = problem;
      }
      buffer.setLength(0);
    }
  }

  /// The first failure, or null.
  synchronized IOException failure() {
    return failure;
  }
}
