package datasync.object;

import datasync.io.FirstBytes;
import java.io.IOException;
import java.io.InputStream;

/// A payload that can be opened in the middle, so that a cut transfer goes on where it stopped.
public interface RangedPayload extends Payload {
  /// Opens the bytes from `offset` on. The caller closes the stream.
  ///
  /// @param offset bytes to leave out, from 0 to the length; at the length the stream is empty
  /// @throws IOException when the bytes cannot be had or have changed since they were first opened
  InputStream openAt(long offset) throws IOException;

  /// Opens a stretch of the bytes, several of which may be read at once. The caller closes the
  /// stream, which ends with the stretch, or before that with the bytes.
  ///
  /// @param offset bytes to leave out, from 0 to the length
  /// @param length how many bytes at most, at least 1
  /// @throws StoreFailure that is not to be tried again when the bytes can only be had as a whole
  default InputStream openRange(long offset, long length) throws IOException {
    return new FirstBytes(openAt(offset), length);
  }

  @Override
  default InputStream open() throws IOException {
    return openAt(0);
  }
}
