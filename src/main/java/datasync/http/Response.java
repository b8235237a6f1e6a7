package datasync.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/// The answer to a request; the caller closes it, also when the body is of no interest.
///
/// Not safe for use by several threads.
public final class Response implements AutoCloseable {
  private final Request request;
  private final int status;
  private final Headers headers;
  private final InputStream body;

  /// @param request what it answers, after redirects the last request
  /// @param status the status code
  /// @param headers the fields
  /// @param body the bytes; closed with the response
  public Response(Request request, int status, Headers headers, InputStream body) {
    this.request = request;
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /// The request it answers: after redirects that of the last hop, so its address is where the
  /// bytes came from.
  public Request request() {
    return request;
  }

  /// The address that answered.
  public URI uri() {
    return request.uri();
  }

  /// The status code.
  public int status() {
    return status;
  }

  /// Whether the status is one of success.
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /// The fields.
  public Headers headers() {
    return headers;
  }

  /// How many bytes the body has, or −1 when the server did not say.
  public long length() {
    return headers.number("Content-Length");
  }

  /// How many bytes the whole has that the answer is a part of, or −1 when the server did not say
  /// in `Content-Range`.
  public long total() {
    return Math.max(-1, ByteRange.of(this).map(ByteRange::total).orElse(-1L));
  }

  /// The bytes of the body. Reading fails with an [HttpFailure]: of kind
  /// [FailureKind#TIMEOUT] when nothing came for the read timeout, of kind [FailureKind#CUT] when
  /// the connection ended before the body did. Closed by [#close].
  public InputStream body() {
    return body;
  }

  /// Reads the whole body, for answers that are small by nature.
  ///
  /// @throws HttpFailure also when it is longer than the limit in bytes
  public byte[] readAll(int limit) throws IOException {
    byte[] bytes = body.readNBytes(limit);
    if (bytes.length == limit && body.read() >= 0) {
      throw HttpFailure.of(request, FailureKind.PROTOCOL, "the answer is too long", null);
    }
    return bytes;
  }

  /// Ends the exchange. A short rest of the body is read so that the connection can be used again;
  /// a long one is given up together with its connection.
  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException gone) {
      // the answer is of no interest any more, nor is how its connection ended
    }
  }

  /// Status, method and redacted address.
  @Override
  public String toString() {
    return status + " " + request;
  }
}
