package datasync.backend.gdrive;

import static datasync.auth.google.GoogleUploads.check;

import datasync.auth.google.GoogleUploads;
import datasync.auth.google.GoogleUploads.Refusal;
import datasync.auth.google.TestAccount;
import datasync.http.FakeServer;
import datasync.text.Value;
import datasync.text.json.Json;
import datasync.text.json.JsonFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Someone's Drive behind the API, v3, as its documentation has it; anything that is not in there
/// is refused. Names are not unique, pages hold three files.
final class DriveFake implements FakeServer.Handler {
  static final String ROOT = "0AROOT";
  static final String FOLDER = "application/vnd.google-apps.folder";

  private static final int PAGE = 3;
  private static final Set<String> KNOWN =
      Set.of(
          "fields", "q", "pageSize", "pageToken", "supportsAllDrives", "count", "space", "alt",
          "includeItemsFromAllDrives", "corpora", "driveId", "spaces", "uploadType",
          "acknowledgeAbuse");

  private final TestAccount account;
  private final Map<String, Item> items = new TreeMap<>();
  private final GoogleUploads<Item> uploads = new GoogleUploads<>(404, 400);
  private int ids;
  private int tokens;
  private boolean abusive;
  private String drive = "";
  private boolean loses;
  private final Set<String> lost = new HashSet<>();

  DriveFake(TestAccount account) {
    this.account = account;
    items.put(ROOT, new Item(ROOT, "My Drive", FOLDER, "", null, false));
  }

  /// A file or folder; folders have no bytes.
  record Item(
      String id, String name, String type, String parent, byte[] bytes, boolean trashed) {}

  /// The id that a name for a folder stands for.
  static String real(String id) {
    return id.equals("root") || id.equals("appDataFolder") ? ROOT : id;
  }

  synchronized void endTokens() {
    tokens++;
  }

  /// Holds all files for malicious.
  synchronized void suspectAll() {
    abusive = true;
  }

  /// Makes every file, and cuts the line instead of saying so the first time.
  synchronized void loseFirstAnswers() {
    loses = true;
  }

  /// Is a shared drive from now on.
  synchronized void share(String id) {
    drive = id;
  }

  /// Adds a folder or file.
  synchronized void put(String id, String name, String parent, byte[] bytes) {
    String type = bytes == null ? FOLDER : "application/octet-stream";
    items.put(id, new Item(id, name, type, parent, bytes, false));
  }

  /// Everything that is not in the trash, by path with ids.
  synchronized List<String> paths() {
    List<String> paths = new ArrayList<>();
    for (Item item : items.values()) {
      if (!item.trashed && !item.id.equals(ROOT)) {
        paths.add(path(item));
      }
    }
    paths.sort(null);
    return paths;
  }

  private String path(Item item) {
    Item parent = items.get(item.parent);
    return (parent == null || parent.id.equals(ROOT) ? "" : path(parent) + "/") + item.name;
  }

  synchronized Item item(String id) {
    return items.get(id);
  }

  synchronized void remove(String id) {
    items.remove(id);
  }

  synchronized List<Item> matching(Predicate<Item> wanted) {
    return items.values().stream().filter(wanted).toList();
  }

  @Override
  public synchronized void answer(FakeServer.Seen request, FakeServer.Reply reply)
      throws IOException {
    int mark = request.target().indexOf('?');
    String path = mark < 0 ? request.target() : request.target().substring(0, mark);
    Map<String, String> query =
        TestAccount.form(mark < 0 ? "" : request.target().substring(mark + 1));
    try {
      if (path.equals("/token")) {
        token(request, reply);
      } else if (path.startsWith("/session/")) {
        piece(path, request, reply);
      } else {
        check(KNOWN.containsAll(query.keySet()), 400, "badRequest");
        boolean known = request.header("Authorization").equals("Bearer tok" + tokens);
        check(account == null || known, 401, "authError");
        service(path, query, request, reply);
      }
    } catch (Refusal refusal) {
      refuse(reply, refusal.status(), refusal.getMessage());
    } catch (IllegalArgumentException invalid) {
      refuse(reply, 400, "invalid");
    }
  }

