package datasync.backend.webdav;

import datasync.http.FakeServer;
import datasync.http.Percent;
import datasync.text.xml.XmlElement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// A WebDAV server in memory (RFC 4918) that refuses what a strict one may refuse: folders made
/// without a final slash or with a body, files in folders that are not there, moves without a whole
/// `Destination` on this host or without `Overwrite`, listings of a whole tree, removed folders.
///
/// Files are kept by decoded path; a folder is kept as null bytes under its path without a slash.
final class DavFake implements FakeServer.Handler {
  private static final byte[] FOLDER = new byte[0];

  private final NavigableMap<String, byte[]> tree = new ConcurrentSkipListMap<>();
  private final Style style;

  /// How addresses are written in listings.
  enum Style {
    /// As paths, `D:` for the namespace, as Apache and nginx.
    PATHS,
    /// Whole, encoded more than needed and in lower case, folders without a slash, no prefix.
    WHOLE
  }

  DavFake(Style style) {
    this.style = style;
    tree.put("", FOLDER);
  }

  /// All that is kept.
  Map<String, byte[]> tree() {
    return tree;
  }

  /// Makes folders from outside.
  void folder(String path) {
    tree.put(path, FOLDER);
  }

  @Override
  public synchronized void answer(FakeServer.Seen request, FakeServer.Reply reply)
      throws IOException {
    String target = request.target();
    String path = Percent.decode(target);
    boolean slash = path.endsWith("/");
    String name = slash ? path.substring(0, path.length() - 1) : path;
    if (target.indexOf('?') >= 0 || target.contains("//") || path.contains("/../")) {
      reply.send(400, "no such address");
      return;
    }
    switch (request.method()) {
      case "PROPFIND" -> list(request, name, slash, reply);
      case "MKCOL" -> reply.send(makeFolder(request, name, slash), "");
      case "PUT" -> reply.send(put(request, name, slash), "");
      case "MOVE" -> reply.send(move(request), "");
      case "DELETE" -> reply.send(delete(request, name), "");
      case "GET", "HEAD" -> get(request, name, slash, reply);
      default -> reply.send(405, "");
    }
  }

  private boolean isFolder(String name) {
    return tree.get(name) == FOLDER;
  }

  private boolean isFile(String name) {
    return tree.get(name) != null && !isFolder(name);
  }

