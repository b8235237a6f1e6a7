package datasync.backend;

import datasync.http.HttpFailure;
import datasync.io.BlockStream;
import datasync.object.StoreFailure;
import java.io.IOException;
import java.io.InputStream;

/// The bytes of a file over HTTP; what breaks them off is a failure of the store they come from.
/// Used by one thread; who opens it closes it.
final class HttpReading extends BlockStream {
  private final String location;
  private final String name;
  private final InputStream in;

  /// @param location where the file is, without credentials
  /// @param name the file
  /// @param in its bytes, closed with this stream
  HttpReading(String location, String name, InputStream in) {
    this.location = location;
    this.name = name;
    this.in = in;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      return in.read(target, offset, length);
    } catch (HttpFailure broken) {
      throw new StoreFailure("read", location, name, broken.isRetryable(), broken);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
