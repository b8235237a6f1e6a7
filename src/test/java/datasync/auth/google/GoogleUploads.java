package datasync.auth.google;

import datasync.http.FakeServer;
import datasync.text.json.JsonFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How files come to Google's services and go from them, the same for the fakes of all of them:
/// uploads in one request, uploads in pieces and ranges, strictly as documented.
///
/// @param <T> what an upload makes
public final class GoogleUploads<T> {
  private static final int BLOCK = 256 << 10;

  private final Map<String, Session<T>> sessions = new TreeMap<>();
  private final int gone;
  private final int gap;
  private int begun;
  private int kept = Integer.MAX_VALUE;

  /// @param gone the status for uploads that are not known
  /// @param gap the status for a piece that does not follow the last one
  public GoogleUploads(int gone, int gap) {
    this.gone = gone;
    this.gap = gap;
  }

  private record Session<T>(T target, long length, byte[] there) {}

  /// An upload with all of its bytes.
  public record Done<T>(T target, byte[] content) {}

  /// The two parts of an upload in one request.
  public record Parts(JsonFields metadata, byte[] content) {}

  /// The service says no.
  public static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    /// Refuses with a status.
    public Refusal(int status, String reason) {
      super(reason);
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  /// Refuses what is not good.
  public static void check(boolean good, int status, String reason) throws Refusal {
    if (!good) {
      throw new Refusal(status, reason);
    }
  }

  /// Keeps that many bytes of a piece at most.
  public void keepAtMost(int bytes) {
    kept = bytes;
  }

  /// Forgets all uploads on their way.
  public void clear() {
    sessions.clear();
  }

  /// Answers with bytes, or the part of them that is asked for.
  public static void media(
      byte[] bytes, String range, FakeServer.Reply reply, String... headers) throws IOException {
    if (range.isEmpty()) {
      reply.send(200, bytes, headers);
      return;
    }
    String[] ends = range.substring("bytes=".length()).split("-");
    int from = Integer.parseInt(ends[0]);
    int last = bytes.length - 1;
    last = ends.length > 1 ? Math.min(last, Integer.parseInt(ends[1])) : last;
    if (from >= bytes.length) {
      reply.send(416, "", "Content-Range: bytes */" + bytes.length);
    } else {
      String[] all = Arrays.copyOf(headers, headers.length + 1);
      all[headers.length] = "Content-Range: bytes " + from + "-" + last + "/" + bytes.length;
      reply.send(206, Arrays.copyOfRange(bytes, from, last + 1), all);
    }
  }

  /// Reads an upload in one request.
  public static Parts parts(FakeServer.Seen request) throws Refusal, IOException {
    String type = request.header("Content-Type");
    String boundary = "--" + type.replaceAll("multipart/related; ?boundary=(.*)", "$1");
    String text = new String(request.body(), StandardCharsets.ISO_8859_1);
    String[] parts = text.split("(\r\n)?" + boundary + "(--)?\r\n");
    check(parts.length == 3 && parts[0].isEmpty() && text.endsWith("--\r\n"), 400, "parts");
    byte[] metadata =
        parts[1].split("\r\n\r\n", 2)[1].strip().getBytes(StandardCharsets.ISO_8859_1);
    byte[] content = parts[2].split("\r\n\r\n", 2)[1].getBytes(StandardCharsets.ISO_8859_1);
    return new Parts(JsonFields.parse(metadata, "metadata"), content);
  }

  /// The metadata of an upload in pieces.
  public static JsonFields metadata(FakeServer.Seen request) throws Refusal, IOException {
    check(request.header("Content-Type").startsWith("application/json"), 400, "invalid");
    return JsonFields.parse(request.body(), "metadata");
  }

  /// Begins an upload in pieces and answers with its address.
  public void begin(T target, FakeServer.Seen request, FakeServer.Reply reply)
      throws IOException {
    String length = request.header("X-Upload-Content-Length");
    long total = length.isEmpty() ? -1 : Long.parseLong(length);
    String id = "/session/" + begun++;
    sessions.put(id, new Session<>(target, total, new byte[0]));
    String place = "http://" + request.header("Host") + id + "?upload_id=s3ss10n";
    reply.send(200, "", "Location: " + place);
  }

  /// Takes a piece, or tells how much is there; answers unless the upload is done.
  public Optional<Done<T>> piece(String id, FakeServer.Seen request, FakeServer.Reply reply)
      throws IOException, Refusal {
    Session<T> session = sessions.get(id);
    check(session != null && request.method().equals("PUT"), gone, "notFound");
    String[] range = request.header("Content-Range").split("[ /-]");
    check(range[0].equals("bytes"), 400, "invalid");
    String size = range[range.length - 1];
    byte[] now = session.there;
    if (!range[1].equals("*")) {
      long from = Long.parseLong(range[1]);
      long last = Long.parseLong(range[2]);
      boolean whole = !size.equals("*") && last + 1 == Long.parseLong(size);
      check(last - from + 1 == request.body().length, 400, "invalid");
      check(whole || request.body().length % BLOCK == 0, 400, "invalid");
      check(from == now.length, gap, "invalid");
      int keeps = Math.min(kept, request.body().length);
      now = Arrays.copyOf(now, now.length + keeps);
      System.arraycopy(request.body(), 0, now, (int) from, keeps);
    }
    if (!size.equals("*") && now.length == Long.parseLong(size)) {
      check(session.length < 0 || session.length == now.length, 400, "invalid");
      sessions.remove(id);
      return Optional.of(new Done<>(session.target, now));
    }
    sessions.put(id, new Session<>(session.target, session.length, now));
    if (now.length == 0) {
      reply.send(308, "");
    } else {
      reply.send(308, "", "Range: bytes=0-" + (now.length - 1));
    }
    return Optional.empty();
  }
}