  /// A refusal as Drive writes it.
  static void refuse(FakeServer.Reply reply, int status, String reason) throws IOException {
    reply.send(
        status,
        "{\"error\": {\"errors\": [{\"domain\": \"global\", \"reason\": \"" + reason
            + "\", \"message\": \"m\"}], \"code\": " + status + ", \"message\": \"It is so: "
            + reason + ".\"}}");
  }

  private void token(FakeServer.Seen request, FakeServer.Reply reply)
      throws IOException, Refusal {
    Map<String, String> form =
        TestAccount.form(new String(request.body(), StandardCharsets.US_ASCII));
    JsonFields claims = account.claims(form.get("assertion"));
    check(claims.text("iss").equals(TestAccount.EMAIL), 400, "invalid_grant");
    check(claims.text("scope").contains("/auth/drive "), 400, "invalid_scope");
    reply.send(200, "{\"access_token\": \"tok" + tokens + "\", \"expires_in\": 3599}");
  }

  private void service(
      String path, Map<String, String> query, FakeServer.Seen request, FakeServer.Reply reply)
      throws IOException, Refusal {
    if (path.equals("/drive/v3/files/generateIds")) {
      List<Value> fresh = new ArrayList<>();
      for (int i = 0; i < Integer.parseInt(query.get("count")); i++) {
        fresh.add(new Value.Text("id%05d".formatted(++ids)));
      }
      reply.send(200, Json.write(Value.Mapping.of(Map.of("ids", new Value.Sequence(fresh)))));
      return;
    }
    check(query.getOrDefault("supportsAllDrives", "").equals("true"), 404, "notFound");
    String method = request.method();
    if (path.equals("/drive/v3/files") && method.equals("GET")) {
      list(query, reply);
    } else if (path.equals("/drive/v3/files") && method.equals("POST")) {
      Item made = described(JsonFields.parse(request.body(), "metadata"), null);
      check(!items.containsKey(made.id), 409, "fileIdInUse");
      made(made, reply);
    } else if (path.startsWith("/upload/drive/v3/files")) {
      String id = path.substring("/upload/drive/v3/files".length()).replace("/", "");
      check(id.isEmpty() == method.equals("POST"), 405, "method");
      upload(id, query, request, reply);
    } else {
      check(path.startsWith("/drive/v3/files/"), 404, "notFound");
      Item item = items.get(real(path.substring("/drive/v3/files/".length())));
      check(item != null, 404, "notFound");
      one(item, query, request, reply);
    }
  }

  private void one(
      Item item, Map<String, String> query, FakeServer.Seen request, FakeServer.Reply reply)
      throws IOException, Refusal {
    if (request.method().equals("DELETE")) {
      items.remove(item.id);
      reply.send(204, "");
    } else if (request.method().equals("PATCH")) {
      check(JsonFields.parse(request.body(), "change").flag("trashed"), 400, "invalid");
      items.put(
          item.id, new Item(item.id, item.name, item.type, item.parent, item.bytes, true));
      reply.send(200, Json.write(describe(item)));
    } else if (query.getOrDefault("alt", "").equals("media")) {
      boolean acknowledged = query.getOrDefault("acknowledgeAbuse", "").equals("true");
      check(!abusive || acknowledged, 403, "cannotDownloadAbusiveFile");
      check(item.bytes != null, 403, "fileNotDownloadable");
      GoogleUploads.media(item.bytes, request.header("Range"), reply);
    } else {
      reply.send(200, Json.write(describe(item)));
    }
  }

