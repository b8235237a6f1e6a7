package datasync.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Brings the bytes of one address into a file and goes on where it stopped: after a cut in this
/// run, and in a later run that finds the partial file.
///
/// The file holds a beginning of the bytes at any time. Within a run `If-Range` makes sure that all
/// parts are of one version where the server gives a strong `ETag`; a later run believes that the
/// bytes are still the same, so the caller verifies the content before it gets a name, and calls
/// again without the file when it is wrong.
///
/// Safe for use by several threads on different files.
public final class ResumingDownload {
  private static final int BLOCK = 128 * 1024;

  private final HttpTransport transport;
  private final RetryPolicy policy;

  /// @param transport asks for the parts; repeats requests that bring no answer by itself
  /// @param policy how often a broken body is continued
  public ResumingDownload(HttpTransport transport, RetryPolicy policy) {
    this.transport = transport;
    this.policy = policy;
  }

  /// Completes the file. The file is created when it is missing, its folder must be there; bytes
  /// that it holds already are not fetched again. Blocks.
  ///
  /// @param request the `GET`, without range fields
  /// @param partial the file; stays as it is when this fails
  /// @return the number of bytes in the file
  /// @throws HttpFailure when the server does not give the bytes, or breaks off too often
  public long fetch(Request request, Path partial, DownloadListener listener) throws IOException {
    try (FileChannel file =
        FileChannel.open(partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      return new Run(request, file, listener).complete();
    }
  }

  private final class Run {
    private final Request request;
    private final FileChannel file;
    private final DownloadListener listener;
    private final RetryPolicy.Series series = policy.begin();
    private long position;
    private long total = -1;
    private String validator = "";
    private boolean restarted;

    Run(Request request, FileChannel file, DownloadListener listener) throws IOException {
      this.request = request;
      this.file = file;
      this.listener = listener;
      this.position = file.size();
    }

    long complete() throws IOException {
      listener.startingAt(position);
      while (true) {
        try (Response response = transport.exchange(part())) {
          if (accept(response)) {
            long before = position;
            try {
              receive(response.body());
              checkComplete(response);
              series.succeeded();
              return position;
            } catch (HttpFailure broken) {
              if (position > before) {
                series.progressed();
              }
              series.retryOrThrow(broken);
            }
          } else if (position > 0 && position == total) {
            return position;
          }
        }
      }
    }

    private Request part() {
      if (position == 0) {
        return request;
      }
      Request part = request.with("Range", "bytes=" + position + "-");
      return validator.isEmpty() ? part : part.with("If-Range", validator);
    }

    /// Whether the body continues the file; false when there is nothing to read from it and the
    /// file is either complete or empty again.
    private boolean accept(Response response) throws IOException {
      Optional<ByteRange> range = ByteRange.of(response);
      if (response.status() == 206 && position > 0) {
        return acceptPart(response, range);
      }
      if (response.status() == 416 && position > 0) {
        long size = range.isPresent() ? range.get().total() : -1;
        if (size == position) {
          total = size;
          return false;
        }
        restart(response);
        return false;
      }
      if (response.status() != 200 && response.status() != 203) {
        throw HttpFailure.of(response, policy.clock());
      }
      if (position > 0) {
        truncate();
      }
      total = response.length();
      remember(response);
      return true;
    }

    private boolean acceptPart(Response response, Optional<ByteRange> range) throws IOException {
      boolean fits =
          range.isPresent()
              && range.get().first() == position
              && (total < 0 || range.get().total() < 0 || range.get().total() == total);
      if (!fits) {
        restart(response);
        return false;
      }
      if (range.get().total() >= 0) {
        total = range.get().total();
      }
      remember(response);
      return true;
    }

    private void remember(Response response) {
      String tag = response.headers().first("ETag").orElse("");
      validator = tag.startsWith("\"") ? tag : "";
    }

    /// The server has other bytes than the file: once, everything is fetched anew.
    private void restart(Response response) throws IOException {
      if (restarted) {
        throw HttpFailure.of(
            response.request(), FailureKind.PROTOCOL, "the server sends parts that do not fit",
            null);
      }
      restarted = true;
      total = -1;
      validator = "";
      truncate();
    }

    private void truncate() throws IOException {
      file.truncate(0);
      position = 0;
      listener.startingAt(0);
    }

    private void receive(InputStream body) throws IOException {
      byte[] block = new byte[BLOCK];
      int count;
      while ((count = body.read(block)) >= 0) {
        ByteBuffer bytes = ByteBuffer.wrap(block, 0, count);
        long at = position;
        while (bytes.hasRemaining()) {
          at += file.write(bytes, at);
        }
        position = at;
        listener.received(block, 0, count);
      }
    }

    private void checkComplete(Response response) throws HttpFailure {
      if (total >= 0 && position < total) {
        throw HttpFailure.of(
            response.request(), FailureKind.CUT,
            "the answer ended after " + position + " of " + total + " bytes", null);
      }
    }
  }
}
