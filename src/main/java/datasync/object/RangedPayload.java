package datasync.object;

import java.io.IOException;
import java.io.InputStream;

/// A payload that can be opened in the middle, so that a cut transfer goes on where it stopped.
public interface RangedPayload extends Payload {
  /// Opens the bytes from `offset` on. The caller closes the stream.
  ///
  /// @param offset bytes to leave out, from 0 to the length; at the length the stream is empty
  /// @throws IOException when the bytes cannot be had or have changed since they were first opened
  InputStream openAt(long offset) throws IOException;

  @Override
  default InputStream open() throws IOException {
    return openAt(0);
  }
}