  private Value.Mapping describe(Item item) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("id", new Value.Text(item.id));
    fields.put("name", new Value.Text(item.name));
    fields.put("mimeType", new Value.Text(item.type));
    fields.put("parents", new Value.Sequence(List.of(new Value.Text(item.parent))));
    if (!drive.isEmpty()) {
      fields.put("driveId", new Value.Text(drive));
    }
    if (item.bytes != null) {
      fields.put("size", new Value.Text(Integer.toString(item.bytes.length)));
      fields.put("md5Checksum", new Value.Text(md5(item.bytes)));
    }
    return Value.Mapping.of(fields);
  }

  static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void list(Map<String, String> query, FakeServer.Reply reply)
      throws IOException, Refusal {
    check(query.containsKey("includeItemsFromAllDrives"), 400, "invalid");
    check(Integer.parseInt(query.get("pageSize")) <= 1000, 400, "invalid");
    check(query.get("fields").startsWith("nextPageToken,"), 400, "no pages");
    check(query.getOrDefault("driveId", "").equals(drive), 404, "teamDriveMissing");
    Predicate<Item> wanted = DriveQuery.parse(query.get("q"), "name");
    Map<String, Value> answer = new LinkedHashMap<>();
    List<Value> page = new ArrayList<>();
    for (Item item : items.values()) {
      boolean before = item.id.compareTo(query.getOrDefault("pageToken", "")) <= 0;
      if (!before && wanted.test(item)) {
        page.add(describe(item));
        if (page.size() == PAGE) {
          answer.put("nextPageToken", new Value.Text(item.id));
          break;
        }
      }
    }
    answer.put("incompleteSearch", new Value.Bool(false));
    answer.put("files", new Value.Sequence(page));
    reply.send(200, Json.write(Value.Mapping.of(answer)));
  }

  private Item described(JsonFields metadata, byte[] bytes) throws Refusal {
    List<String> parents = metadata.texts("parents");
    check(parents.size() == 1 && items.containsKey(real(parents.getFirst())), 404, "notFound");
    String id = metadata.text("id");
    check(id.matches("id\\d{5}"), 400, "invalid");
    String type = metadata.text("mimeType");
    check(type.equals(FOLDER) == (bytes == null), 400, "invalid");
    return new Item(id, metadata.text("name"), type, real(parents.getFirst()), bytes, false);
  }

  private Item target(String id, JsonFields metadata, byte[] bytes) throws Refusal {
    if (id.isEmpty()) {
      return described(metadata, bytes);
    }
    Item old = items.get(id);
    check(old != null, 404, "notFound");
    check(!metadata.value().has("id") && !metadata.value().has("parents"), 403, "notWritable");
    return new Item(id, old.name, old.type, old.parent, bytes, false);
  }

  private void upload(
      String id, Map<String, String> query, FakeServer.Seen request, FakeServer.Reply reply)
      throws IOException, Refusal {
    String type = query.getOrDefault("uploadType", "");
    if (type.equals("resumable")) {
      Item item = target(id, GoogleUploads.metadata(request), new byte[0]);
      uploads.begin(item, request, reply);
      return;
    }
    check(type.equals("multipart"), 400, "invalid");
    GoogleUploads.Parts parts = GoogleUploads.parts(request);
    Item item = target(id, parts.metadata(), parts.content());
    check(!id.isEmpty() || !items.containsKey(item.id), 409, "fileIdInUse");
    made(item, reply);
  }

  private void made(Item item, FakeServer.Reply reply) throws IOException {
    items.put(item.id, item);
    if (loses && lost.add(item.id)) {
      reply.cut();
    }
    reply.send(200, Json.write(describe(item)));
  }

  private void piece(String id, FakeServer.Seen request, FakeServer.Reply reply)
      throws IOException, Refusal {
    Optional<GoogleUploads.Done<Item>> done = uploads.piece(id, request, reply);
    if (done.isPresent()) {
      Item old = done.get().target();
      Item item = new Item(old.id, old.name, old.type, old.parent, done.get().content(), false);
      items.put(item.id, item);
      reply.send(200, Json.write(describe(item)));
    }
  }
}
