package datasync.object;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/// Bytes whose number is not known before they are read.
public record StreamedPayload(byte[] bytes) implements Payload {
  @Override
  public long length() {
    return -1;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }
}
