package datasync.backend.gcs;

import static datasync.auth.google.GoogleUploads.check;

import datasync.auth.google.GoogleUploads;
import datasync.auth.google.GoogleUploads.Refusal;
import datasync.auth.google.TestAccount;
import datasync.http.FakeServer;
import datasync.text.Value;
import datasync.text.json.Json;
import datasync.text.json.JsonFields;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// One bucket, `bkt`, with versions, behind the JSON API of Cloud Storage as its documentation has
/// it; anything that is not in there is refused. Pages hold three names.
final class GcsFake implements FakeServer.Handler {
  private static final int PAGE = 3;
  private static final Set<String> KNOWN =
      Set.of(
          "fields", "prefix", "delimiter", "maxResults", "pageToken", "generation", "alt",
          "uploadType");

  private final TestAccount account;
  private final Map<String, List<Version>> objects = new TreeMap<>();
  private final GoogleUploads<String> uploads = new GoogleUploads<>(410, 503);
  private long generations = 1000;
  private int tokens;
  private boolean gzip;

  /// @param account the only one that may come in, or null for anybody
  GcsFake(TestAccount account) {
    this.account = account;
  }

  private record Version(long generation, byte[] bytes, boolean live) {}

  /// Makes the tokens given so far worthless.
  synchronized void endTokens() {
    tokens++;
  }

  /// Pretends that all objects are stored with `Content-Encoding: gzip`.
  synchronized void packAll() {
    gzip = true;
  }

  /// Keeps that many bytes of a piece at most.
  synchronized void keepAtMost(int bytes) {
    uploads.keepAtMost(bytes);
  }

  /// Forgets all uploads on their way.
  synchronized void endSessions() {
    uploads.clear();
  }

  @Override
  public synchronized void answer(FakeServer.Seen request, FakeServer.Reply reply)
      throws IOException {
    try {
      int mark = request.target().indexOf('?');
      String path = mark < 0 ? request.target() : request.target().substring(0, mark);
      Map<String, String> query =
          TestAccount.form(mark < 0 ? "" : request.target().substring(mark + 1));
      if (path.equals("/token")) {
        token(request, reply);
      } else if (path.startsWith("/session/")) {
        Optional<GoogleUploads.Done<String>> done = uploads.piece(path, request, reply);
        if (done.isPresent()) {
          store(done.get().target(), done.get().content(), reply);
        }
      } else {
        service(path, query, request, reply);
      }
    } catch (Refusal refusal) {
      String text =
          "{\"error\": {\"code\": " + refusal.status() + ", \"message\": \"" + refusal.getMessage()
              + "\", \"errors\": [{\"reason\": \"x\", \"message\": \"y\"}]}}";
      reply.send(refusal.status(), text, "Content-Type: application/json");
    }
  }

  private void token(FakeServer.Seen request, FakeServer.Reply reply)
      throws IOException, Refusal {
    Map<String, String> form =
        TestAccount.form(new String(request.body(), StandardCharsets.US_ASCII));
    JsonFields claims = account.claims(form.get("assertion"));
    boolean good =
        form.get("grant_type").equals(TestAccount.GRANT)
            && claims.text("iss").equals(TestAccount.EMAIL)
            && claims.text("aud").endsWith("/token")
            && claims.text("scope").contains("devstorage.read_write");
    check(good && claims.number("exp") - claims.number("iat") <= 3600, 400, "bad assertion");
    reply.send(
        200,
        "{\"access_token\": \"tok" + tokens + "\", \"expires_in\": 3599, \"token_type\": \"B\"}");
  }

  private void service(
      String path, Map<String, String> query, FakeServer.Seen request, FakeServer.Reply reply)
      throws IOException, Refusal {
    check(KNOWN.containsAll(query.keySet()), 400, "unknown parameter");
    if (account != null) {
      check(request.header("Authorization").equals("Bearer tok" + tokens), 401, "no login");
    }
    String way = path.startsWith("/upload") ? path.substring(7) : path;
    check(way.startsWith("/storage/v1/b/"), 404, "no such address");
    String rest = way.substring("/storage/v1/b/".length());
    check(rest.startsWith("bkt/o"), 404, "The specified bucket does not exist.");
    if (path.startsWith("/upload")) {
      upload(query, request, reply);
    } else if (rest.equals("bkt/o")) {
      list(query, reply);
    } else {
      String raw = rest.substring("bkt/o/".length());
      check(!raw.contains("/"), 404, "not encoded");
      String name = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
      object(name, query, request, reply);
    }
  }

