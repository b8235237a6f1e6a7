package datasync.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The bytes a request carries; they can be opened again, which is what makes a retry legal.
public interface RequestBody {
  /// No bytes at all: the request carries no body.
  RequestBody NONE = of(new byte[0]);

  /// How many bytes [#open] gives, or −1 when that is not known; then they are sent in chunks.
  long length();

  /// Opens the bytes from the start. The caller closes the stream; it may be opened more than once,
  /// one after the other. An `IOException` means that the bytes cannot be read on this side, which
  /// no retry will heal.
  InputStream open() throws IOException;

  /// The bytes given; the array must not change any more.
  static RequestBody of(byte[] bytes) {
    return new RequestBody() {
      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes);
      }
    };
  }

  /// The same bytes with the length kept back, so that they are sent in chunks.
  static RequestBody chunked(RequestBody body) {
    return new RequestBody() {
      @Override
      public long length() {
        return -1;
      }

      @Override
      public InputStream open() throws IOException {
        return body.open();
      }
    };
  }
}