  private static String parent(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('/')));
  }

  private int makeFolder(FakeServer.Seen request, String name, boolean slash) {
    if (!slash || request.body().length > 0) {
      return slash ? 415 : 409;
    }
    if (isPiece(name) && !isHere(request, "Destination")) {
      return 400;
    }
    if (tree.containsKey(name)) {
      return 405;
    }
    if (!isFolder(parent(name))) {
      return 409;
    }
    tree.put(name, FOLDER);
    return 201;
  }

  private int put(FakeServer.Seen request, String name, boolean slash) {
    if (slash || isFolder(name)) {
      return 405;
    }
    if (!isFolder(parent(name))) {
      return 409;
    }
    boolean sound =
        !isPiece(name)
            || isHere(request, "Destination")
                && name.matches(".*/\\d{5}")
                && !request.header("OC-Total-Length").isEmpty();
    if (!request.header("Content-Range").isEmpty() || !sound) {
      return 400;
    }
    return tree.put(name, request.body().length == 0 ? new byte[0] : request.body()) == null
        ? 201
        : 204;
  }

  /// Moves a file as the request says; the status to answer with.
  int move(FakeServer.Seen request) {
    String name = Percent.decode(request.target());
    URI to = URI.create(request.header("Destination"));
    if (!isHere(request, "Destination") || !request.header("Overwrite").matches("[TF]")) {
      return 400;
    }
    String target = Percent.decode(to.getRawPath());
    if (isPiece(name) && name.endsWith("/.file")) {
      return assemble(request, parent(name), target);
    }
    if (!isFile(name)) {
      return 404;
    }
    if (!isFolder(parent(target)) || isFolder(target)) {
      return 409;
    }
    boolean there = tree.containsKey(target);
    if (there && request.header("Overwrite").equals("F")) {
      return 412;
    }
    tree.put(target, tree.remove(name));
    return there ? 204 : 201;
  }

  private static boolean isHere(FakeServer.Seen request, String field) {
    String host = URI.create(request.header(field)).getRawAuthority();
    return host == null || host.equals(request.header("Host"));
  }

  /// Whether a name is in the tree of Nextcloud's uploads.
  private static boolean isPiece(String name) {
    return name.matches("/remote.php/dav/uploads/[^/]+/.+");
  }

  /// Joins the pieces in a folder, as Nextcloud does.
  private int assemble(FakeServer.Seen request, String folder, String target) {
    if (!isFolder(folder)) {
      return 404;
    }
    NavigableMap<String, byte[]> pieces = tree.subMap(folder + "/", true, folder + "0", false);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    pieces.values().forEach(whole::writeBytes);
    if (whole.size() != Long.parseLong(request.header("OC-Total-Length"))) {
      return 400;
    }
    if (!isFolder(parent(target))) {
      return 409;
    }
    pieces.clear();
    tree.remove(folder);
    return tree.put(target, whole.toByteArray()) == null ? 201 : 204;
  }

  private int delete(FakeServer.Seen request, String name) {
    if (isPiece(name) && isFolder(name)) {
      tree.subMap(name, true, name + "0", false).clear();
      return 204;
    }
    if (isFolder(name)) {
      return 400;
    }
    if (!request.header("Depth").matches("|0|infinity")) {
      return 400;
    }
    return tree.remove(name) == null ? 404 : 204;
  }

  private void get(FakeServer.Seen request, String name, boolean slash, FakeServer.Reply reply)
      throws IOException {
    byte[] file = tree.get(name);
    if (slash || !isFile(name)) {
      reply.send(isFolder(name) ? 403 : 404, "");
      return;
    }
    String range = request.header("Range");
    if (range.isEmpty()) {
      reply.send(200, file, "ETag: " + etag(file));
      return;
    }
    int from = Integer.parseInt(range.substring("bytes=".length(), range.indexOf('-')));
    if (from >= file.length) {
      reply.send(416, "", "Content-Range: bytes */" + file.length);
    } else {
      String last = range.substring(range.indexOf('-') + 1);
      int end = last.isEmpty() ? file.length : Math.min(file.length, Integer.parseInt(last) + 1);
      reply.send(
          206, Arrays.copyOfRange(file, from, end), "ETag: " + etag(file),
          "Content-Range: bytes " + from + "-" + (end - 1) + "/" + file.length);
    }
  }

  private void list(FakeServer.Seen request, String name, boolean slash, FakeServer.Reply reply)
      throws IOException {
    XmlElement asked = XmlElement.parse(request.body(), "request");
    boolean sound = asked.name().equals("propfind") && asked.namespace().equals("DAV:");
    if (!sound || !request.header("Depth").matches("[01]")) {
      reply.send(sound ? 403 : 400, "");
      return;
    }
    if (!tree.containsKey(name) || slash && isFile(name)) {
      reply.send(404, "<html>not here</html>");
      return;
    }
    StringBuilder answer = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    answer.append(
        style == Style.PATHS ? "<D:multistatus xmlns:D=\"DAV:\">" : "<multistatus xmlns='DAV:'>");
    entry(request, name, answer);
    if (isFolder(name) && request.header("Depth").equals("1")) {
      for (String other : tree.subMap(name + "/", name + "0").keySet()) {
        if (parent(other).equals(name)) {
          entry(request, other, answer);
        }
      }
    }
    answer.append(style == Style.PATHS ? "</D:multistatus>" : "</multistatus>");
    reply.send(207, answer.toString(), "Content-Type: application/xml");
  }

  private void entry(FakeServer.Seen request, String name, StringBuilder answer) {
    byte[] file = tree.get(name);
    String kind = isFolder(name) ? "<D:collection/>" : "";
    String size =
        isFolder(name) ? "" : "<D:getcontentlength>" + file.length + "</D:getcontentlength>";
    String tag = isFolder(name) ? "" : "<D:getetag>" + etag(file) + "</D:getetag>";
    String entry =
        "<D:response><D:href>" + href(request, name) + "</D:href>"
            + "<D:propstat><D:prop><D:quota xmlns:D='other:'>5</D:quota>"
            + "<D:getcontentlength/><D:getetag/></D:prop>"
            + "<D:status>HTTP/1.1 404 Not Found</D:status></D:propstat>"
            + "<D:propstat><D:prop><D:resourcetype>" + kind + "</D:resourcetype>" + size + tag
            + "</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>\n";
    answer.append(
        style == Style.PATHS ? entry : entry.replaceAll("<D:q.*</D:quota>", "").replace("D:", ""));
  }

  private String href(FakeServer.Seen request, String name) {
    String path = Percent.encodePath(name);
    if (style == Style.PATHS) {
      return (isFolder(name) ? path + "/" : path).replace("&", "&amp;");
    }
    StringBuilder encoded = new StringBuilder("http://").append(request.header("Host"));
    for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
      encoded.append(each == '/' ? "/" : "%%%02x".formatted(each & 0xff));
    }
    return encoded.toString();
  }

  /// The tag of a file's content.
  static String etag(byte[] file) {
    return "\"" + Integer.toHexString(Arrays.hashCode(file)) + "\"";
  }
}
