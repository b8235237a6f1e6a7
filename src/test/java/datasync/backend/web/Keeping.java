package datasync.backend.web;

import datasync.http.FakeServer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A server that keeps what it is given, with ranges.
final class Keeping implements FakeServer.Handler {
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();

  /// The bodies by target.
  Map<String, byte[]> files() {
    return files;
  }

  @Override
  public void answer(FakeServer.Seen request, FakeServer.Reply reply) throws IOException {
    byte[] file = files.get(request.target());
    if (!request.method().equals("GET")) {
      files.put(request.target(), request.body());
      reply.send(200, "");
    } else if (file == null) {
      reply.send(404, "nothing");
    } else if (request.header("Range").isEmpty()) {
      reply.send(200, file);
    } else {
      range(file, request.header("Range").substring(6).split("-"), reply);
    }
  }

  private static void range(byte[] file, String[] range, FakeServer.Reply reply)
      throws IOException {
    int from = Integer.parseInt(range[0]);
    int last = range.length > 1 ? Integer.parseInt(range[1]) : file.length - 1;
    if (from >= file.length) {
      reply.send(416, "", "Content-Range: bytes */" + file.length);
    } else {
      String field = "Content-Range: bytes " + from + "-" + last + "/" + file.length;
      reply.send(206, Arrays.copyOfRange(file, from, last + 1), field);
    }
  }
}
