package datasync.object;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Bytes that something happens in the middle of, each time they are read.
///
/// @param at before which byte
public record StoppingPayload(byte[] bytes, int at, Event event) implements Payload {
  /// What happens.
  public interface Event {
    /// Happens once in every stream.
    void happens() throws IOException;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes) {
      @Override
      public int read(byte[] target, int offset, int length) {
        if (pos < at && pos + length >= at) {
          try {
            event.happens();
          } catch (IOException broken) {
            throw new IllegalStateException(broken);
          }
        }
        return super.read(target, offset, length);
      }
    };
  }
}
