package datasync.http;

import datasync.io.BlockStream;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/// The bytes of one address from a position on, as a stream that continues a broken answer by
/// itself.
///
/// Where the server gives a strong `ETag`, all parts are of one version. A server without ranges is
/// asked anew and the bytes before the position are passed over; not so for a stretch with an end,
/// which only a server with ranges gives. Used by one thread; the caller
/// closes it.
public final class ResumingStream extends BlockStream {
  private final HttpTransport transport;
  private final RetryPolicy.Series series;
  private final Request request;
  private Response response;
  private final long end;
  private long position;
  private long continuedAt = -1;
  private long total = -1;
  private String validator = "";

  private ResumingStream(
      HttpTransport transport, RetryPolicy policy, Request request, long position, long end) {
    this.transport = transport;
    this.series = policy.begin();
    this.request = request;
    this.position = position;
    this.end = end;
  }

  /// Asks for the bytes and waits for the head of the answer.
  ///
  /// @param transport repeats requests that bring no answer by itself
  /// @param policy how often a broken body is continued
  /// @param request the `GET`, without range fields
  /// @param position bytes to leave out; at the size the stream is empty
  /// @throws HttpFailure when the server does not give the bytes
  public static ResumingStream open(
      HttpTransport transport, RetryPolicy policy, Request request, long position)
      throws IOException {
    return open(transport, policy, request, position, Long.MAX_VALUE);
  }

  /// Asks for a stretch of the bytes and waits for the head of the answer. The stream ends with the
  /// stretch, or before that with the whole.
  ///
  /// @param end the position behind the last byte that is wanted, above `position`
  /// @throws HttpFailure when the server does not give the bytes; of kind
  ///     [FailureKind#UNSUPPORTED] when it only gives the whole
  public static ResumingStream open(
      HttpTransport transport, RetryPolicy policy, Request request, long position, long end)
      throws IOException {
    ResumingStream stream = new ResumingStream(transport, policy, request, position, end);
    stream.connect();
    return stream;
  }

  private boolean isStretch() {
    return end < Long.MAX_VALUE;
  }

  private void connect() throws IOException {
    Request part = request;
    if (position > 0 || isStretch()) {
      part = part.with("Range", "bytes=" + position + "-" + (isStretch() ? end - 1 : ""));
      part = validator.isEmpty() ? part : part.with("If-Range", validator);
    }
    response = transport.exchange(part);
    try {
      accept();
    } catch (IOException unusable) {
      response.close();
      throw unusable;
    }
  }

  private void accept() throws IOException {
    int status = response.status();
    Optional<ByteRange> range = ByteRange.of(response);
    if (status == 416 && position > 0 && range.isPresent() && range.get().total() == position) {
      total = position;
      return;
    }
    if (status == 206 && (position > 0 || isStretch())) {
      boolean fits = range.isPresent() && range.get().first() == position;
      if (!fits || !isSame(range.get().total())) {
        throw changed();
      }
      remember(range.get().total());
      return;
    }
    if (status != 200 && status != 203) {
      throw HttpFailure.of(response);
    }
    if (!isSame(response.length())) {
      throw changed();
    }
    if (isStretch() && (position > 0 || response.length() < 0 || response.length() > end)) {
      throw HttpFailure.of(
          request, FailureKind.UNSUPPORTED, "the server does not give parts of files", null);
    }
    remember(response.length());
    skip();
  }

  private void skip() throws IOException {
    byte[] block = new byte[16 * 1024];
    for (long left = position; left > 0; ) {
      int count = response.body().read(block, 0, (int) Math.min(left, block.length));
      if (count < 0) {
        throw HttpFailure.of(request, FailureKind.CUT, "the answer is too short", null);
      }
      left -= count;
    }
  }

  private boolean isSame(long size) {
    boolean sameSize = total < 0 || size < 0 || size == total;
    String tag = tag();
    return sameSize && (validator.isEmpty() || tag.isEmpty() || tag.equals(validator));
  }

  private void remember(long size) {
    total = size < 0 ? total : size;
    validator = tag();
  }

  private String tag() {
    String tag = response.headers().first("ETag").orElse("");
    return tag.startsWith("\"") ? tag : "";
  }

  private HttpFailure changed() {
    return HttpFailure.of(
        request, FailureKind.PROTOCOL, "the bytes at this address changed meanwhile", null);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    while (true) {
      try {
        if (total >= 0 && position >= total || position >= end) {
          return length == 0 ? 0 : -1;
        }
        int most = (int) Math.min(length, end - position);
        int count = response.body().read(target, offset, most);
        if (count >= 0) {
          position += count;
          return count;
        }
        if (total < 0 || position >= total) {
          return -1;
        }
        throw HttpFailure.of(
            request, FailureKind.CUT,
            "the answer ended after " + position + " of " + total + " bytes", null);
      } catch (HttpFailure broken) {
        resume(broken);
      }
    }
  }

  private void resume(HttpFailure broken) throws IOException {
    response.close();
    HttpFailure reason = broken;
    while (true) {
      if (position > continuedAt) {
        series.progressed();
        continuedAt = position;
      }
      series.retryOrThrow(reason);
      try {
        connect();
        return;
      } catch (HttpFailure again) {
        reason = again;
      }
    }
  }

  /// What is buffered of the current answer.
  @Override
  public int available() throws IOException {
    return response.body().available();
  }

  @Override
  public void close() {
    response.close();
  }
}
