package datasync.backend.s3;

import datasync.http.FakeServer;
import datasync.http.FakeServer.Reply;
import datasync.http.FakeServer.Seen;
import datasync.text.xml.XmlElement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// A small strict service like S3 with one bucket that keeps versions: checks each signature and
/// digest, wants lengths, gives small pages.
final class S3Fake implements FakeServer.Handler {
  static final String KEY = "AKIDTEST";
  static final String SECRET = "fake+secret/1";

  /// What the service is; a test may change it between requests.
  volatile SignatureCheck signatures =
      new SignatureCheck(
          "us-east-1", new ConcurrentHashMap<>(Map.of(KEY, SECRET)), Instant.now());

  volatile String bucket = "bucket";
  volatile String base = "";
  volatile boolean anonymous;
  volatile int page = 2;
  volatile int leastPart = 100;
  volatile boolean onlyVersionOne;
  volatile boolean batches = true;
  volatile boolean versions = true;
  volatile String token = "";
  private volatile Fault fault;

  /// Meddles with requests before they are looked at.
  interface Fault {
    /// Whether the request was answered.
    boolean answer(Seen request, Reply reply) throws IOException;
  }

  record Version(String id, byte[] bytes, String etag, boolean mark) {}

  private record Pending(String key, TreeMap<Integer, Version> parts) {}

  private final TreeMap<String, List<Version>> objects = new TreeMap<>(S3Fake::compare);
  private final Map<String, Pending> uploads = new LinkedHashMap<>();
  private int ids;

  private static int compare(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  void meddle(Fault with) {
    fault = with;
  }

  /// A code that ends the request.
  private static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;
    final int status;

    Refused(int status, String code) {
      super(code);
      this.status = status;
    }
  }

  @Override
  public void answer(Seen request, Reply reply) throws IOException {
    Fault now = fault;
    if (now != null && now.answer(request, reply)) {
      return;
    }
    try {
      check(request);
      synchronized (this) {
        serve(request, reply);
      }
    } catch (Refused refused) {
      refuse(request, reply, refused.status, refused.getMessage());
    }
  }

  void refuse(Seen request, Reply reply, int status, String code) throws IOException {
    String body =
        "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>No.</Message><Region>"
            + signatures.region() + "</Region></Error>";
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(signatures.time().atOffset(ZoneOffset.UTC));
    // nothing tells the region but the document, which the answer to HEAD does not have
    reply.send(
        status, request.method().equals("HEAD") ? "" : body, "Date: " + date,
        request.method().equals("HEAD") ? "x-amz-bucket-region: " + signatures.region() : "x: x");
  }

  private void check(Seen request) throws Refused {
    if (request.method().equals("PUT") && request.header("Content-Length").isEmpty()
        || request.header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
      throw new Refused(411, "MissingContentLength");
    }
    if (request.header("Content-Encoding").contains("aws-chunked")) {
      throw new Refused(501, "NotImplemented");
    }
    if (!anonymous || !request.header("Authorization").isEmpty()) {
      String code = signatures.fault(request);
      if (!code.isEmpty()) {
        boolean malformed = code.startsWith("AuthorizationHeader") || code.startsWith("XAmz");
        throw new Refused(malformed ? 400 : 403, code);
      }
      if (!request.header("x-amz-security-token").equals(token)) {
        throw new Refused(400, "ExpiredToken");
      }
    }
    String md5 = request.header("Content-MD5");
    byte[] actual = SignatureCheck.digest("MD5", request.body());
    if (!md5.isEmpty() && !md5.equals(Base64.getEncoder().encodeToString(actual))) {
      throw new Refused(400, "BadDigest");
    }
  }

