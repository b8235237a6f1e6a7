package datasync.backend;

import datasync.http.RequestBody;
import datasync.object.Payload;
import java.io.IOException;
import java.io.InputStream;

/// A payload as the body of a request.
///
/// @param payload the bytes
public record PayloadBody(Payload payload) implements RequestBody {
  @Override
  public long length() {
    return payload.length();
  }

  @Override
  public InputStream open() throws IOException {
    return payload.open();
  }
}
