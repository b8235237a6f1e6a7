package datasync.backend.webhdfs;

import datasync.http.FakeServer;
import datasync.http.Percent;
import datasync.text.Value;
import datasync.text.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// A name node and a data node in memory, after Hadoop 3.5. The name node refuses bytes, users
/// without a name and what it does not know; the data node takes only what was sent to it by the
/// name node. Listings come in pages of three.
final class HdfsFake implements AutoCloseable {
  private static final int PAGE = 3;
  private static final byte[] FOLDER = new byte[0];

  private final NavigableMap<String, byte[]> tree = new ConcurrentSkipListMap<>();
  private final FakeServer nameNode;
  private final FakeServer dataNode;
  private final boolean httpFs;
  private volatile FakeServer.Handler around;
  private volatile FakeServer.Handler aroundData;

  /// @param httpFs whether it answers as HttpFS: no pages, no replacing by RENAME
  HdfsFake(boolean httpFs) throws IOException {
    this.httpFs = httpFs;
    tree.put("", FOLDER);
    around(this::name, this::data);
    nameNode = new FakeServer((request, reply) -> around.answer(request, reply));
    dataNode = new FakeServer((request, reply) -> aroundData.answer(request, reply));
  }

  /// Puts something before the name node and the data node.
  private void around(FakeServer.Handler name, FakeServer.Handler data) {
    around = name;
    aroundData = data;
  }

  /// Puts something before the name node.
  void aroundNames(FakeServer.Handler handler) {
    around = handler;
  }

  /// Puts something before the data node.
  void aroundData(FakeServer.Handler handler) {
    aroundData = handler;
  }

  FakeServer nameNode() {
    return nameNode;
  }

  FakeServer dataNode() {
    return dataNode;
  }

  /// Files by path; folders have the one empty array.
  Map<String, byte[]> tree() {
    return tree;
  }

  private record Asked(String path, Map<String, String> query) {
    static Asked of(FakeServer.Seen request) {
      String[] parts = request.target().split("\\?", 2);
      Map<String, String> query = new HashMap<>();
      for (String each : parts[1].split("&")) {
        String[] pair = each.split("=", 2);
        query.put(pair[0], Percent.decode(pair[1]));
      }
      String path = Percent.decode(parts[0].substring("/webhdfs/v1".length()));
      return new Asked(path.equals("/") ? "" : path, query);
    }

    String get(String name) {
      return query.getOrDefault(name, "");
    }
  }

  /// What the name node does with a request.
  void name(FakeServer.Seen request, FakeServer.Reply reply) throws IOException {
    Asked asked = Asked.of(request);
    if (request.body().length > 0 || asked.get("user.name").isEmpty()) {
      refuse(reply, 400, "IllegalArgumentException", "not to the name node");
      return;
    }
    String operation = request.method() + " " + asked.get("op");
    byte[] file = tree.get(asked.path);
    switch (operation) {
      case "PUT CREATE", "POST APPEND", "GET OPEN", "GET GETFILECHECKSUM" -> {
        boolean there = file != null && file != FOLDER;
        if (!there && !operation.equals("PUT CREATE")) {
          refuse(reply, 404, "FileNotFoundException", "File " + asked.path + " not found.");
        } else if (longAt(asked, "offset") > 0 && longAt(asked, "offset") >= file.length) {
          refuse(reply, 403, "IOException", "Offset out of the range");
        } else {
          reply.send(307, "", "Location: " + dataNode.uri(request.target() + "&from=namenode"));
        }
      }
      case "GET GETFILESTATUS" -> {
        if (file == null) {
          refuse(reply, 404, "FileNotFoundException", "File does not exist: " + asked.path);
        } else {
          send(reply, Map.of("FileStatus", status(asked.path, "")));
        }
      }
      case "GET LISTSTATUS", "GET LISTSTATUS_BATCH" -> list(asked, reply);
      case "PUT RENAME" -> rename(asked, reply);
      case "DELETE DELETE" -> delete(asked, reply);
      default -> refuse(reply, 400, "IllegalArgumentException", "no such operation");
    }
  }

  private static long longAt(Asked asked, String name) {
    return asked.get(name).isEmpty() ? 0 : Long.parseLong(asked.get(name));
  }