  private void serve(Seen request, Reply reply) throws IOException {
    int mark = request.target().indexOf('?');
    String raw = mark < 0 ? request.target() : request.target().substring(0, mark);
    String root = base + "/" + bucket;
    if (!raw.equals(root) && !raw.startsWith(root + "/")) {
      throw new Refused(404, raw.startsWith(base + "/") ? "NoSuchBucket" : "InvalidRequest");
    }
    String key =
        raw.length() <= root.length() + 1
            ? ""
            : URLDecoder.decode(
                raw.substring(root.length() + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
    Map<String, String> query = query(mark < 0 ? "" : request.target().substring(mark + 1));
    if (key.isEmpty()) {
      serveBucket(request, reply, query);
    } else {
      serveObject(request, reply, key, query);
    }
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String part : raw.isEmpty() ? new String[0] : raw.split("&")) {
      String[] pair = part.split("=", 2);
      String value = pair.length < 2 ? "" : pair[1];
      query.put(pair[0], URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
    return query;
  }

  private void serveBucket(Seen request, Reply reply, Map<String, String> query)
      throws IOException {
    if (request.method().equals("POST") && query.containsKey("delete")) {
      deleteSeveral(request, reply);
    } else if (!request.method().equals("GET")) {
      throw new Refused(405, "MethodNotAllowed");
    } else if (query.containsKey("versions")) {
      S3FakeListing.versions(objects, query, page, reply, versions);
    } else if (onlyVersionOne && query.containsKey("list-type")) {
      throw new Refused(501, "NotImplemented");
    } else {
      S3FakeListing.objects(objects, query, page, reply);
    }
  }

  private void deleteSeveral(Seen request, Reply reply) throws IOException {
    if (!batches) {
      throw new Refused(501, "NotImplemented");
    }
    if (request.header("Content-MD5").isEmpty()) {
      throw new Refused(400, "MissingContentMD5");
    }
    List<XmlElement> all = XmlElement.parse(request.body(), "request").all("Object");
    if (all.isEmpty() || all.size() > 1000) {
      throw new Refused(400, "MalformedXML");
    }
    all.forEach(object -> delete(object.textAt("Key")));
    reply.send(200, "<DeleteResult></DeleteResult>");
  }

  private void delete(String key) {
    if (objects.containsKey(key)) {
      objects.get(key).add(new Version("m" + ids++, new byte[0], "", true));
    }
  }

  private void serveObject(Seen request, Reply reply, String key, Map<String, String> query)
      throws IOException {
    String id = query.get("uploadId");
    if (id != null || query.containsKey("uploads")) {
      serveUpload(request, reply, key, query);
      return;
    }
    switch (request.method()) {
      case "HEAD" -> {
        Version version = version(key, query.get("versionId"));
        reply.head(200, version.bytes.length, "ETag: " + version.etag, idField(version));
      }
      case "GET" -> get(request, reply, version(key, query.get("versionId")));
      case "PUT" -> {
        Version made = keep(key, request.body(), "");
        reply.send(200, "", "ETag: " + made.etag, idField(made));
      }
      case "DELETE" -> {
        delete(key);
        reply.send(204, "");
      }
      default -> throw new Refused(405, "MethodNotAllowed");
    }
  }

  private static String idField(Version version) {
    return "x-amz-version-id: " + version.id;
  }

  Version keep(String key, byte[] bytes, String suffix) {
    String tag =
        "\"" + HexFormat.of().formatHex(SignatureCheck.digest("MD5", bytes)) + suffix + "\"";
    Version made = new Version(versions ? "v" + ids++ : "null", bytes, tag, false);
    List<Version> all = objects.computeIfAbsent(key, name -> new ArrayList<>());
    if (!versions) {
      all.clear();
    }
    all.add(made);
    return made;
  }

  private Version version(String key, String id) throws Refused {
    List<Version> all = objects.getOrDefault(key, List.of());
    if (id != null && !id.matches("[vm][0-9]+")) {
      throw new Refused(400, "InvalidArgument");
    }
    for (Version version : all.reversed()) {
      if (id == null ? !version.mark : version.id.equals(id)) {
        return version;
      }
      if (id == null) {
        break;
      }
    }
    throw new Refused(404, id == null ? "NoSuchKey" : "NoSuchVersion");
  }

  private static void get(Seen request, Reply reply, Version version) throws IOException {
    String range = request.header("Range");
    int size = version.bytes.length;
    if (range.isEmpty()) {
      reply.send(200, version.bytes, "ETag: " + version.etag, idField(version));
      return;
    }
    int from = Integer.parseInt(range.substring(6, range.indexOf('-')));
    if (from >= size) {
      throw new Refused(416, "InvalidRange");
    }
    reply.send(
        206, Arrays.copyOfRange(version.bytes, from, size), "ETag: " + version.etag,
        "Content-Range: bytes " + from + "-" + (size - 1) + "/" + size);
  }

  private void serveUpload(Seen request, Reply reply, String key, Map<String, String> query)
      throws IOException {
    if (query.containsKey("uploads")) {
      String id = "up load/" + ids++;
      uploads.put(id, new Pending(key, new TreeMap<>()));
      reply.send(
          200,
          "<InitiateMultipartUploadResult><UploadId>" + id
              + "</UploadId></InitiateMultipartUploadResult>");
      return;
    }
    String id = query.get("uploadId");
    Pending pending = uploads.get(id);
    if (pending == null || !pending.key.equals(key)) {
      throw new Refused(404, "NoSuchUpload");
    }
    switch (request.method()) {
      case "PUT" -> {
        byte[] md5 = SignatureCheck.digest("MD5", request.body());
        String tag = "\"" + HexFormat.of().formatHex(md5) + "\"";
        int number = Integer.parseInt(query.get("partNumber"));
        pending.parts.put(number, new Version("", request.body(), tag, false));
        reply.send(200, "", "ETag: " + tag);
      }
      case "GET" -> S3FakeListing.parts(pending.parts, query, page, reply);
      case "DELETE" -> {
        uploads.remove(id);
        reply.send(204, "");
      }
      default -> {
        Version made = complete(request, pending);
        uploads.remove(id);
        reply.send(
            200,
            "<CompleteMultipartUploadResult><ETag>" + made.etag
                + "</ETag></CompleteMultipartUploadResult>",
            idField(made));
      }
    }
  }

  private Version complete(Seen request, Pending pending) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    List<XmlElement> named = XmlElement.parse(request.body(), "request").all("Part");
    int before = 0;
    for (XmlElement part : named) {
      int number = Integer.parseInt(part.textAt("PartNumber"));
      Version sent = pending.parts.get(number);
      if (number <= before) {
        throw new Refused(400, "InvalidPartOrder");
      }
      if (sent == null || !sent.etag.equals(part.textAt("ETag"))) {
        throw new Refused(400, "InvalidPart");
      }
      if (part != named.getLast() && sent.bytes.length < leastPart) {
        throw new Refused(400, "EntityTooSmall");
      }
      whole.writeBytes(sent.bytes);
      before = number;
    }
    return keep(pending.key, whole.toByteArray(), "-" + named.size());
  }

  /// Carries out the completion of the only upload without an answer.
  synchronized void complete(Seen request) throws IOException {
    complete(request, uploads.values().iterator().next());
    uploads.clear();
  }

  /// Changes who may do what.
  void change(UnaryOperator<SignatureCheck> to) {
    signatures = to.apply(signatures);
  }

  /// The bytes of an object's newest version.
  synchronized byte[] bytes(String key) {
    return objects.get(key).getLast().bytes;
  }

  synchronized int uploads() {
    return uploads.size();
  }

  /// The numbers of the parts of the only upload.
  synchronized List<Integer> partsThere() {
    return List.copyOf(uploads.values().iterator().next().parts.keySet());
  }

  synchronized void spoilPart(int number) {
    uploads.values().iterator().next().parts.computeIfPresent(
        number, (n, part) -> new Version("", part.bytes, "\"" + "0".repeat(32) + "\"", false));
  }
}
