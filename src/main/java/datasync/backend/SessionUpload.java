package datasync.backend;

import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.http.HttpTransport;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.Response;
import datasync.http.RetryPolicy;
import datasync.object.Payload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Uploads to an address of their own that go on where a cut connection or an ended run stopped.
///
/// Follows Google's resumable uploads, the same for Cloud Storage and Drive: `PUT` with
/// `Content-Range` to the session's address, 308 with `Range` for what is there so far, 200 or 201
/// with the file at the end; `bytes */n` asks how far it is. A payload that can be opened in the
/// middle goes in pieces, so that little is lost where a server keeps whole requests only; others
/// go in one request, with the last bytes held back until the payload ended well.
///
/// @param transport signs requests, and neither follows redirects nor repeats
/// @param policy how often a request that failed is made again
/// @param sessions remembers the address for later runs
/// @param pieceSize the bytes of one request, a multiple of 256 KiB
/// @param judge says of a refusal what it means
/// @param asks whether the server can be asked how much arrived; one that cannot (the question
///     ends the upload at fake-gcs-server) is sent what it did not acknowledge
public record SessionUpload(
    HttpTransport transport,
    RetryPolicy policy,
    UploadSessions sessions,
    int pieceSize,
    Judge judge,
    boolean asks) {
  private static final int ANSWER_LIMIT = 1 << 20;
  private static final int RESTARTS = 2;
  private static final int HELD = 8 << 20;

  /// Says of a refusal what it means.
  @FunctionalInterface
  public interface Judge {
    /// The failure that an answer is. Does not close the response.
    HttpFailure failure(Response response) throws IOException;
  }

  /// Begins an upload.
  @FunctionalInterface
  public interface Starter {
    /// The address of a new session.
    URI start() throws IOException;
  }

  /// An upload that is done.
  ///
  /// @param answer what the server says about the file
  /// @param md5 the digest of the bytes that were sent
  public record Sent(byte[] answer, byte[] md5) {}

  /// A request that begins a session, as Google's services have it.
  ///
  /// @param metadata what is to be known of the file, in JSON
  /// @param length the bytes of the file, or −1 when that is not known yet
  public static Request start(String method, URI address, String metadata, long length) {
    byte[] body = metadata.getBytes(StandardCharsets.UTF_8);
    Request request =
        Request.of(method, address, RequestBody.of(body))
            .with("Content-Type", "application/json; charset=UTF-8")
            .with("X-Upload-Content-Type", "application/octet-stream")
            .asReplayable();
    return length < 0
        ? request
        : request.with("X-Upload-Content-Length", Long.toString(length));
  }

  /// The address of the session that was begun.
  ///
  /// @throws HttpFailure when the answer names none
  public static URI address(Response begun) throws HttpFailure {
    String location = begun.headers().first("Location").orElse("");
    try {
      if (!location.isEmpty()) {
        return begun.uri().resolve(location);
      }
    } catch (IllegalArgumentException invalid) {
      // told below
    }
    throw HttpFailure.of(
        begun.request(), FailureKind.PROTOCOL, "the answer names no upload session", null);
  }

  /// Sends a file.
  ///
  /// @param key names place and content for later runs
  /// @throws HttpFailure when the server does not take it
  /// @throws IOException of the payload as thrown
  public Sent send(String key, Payload payload, Starter starter) throws IOException {
    if (payload.length() < 0) {
      Place place = new Place(starter.start(), 0);
      return new Run("", payload, place, Math.min(pieceSize, HELD)).stream();
    }
    for (int restarts = 0; ; restarts++) {
      Optional<Place> known = remembered(key, payload);
      Place place = known.isPresent() ? known.get() : new Place(starter.start(), 0);
      if (known.isEmpty()) {
        remember(key, payload, place);
      }
      try {
        Sent sent = new Run(key, payload, place, pieceSize).whole(known.isPresent());
        sessions.forget(key);
        return sent;
      } catch (HttpFailure failure) {
        boolean stale = known.isPresent() && failure.kind() == FailureKind.REJECTED;
        boolean gone = stale || failure.kind() == FailureKind.NOT_FOUND;
        if (gone || !failure.isRetryable()) {
          sessions.forget(key);
        }
        if (!gone || restarts >= RESTARTS) {
          throw failure;
        }
      } catch (InterruptedIOException stopped) {
        throw stopped;
      } catch (IOException unreadable) {
        // what arrived so far may be wrong
        sessions.forget(key);
        throw unreadable;
      }
    }
  }

  /// Where an upload is.
  ///
  /// @param session its address
  /// @param there how many bytes the server acknowledged
  private record Place(URI session, long there) {}

  private void remember(String key, Payload payload, Place place) throws IOException {
    sessions.remember(key, payload.length() + " " + place.there + " " + place.session);
  }

  private Optional<Place> remembered(String key, Payload payload) throws IOException {
    String[] parts = sessions.find(key).orElse("").split(" ");
    if (parts.length != 3 || !parts[0].equals(Long.toString(payload.length()))) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Place(URI.create(parts[2]), Long.parseLong(parts[1])));
    } catch (IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  /// One upload on its way.
  private final class Run {
    private final SentBytes bytes;
    private final Payload payload;
    private final String key;
    private final URI session;
    private final int piece;
    private byte[] answer;
    private long there;

    Run(String key, Payload payload, Place place, int piece) {
      this.key = key;
      this.payload = payload;
      this.bytes = new SentBytes(payload);
      this.session = place.session;
      this.there = place.there;
      this.piece = piece;
    }

    Sent whole(boolean ask) throws IOException {
      if (ask) {
        policy.run(() -> ask(payload.length()));
      }
      while (answer == null) {
        policy.run(this::sendNext);
        if (!asks && answer == null) {
          remember(key, payload, new Place(session, there));
        }
      }
      return new Sent(answer, bytes.digestOfAll());
    }

    /// Sends the next piece; after a failure it asks what arrived, and goes on when that is more.
    private Void sendNext() throws IOException {
      long from = there;
      long left = payload.length() - from;
      long length = bytes.isRanged() ? Math.min(piece, left) : left;
      try {
        put(bytes.body(from, length), from, length, payload.length());
        if (answer == null && there <= from) {
          throw nothingKept();
        }
      } catch (HttpFailure failure) {
        if (!failure.isRetryable()) {
          throw failure;
        }
        ask(payload.length());
        if (answer == null && there <= from) {
          throw failure;
        }
      }
      return null;
    }

    private HttpFailure nothingKept() {
      return HttpFailure.of(
          Request.get(session), FailureKind.CUT, "the server kept nothing of a part", null);
    }

    /// Sends a payload whose length shows at its end, holding one piece in memory.
    Sent stream() throws IOException {
      try (InputStream in = bytes.openAll()) {
        byte[] now = in.readNBytes(piece);
        long from = 0;
        while (answer == null) {
          byte[] next = now.length < piece ? new byte[0] : in.readNBytes(piece);
          long total = next.length == 0 ? from + now.length : -1;
          sendHeld(now, from, total);
          from += now.length;
          now = next;
          if (total >= 0 && answer == null) {
            throw HttpFailure.of(
                Request.get(session), FailureKind.PROTOCOL, "the server waits for more", null);
          }
        }
        return new Sent(answer, bytes.digestOfAll());
      }
    }

    private void sendHeld(byte[] held, long from, long total) throws IOException {
      long end = from + held.length;
      do {
        policy.run(
            () -> {
              long before = there;
              if (before < from) {
                throw nothingKept();
              }
              RequestBody rest = rest(held, Math.toIntExact(before - from));
              try {
                put(rest, before, rest.length(), total);
                if (answer == null && there <= before) {
                  throw nothingKept();
                }
                return null;
              } catch (HttpFailure failure) {
                if (failure.isRetryable()) {
                  ask(total);
                }
                if (answer == null) {
                  throw failure;
                }
                return null;
              }
            });
      } while (answer == null && there < end);
    }

    private static RequestBody rest(byte[] held, int skip) {
      return new RequestBody() {
        @Override
        public long length() {
          return held.length - skip;
        }

        @Override
        public InputStream open() {
          return new ByteArrayInputStream(held, skip, held.length - skip);
        }
      };
    }

    private Void put(RequestBody body, long from, long length, long total) throws IOException {
      String size = total < 0 ? "*" : Long.toString(total);
      String range = length == 0 ? "*" : from + "-" + (from + length - 1);
      exchange(
          Request.of("PUT", session, body).with("Content-Range", "bytes " + range + "/" + size));
      return null;
    }

    private Void ask(long total) throws IOException {
      if (!asks) {
        return null;
      }
      String size = total < 0 ? "*" : Long.toString(total);
      exchange(
          Request.of("PUT", session, RequestBody.NONE).with("Content-Range", "bytes */" + size));
      return null;
    }

    private void exchange(Request request) throws IOException {
      try (Response response = transport.exchange(request)) {
        if (response.status() == 308) {
          there = arrived(response);
        } else if (response.isSuccess()) {
          answer = response.readAll(ANSWER_LIMIT);
        } else {
          throw judge.failure(response);
        }
      }
    }

    /// The end of `Range: bytes=0-41`; without it nothing is there.
    private static long arrived(Response response) throws IOException {
      String range = response.headers().first("Range").orElse("");
      if (range.isEmpty()) {
        return 0;
      }
      try {
        return Long.parseUnsignedLong(range.substring(range.lastIndexOf('-') + 1).strip()) + 1;
      } catch (NumberFormatException unreadable) {
        throw HttpFailure.of(
            response.request(), FailureKind.PROTOCOL, "an answer without a usable range", null);
      }
    }
  }
}
