package datasync.faults;

import datasync.http.FakeServer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A server that keeps files, and breaks one of its answers or all from one on.
final class BreakingServer implements FakeServer.Handler {
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private int requests;
  private int first = Integer.MAX_VALUE;
  private boolean once;
  private Fault fault = Fault.ERROR;

  /// How an answer breaks.
  enum Fault {
    /// Status 503 and nothing done.
    ERROR,
    /// The connection ends and nothing was done.
    CUT,
    /// The connection ends when everything was done.
    REPLY_LOST,
    /// A body ends in its middle.
    TRUNCATION,
    /// A body has one wrong bit.
    FLIPPED_BIT,
    /// Nothing comes until the server is closed.
    STALL
  }

  /// The files by the path of their address.
  Map<String, byte[]> files() {
    return files;
  }

  /// Counts from the start again and breaks the n-th answer; 0 for none.
  ///
  /// @param only whether the answers after it are right
  synchronized void breakAt(int n, Fault how, boolean only) {
    requests = 0;
    first = n == 0 ? Integer.MAX_VALUE : n;
    fault = how;
    once = only;
  }

  /// How many requests there were.
  synchronized int requests() {
    return requests;
  }

  private synchronized boolean isBroken() {
    requests++;
    return once ? requests == first : requests >= first;
  }

  @Override
  public void answer(FakeServer.Seen request, FakeServer.Reply reply) throws IOException {
    if (!isBroken()) {
      serve(request, reply, body -> body);
      return;
    }
    switch (fault) {
      case ERROR -> reply.send(503, "broken");
      case CUT -> reply.cut();
      case STALL -> reply.stall();
      case REPLY_LOST -> {
        if (request.method().equals("PUT") || request.method().equals("POST")) {
          files.put(request.target(), request.body());
        }
        reply.cut();
      }
      case FLIPPED_BIT -> serve(request, reply, BreakingServer::flip);
      case TRUNCATION -> {
        byte[] file = files.getOrDefault(request.target(), new byte[0]);
        if (request.method().equals("GET") && file.length > 1) {
          reply.head(200, file.length);
          reply.raw(Arrays.copyOf(file, file.length / 2));
        }
        reply.cut();
      }
    }
  }

  private static byte[] flip(byte[] body) {
    byte[] wrong = body.clone();
    if (wrong.length > 0) {
      wrong[wrong.length / 2] ^= 1;
    }
    return wrong;
  }

  /// Changes a body on its way.
  private interface Change {
    byte[] of(byte[] body);
  }

  private void serve(FakeServer.Seen request, FakeServer.Reply reply, Change change)
      throws IOException {
    byte[] file = files.get(request.target());
    switch (request.method()) {
      case "GET", "HEAD" -> {
        if (file == null) {
          reply.send(404, "nothing");
          return;
        }
        String range = request.header("Range");
        if (range.isEmpty()) {
          reply.send(200, change.of(file));
          return;
        }
        int from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-.*", "$1"));
        byte[] rest = Arrays.copyOfRange(file, Math.min(from, file.length), file.length);
        reply.send(
            206,
            change.of(rest),
            "Content-Range: bytes " + from + "-" + (file.length - 1) + "/" + file.length);
      }
      default -> {
        files.put(request.target(), request.body());
        reply.send(200, "");
      }
    }
  }
}
