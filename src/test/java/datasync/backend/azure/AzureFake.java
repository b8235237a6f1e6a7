package datasync.backend.azure;

import datasync.http.FakeServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// One container `cont` of a storage account with versions, made from the documentation of the REST
/// API. Recomputes every signature, checks every digest, and refuses what it does not know.
final class AzureFake implements FakeServer.Handler {
  static final String ACCOUNT = "acct";
  static final String KEY = Base64.getEncoder().encodeToString("key of acct".getBytes());

  private static final String BASE = "/acct/cont";
  private static final int PAGE = 2;

  private final Map<String, TreeMap<String, Blob>> blobs = new TreeMap<>();
  private final Map<String, TreeMap<String, byte[]>> staged = new TreeMap<>();
  private final List<String> refusals = new ArrayList<>();
  private String token = "";
  private Duration ahead = Duration.ZERO;
  private int versions;

  /// One version of a blob; what was deleted last is not current.
  private record Blob(byte[] bytes, String version, boolean current, boolean folder) {
    String etag() {
      return "0x" + version.hashCode();
    }
  }

  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refused(int status, String code) {
      super(code);
      this.status = status;
    }
  }

  /// Answers the next requests with these, such as `503 ServerBusy`, one each.
  synchronized void refuse(String... answers) {
    refusals.addAll(List.of(answers));
  }

  /// Takes this token from now on, and no signature of a key.
  synchronized void takeToken(String only) {
    token = only;
  }

  /// Has a clock that is so much ahead.
  synchronized void clockIsAhead(Duration by) {
    ahead = by;
  }

  /// Holds a folder as accounts with a hierarchical namespace show it.
  synchronized void makeFolder(String name) {
    put(name, new byte[0], true);
  }

  /// Forgets blocks, as when another writer committed.
  synchronized void dropStaged() {
    staged.clear();
  }

  /// The staged blocks of a name.
  synchronized int staged(String name) {
    return staged.getOrDefault(name, new TreeMap<>()).size();
  }

  /// Stages a block of another program.
  synchronized void stage(String name, String id) {
    staged.computeIfAbsent(name, n -> new TreeMap<>()).put(id, new byte[3]);
  }

  private Blob put(String name, byte[] bytes, boolean folder) {
    TreeMap<String, Blob> all = blobs.computeIfAbsent(name, n -> new TreeMap<>());
    all.replaceAll((id, old) -> new Blob(old.bytes, id, false, old.folder));
    String version = "2026-01-01T00:00:00.%07dZ".formatted(++versions);
    Blob blob = new Blob(bytes, version, true, folder);
    all.put(version, blob);
    staged.remove(name);
    return blob;
  }

  @Override
  public void answer(FakeServer.Seen request, FakeServer.Reply reply) throws IOException {
    try {
      synchronized (this) {
        if (!refusals.isEmpty()) {
          String[] refusal = refusals.removeFirst().split(" ");
          throw new Refused(Integer.parseInt(refusal[0]), refusal[1]);
        }
        String[] target = request.target().split("\\?", 2);
        Map<String, String> query = query(target.length > 1 ? target[1] : "");
        authorize(request, target[0], query);
        require(request.header("x-ms-version").equals("2021-12-02"), 400, "InvalidHeaderValue");
        String digest = request.header("Content-MD5");
        require(digest.isEmpty() || digest.equals(md5(request.body())), 400, "Md5Mismatch");
        if (query.containsKey("sig")) {
          List.of("sv", "sp", "sig").forEach(query::remove);
        }
        if (target[0].equals(BASE)) {
          list(query, reply);
        } else {
          require(target[0].startsWith(BASE + "/"), 404, "ContainerNotFound");
          blob(request, decode(target[0].substring(BASE.length() + 1)), query, reply);
        }
      }
    } catch (Refused refused) {
      byte[] body =
          ("<?xml version=\"1.0\"?><Error><Code>" + refused.getMessage()
                  + "</Code><Message>m</Message></Error>")
              .getBytes(StandardCharsets.UTF_8);
      String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(now());
      reply.send(
          refused.status, body, "x-ms-error-code: " + refused.getMessage(), "Date: " + date,
          "Retry-After: 0");
    }
  }

  private ZonedDateTime now() {
    return Instant.now().plus(ahead).atZone(java.time.ZoneOffset.UTC);
  }

  private static void require(boolean holds, int status, String code) throws Refused {
    if (!holds) {
      throw new Refused(status, code);
    }
  }

  private static Map<String, String> query(String text) throws Refused {
    Map<String, String> query = new TreeMap<>();
    for (String part : text.isEmpty() ? new String[0] : text.split("&")) {
      String[] pair = part.split("=", 2);
      require(pair.length == 2, 400, "InvalidQueryParameterValue");
      query.put(decode(pair[0]), decode(pair[1]));
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private void authorize(FakeServer.Seen request, String path, Map<String, String> query)
      throws Refused {
    String given = request.header("Authorization");
    if (!token.isEmpty()) {
      require(given.equals("Bearer " + token), 401, "InvalidAuthenticationInfo");
      return;
    }
    if (query.containsKey("sig")) {
      require(given.isEmpty() && query.get("sig").equals("s+/="), 403, "AuthenticationFailed");
      return;
    }
    require(!given.isEmpty(), 401, "NoAuthenticationInformation");
    Instant date =
        DateTimeFormatter.RFC_1123_DATE_TIME.parse(request.header("x-ms-date"), Instant::from);
    boolean near =
        Duration.between(date, now().toInstant()).abs().compareTo(Duration.ofMinutes(15)) < 0;
    String expected = "SharedKey " + ACCOUNT + ":" + signature(request, path, query);
    require(near && given.equals(expected), 403, "AuthenticationFailed");
  }

  private static String signature(
      FakeServer.Seen request, String path, Map<String, String> query) {
    String length = request.header("Content-Length");
    List<String> lines = new ArrayList<>();
    lines.add(request.method());
    lines.add(request.header("Content-Encoding"));
    lines.add(request.header("Content-Language"));
    lines.add(length.equals("0") ? "" : length);
    for (String name :
        List.of(
            "Content-MD5", "Content-Type", "Date", "If-Modified-Since", "If-Match",
            "If-None-Match", "If-Unmodified-Since", "Range")) {
      lines.add(request.header(name));
    }
    Map<String, String> own = new TreeMap<>();
    request.headers().forEach((name, value) -> own.put(name.toLowerCase(Locale.ROOT), value));
    own.keySet().removeIf(name -> !name.startsWith("x-ms-"));
    own.forEach((name, value) -> lines.add(name + ":" + value));
    lines.add("/" + ACCOUNT + path);
    query.forEach((name, value) -> lines.add(name + ":" + value));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(KEY), "HmacSHA256"));
      byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(mac.doFinal(text));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String md5(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void list(Map<String, String> query, FakeServer.Reply reply)
      throws IOException, Refused {
    require(
        "container".equals(query.remove("restype")) && "list".equals(query.remove("comp")),
        400, "InvalidQueryParameterValue");
    int most = Math.min(PAGE, Integer.parseInt(query.remove("maxresults")));
    String prefix = query.getOrDefault("prefix", "");
    String delimiter = query.getOrDefault("delimiter", "");
    String marker = query.getOrDefault("marker", "").replace("%01", "\u0001");
    boolean all = query.getOrDefault("include", "").contains("versions");
    List.of("prefix", "delimiter", "marker", "include").forEach(query::remove);
    require(query.isEmpty(), 400, "InvalidQueryParameterValue");
    StringBuilder text =
        new StringBuilder("\ufeff<?xml version=\"1.0\"?><EnumerationResults><Blobs>");
    TreeMap<String, String> entries = new TreeMap<>();
    blobs.forEach(
        (name, list) -> {
          int end = delimiter.isEmpty() ? -1 : name.indexOf(delimiter, prefix.length());
          for (Blob blob : list.values()) {
            if (!name.startsWith(prefix) || !all && !blob.current) {
              continue;
            }
            if (end >= 0) {
              String shown = name.substring(0, end + 1);
              entries.put(shown, "<BlobPrefix><Name>" + xml(shown) + "</Name></BlobPrefix>");
            } else {
              entries.put(name + "\u0001" + blob.version, entry(name, blob, all));
            }
          }
        });
    String next = "";
    int count = 0;
    for (Map.Entry<String, String> entry : entries.tailMap(marker, true).entrySet()) {
      if (count++ == most) {
        next = entry.getKey();
        break;
      }
      text.append(entry.getValue());
    }
    text.append("</Blobs><NextMarker>").append(xml(next.replace("\u0001", "%01")));
    reply.send(200, text.append("</NextMarker></EnumerationResults>").toString());
  }

  private static String entry(String name, Blob blob, boolean versions) {
    String version =
        versions
            ? "<VersionId>" + blob.version + "</VersionId>"
                + (blob.current ? "<IsCurrentVersion>true</IsCurrentVersion>" : "")
            : "";
    String metadata = blob.folder ? "<hdi_isfolder>true</hdi_isfolder>" : "";
    return "<Blob><Name>" + xml(name) + "</Name>" + version + "<Properties><Etag>" + blob.etag()
        + "</Etag><Content-Length>" + blob.bytes.length + "</Content-Length></Properties><Metadata>"
        + metadata + "</Metadata></Blob>";
  }

  private static String xml(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private void blob(
      FakeServer.Seen request, String name, Map<String, String> query, FakeServer.Reply reply)
      throws IOException, Refused {
    String what = query.getOrDefault("comp", "") + " " + request.method();
    switch (what) {
      case " GET", " HEAD" -> read(request, find(name, query.get("versionid")), reply);
      case " PUT" -> {
        require(request.header("x-ms-blob-type").equals("BlockBlob"), 400, "MissingRequiredHeader");
        created(put(name, request.body(), false), md5(request.body()), reply);
      }
      case " DELETE" -> {
        Blob blob = find(name, null);
        TreeMap<String, Blob> all = blobs.get(name);
        all.put(blob.version, new Blob(blob.bytes, blob.version, false, blob.folder));
        reply.send(202, "");
      }
      case "block PUT" -> {
        String id = query.get("blockid");
        TreeMap<String, byte[]> blocks = staged.computeIfAbsent(name, n -> new TreeMap<>());
        boolean fits = blocks.isEmpty() || blocks.firstKey().length() == id.length();
        require(fits, 400, "InvalidBlobOrBlock");
        blocks.put(id, request.body());
        reply.send(201, "", "Content-MD5: " + md5(request.body()));
      }
      case "blocklist GET" -> {
        require(staged.containsKey(name) || blobs.containsKey(name), 404, "BlobNotFound");
        StringBuilder list = new StringBuilder("<BlockList><UncommittedBlocks>");
        staged
            .getOrDefault(name, new TreeMap<>())
            .forEach(
                (id, bytes) ->
                    list.append("<Block><Name>").append(id).append("</Name><Size>")
                        .append(bytes.length).append("</Size></Block>"));
        reply.send(200, list.append("</UncommittedBlocks></BlockList>").toString());
      }
      case "blocklist PUT" -> commit(request, name, reply);
      default -> throw new Refused(400, "UnsupportedHttpVerb");
    }
  }

  private void commit(FakeServer.Seen request, String name, FakeServer.Reply reply)
      throws IOException, Refused {
    String list = new String(request.body(), StandardCharsets.UTF_8);
    java.io.ByteArrayOutputStream whole = new java.io.ByteArrayOutputStream();
    String[] ids = list.split("<Latest>");
    for (int i = 1; i < ids.length; i++) {
      String id = ids[i].substring(0, ids[i].indexOf('<'));
      byte[] block = staged.getOrDefault(name, new TreeMap<>()).get(id);
      require(block != null, 400, "InvalidBlockList");
      whole.writeBytes(block);
    }
    created(put(name, whole.toByteArray(), false), "", reply);
  }

  private static void created(Blob blob, String digest, FakeServer.Reply reply)
      throws IOException {
    String field = digest.isEmpty() ? "x-ms-other: 1" : "Content-MD5: " + digest;
    reply.send(
        201, "", "ETag: \"" + blob.etag() + "\"", "x-ms-version-id: " + blob.version, field);
  }

  private Blob find(String name, String version) throws Refused {
    for (Blob blob : blobs.getOrDefault(name, new TreeMap<>()).values()) {
      if (version == null ? blob.current : blob.version.equals(version)) {
        return blob;
      }
    }
    throw new Refused(404, "BlobNotFound");
  }

  private static void read(FakeServer.Seen request, Blob blob, FakeServer.Reply reply)
      throws IOException, Refused {
    String etag = "\"" + blob.etag() + "\"";
    String same = request.header("If-Match");
    require(same.isEmpty() || same.equals(etag), 412, "ConditionNotMet");
    require(request.header("If-Range").isEmpty(), 400, "UnsupportedHeader");
    List<String> fields =
        new ArrayList<>(List.of("ETag: " + etag, "x-ms-version-id: " + blob.version));
    if (blob.folder) {
      fields.add("x-ms-meta-hdi_isfolder: true");
    }
    String range = request.header("Range");
    if (range.isEmpty()) {
      reply.send(200, blob.bytes, fields.toArray(String[]::new));
      return;
    }
    String[] ends = range.substring(6).split("-");
    int from = Integer.parseInt(ends[0]);
    int size = blob.bytes.length;
    int end = ends.length > 1 ? Math.min(size, Integer.parseInt(ends[1]) + 1) : size;
    require(from < size, 416, "InvalidRange");
    fields.add("Content-Range: bytes " + from + "-" + (end - 1) + "/" + size);
    byte[] part = java.util.Arrays.copyOfRange(blob.bytes, from, end);
    reply.send(206, part, fields.toArray(String[]::new));
  }

  /// The connection string of this account on a server.
  static String connection(FakeServer server) {
    URI endpoint = server.uri("/acct");
    return "AccountName=" + ACCOUNT + ";AccountKey=" + KEY + ";BlobEndpoint=" + endpoint;
  }
}