  private Version find(String name, Map<String, String> query) throws Refusal {
    String generation = query.getOrDefault("generation", "");
    for (Version version : objects.getOrDefault(name, List.of())) {
      boolean same =
          generation.isEmpty()
              ? version.live
              : generation.equals(Long.toString(version.generation));
      if (same) {
        return version;
      }
    }
    throw new Refusal(404, "No such object: bkt/" + name);
  }

  private void object(
      String name, Map<String, String> query, FakeServer.Seen request, FakeServer.Reply reply)
      throws IOException, Refusal {
    Version version = find(name, query);
    if (request.method().equals("DELETE")) {
      List<Version> versions = objects.get(name);
      versions.remove(version);
      if (!query.containsKey("generation")) {
        versions.add(new Version(version.generation, version.bytes, false));
      }
      reply.send(204, "");
    } else if (query.getOrDefault("alt", "").equals("media")) {
      media(version, request, reply);
    } else {
      check(request.method().equals("GET"), 405, "method");
      reply.send(200, Json.write(describe(name, version)));
    }
  }

  private void media(Version version, FakeServer.Seen request, FakeServer.Reply reply)
      throws IOException {
    byte[] bytes = version.bytes;
    String tag = "ETag: \"" + version.generation + "\"";
    String stored = "x-goog-stored-content-encoding: " + (gzip ? "gzip" : "identity");
    if (gzip && !request.header("Accept-Encoding").equals("gzip")) {
      reply.send(200, "unpacked", stored);
      return;
    }
    String range = request.header("Range");
    String coding = gzip && range.isEmpty() ? "Content-Encoding: gzip" : "X-No: 1";
    GoogleUploads.media(bytes, range, reply, tag, stored, coding);
  }

  private Value.Mapping describe(String name, Version version) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("name", new Value.Text(name));
    fields.put("size", new Value.Text(Integer.toString(version.bytes.length)));
    fields.put("md5Hash", new Value.Text(md5(version.bytes)));
    fields.put("generation", new Value.Text(Long.toString(version.generation)));
    byte[] tag = Long.toString(version.generation).getBytes(StandardCharsets.US_ASCII);
    fields.put("etag", new Value.Text(Base64.getEncoder().encodeToString(tag)));
    return Value.Mapping.of(fields);
  }

  private static String md5(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(bytes);
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void list(Map<String, String> query, FakeServer.Reply reply) throws IOException {
    String prefix = query.getOrDefault("prefix", "");
    String delimiter = query.getOrDefault("delimiter", "");
    Map<String, Value> items = new TreeMap<>();
    for (Map.Entry<String, List<Version>> entry : objects.entrySet()) {
      String name = entry.getKey();
      for (Version version : entry.getValue()) {
        if (version.live && name.startsWith(prefix)) {
          int end = delimiter.isEmpty() ? -1 : name.indexOf(delimiter, prefix.length());
          if (end < 0) {
            items.put(name, describe(name, version));
          } else {
            items.put(name.substring(0, end + 1), Value.Null.NULL);
          }
        }
      }
    }
    List<Value> page = new ArrayList<>();
    Set<Value> prefixes = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
    Map<String, Value> answer = new LinkedHashMap<>();
    int count = 0;
    for (Map.Entry<String, Value> item : items.entrySet()) {
      if (item.getKey().compareTo(query.getOrDefault("pageToken", "")) <= 0) {
        continue;
      }
      if (item.getValue() == Value.Null.NULL) {
        prefixes.add(new Value.Text(item.getKey()));
      } else {
        page.add(item.getValue());
      }
      if (++count == PAGE) {
        answer.put("nextPageToken", new Value.Text(item.getKey()));
        break;
      }
    }
    answer.put("items", new Value.Sequence(page));
    answer.put("prefixes", new Value.Sequence(List.copyOf(prefixes)));
    reply.send(200, Json.write(Value.Mapping.of(answer)));
  }

  private void store(String name, byte[] bytes, FakeServer.Reply reply) throws IOException {
    List<Version> versions = objects.computeIfAbsent(name, none -> new ArrayList<>());
    versions.replaceAll(old -> new Version(old.generation, old.bytes, false));
    Version version = new Version(++generations, bytes, true);
    versions.add(version);
    reply.send(200, Json.write(describe(name, version)));
  }

  private void upload(
      Map<String, String> query, FakeServer.Seen request, FakeServer.Reply reply)
      throws IOException, Refusal {
    check(request.method().equals("POST"), 405, "method");
    String type = query.getOrDefault("uploadType", "");
    if (type.equals("resumable")) {
      uploads.begin(GoogleUploads.metadata(request).text("name"), request, reply);
      return;
    }
    check(type.equals("multipart"), 400, "no such type of upload");
    GoogleUploads.Parts parts = GoogleUploads.parts(request);
    store(parts.metadata().text("name"), parts.content(), reply);
  }
}