  /// What the data node does with a request.
  synchronized void data(FakeServer.Seen request, FakeServer.Reply reply) throws IOException {
    Asked asked = Asked.of(request);
    if (!asked.get("from").equals("namenode")) {
      refuse(reply, 400, "IllegalArgumentException", "not from the name node");
      return;
    }
    boolean sends = request.method().matches("PUT|POST");
    if (sends && !request.header("Content-Type").equals("application/octet-stream")) {
      refuse(reply, 400, "IllegalArgumentException", "no octets");
      return;
    }
    switch (asked.get("op")) {
      case "CREATE" -> {
        for (String up = asked.path; up.contains("/"); ) {
          up = up.substring(0, up.lastIndexOf('/'));
          tree.putIfAbsent(up, FOLDER);
        }
        tree.put(asked.path, request.body().length == 0 ? new byte[0] : request.body());
        reply.send(201, "");
      }
      case "APPEND" -> {
        append(asked.path, request.body());
        reply.send(200, "");
      }
      case "OPEN" -> {
        byte[] file = tree.get(asked.path);
        int from = (int) longAt(asked, "offset");
        int length = asked.get("length").isEmpty() ? file.length : (int) longAt(asked, "length");
        reply.send(200, Arrays.copyOfRange(file, from, Math.min(file.length, from + length)));
      }
      default -> {
        String sum = Integer.toHexString(Arrays.hashCode(tree.get(asked.path)));
        send(
            reply,
            Map.of("FileChecksum", mapping(Map.of("algorithm", text("x"), "bytes", text(sum)))));
      }
    }
  }

  /// Adds bytes to a file, as a data node does that was sent them.
  void append(String path, byte[] more) {
    byte[] before = tree.getOrDefault(path, FOLDER);
    byte[] after = Arrays.copyOf(before, before.length + more.length);
    System.arraycopy(more, 0, after, before.length, more.length);
    tree.put(path, after);
  }

  private void list(Asked asked, FakeServer.Reply reply) throws IOException {
    boolean pages = asked.get("op").endsWith("BATCH");
    byte[] file = tree.get(asked.path);
    if (pages && httpFs) {
      refuse(reply, 400, "IllegalArgumentException", "No enum constant LISTSTATUS_BATCH");
    } else if (file == null) {
      refuse(reply, 404, "FileNotFoundException", "File " + asked.path + " does not exist.");
    } else {
      List<Value> found = new ArrayList<>();
      int remaining = 0;
      for (String other : tree.subMap(asked.path + "/", asked.path + "0").keySet()) {
        String name = other.substring(asked.path.length() + 1);
        if (name.indexOf('/') < 0 && name.compareTo(asked.get("startafter")) > 0) {
          remaining += pages && found.size() == PAGE ? 1 : 0;
          if (!pages || found.size() < PAGE) {
            found.add(status(other, name));
          }
        }
      }
      if (file != FOLDER) {
        found.add(status(asked.path, ""));
      }
      Value statuses =
          mapping(Map.of("FileStatuses", mapping(Map.of("FileStatus", new Value.Sequence(found)))));
      send(
          reply,
          pages
              ? Map.of(
                  "DirectoryListing",
                  mapping(
                      Map.of(
                          "partialListing", statuses,
                          "remainingEntries", Value.Int.of(remaining))))
              : Map.of("FileStatuses", mapping(Map.of("FileStatus", new Value.Sequence(found)))));
    }
  }

  private synchronized void rename(Asked asked, FakeServer.Reply reply) throws IOException {
    String to = asked.get("destination");
    boolean replaces = asked.get("renameoptions").equals("OVERWRITE") && !httpFs;
    if (!tree.containsKey(asked.path) && replaces) {
      refuse(reply, 404, "FileNotFoundException", "rename source " + asked.path + " is not found.");
      return;
    }
    boolean moves = tree.containsKey(asked.path) && (replaces || !tree.containsKey(to));
    if (moves) {
      tree.put(to, tree.remove(asked.path));
    }
    if (replaces) {
      reply.send(200, "");
    } else {
      send(reply, Map.of("boolean", new Value.Bool(moves)));
    }
  }

  private void delete(Asked asked, FakeServer.Reply reply) throws IOException {
    boolean full = !tree.subMap(asked.path + "/", asked.path + "0").isEmpty();
    if (full || !asked.get("recursive").equals("false")) {
      refuse(reply, 403, "PathIsNotEmptyDirectoryException", asked.path + " is non empty");
      return;
    }
    send(reply, Map.of("boolean", new Value.Bool(tree.remove(asked.path) != null)));
  }

  private Value status(String path, String suffix) {
    byte[] file = tree.get(path);
    String type = file == FOLDER ? "DIRECTORY" : "FILE";
    return mapping(
        Map.of(
            "pathSuffix", text(suffix), "type", text(type),
            "length", Value.Int.of(file == null ? 0 : file.length)));
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  private static Value mapping(Map<String, Value> entries) {
    return Value.Mapping.of(entries);
  }

  private static void send(FakeServer.Reply reply, Map<String, Value> answer) throws IOException {
    reply.send(200, Json.write(mapping(answer)), "Content-Type: application/json");
  }

  /// Refuses as Hadoop does.
  static void refuse(FakeServer.Reply reply, int status, String exception, String message)
      throws IOException {
    Map<String, Value> remote = Map.of("exception", text(exception), "message", text(message));
    reply.send(status, Json.write(mapping(Map.of("RemoteException", mapping(remote)))));
  }

  @Override
  public void close() throws IOException {
    nameNode.close();
    dataNode.close();
  }
}
