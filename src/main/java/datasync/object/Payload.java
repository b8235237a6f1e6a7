package datasync.object;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/// Bytes that can be read more than once; that is what makes a retry legal.
///
/// Implementations are immutable and may be used by several threads; each stream belongs to the
/// thread that opened it.
public interface Payload {
  /// The number of bytes, or −1 when it is not known before reading.
  long length();

  /// Opens the bytes from the beginning. The caller closes the stream. May block on a network.
  ///
  /// @throws IOException when the bytes cannot be had, now or while reading
  InputStream open() throws IOException;

  /// Is told by a sink that [bytes][#file] of the file went past it, for progress alone.
  ///
  /// @param bytes how many since the last call
  default void passed(long bytes) {}

  /// The file on this machine that holds exactly these bytes, if there is one: a sink may then
  /// link it or let the kernel copy it. A payload whose bytes must pass through a check has none.
  default Optional<Path> file() {
    return Optional.empty();
  }
}
