package datasync.backend.gdrive;

import datasync.auth.google.TokenEndpoint;
import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.http.HttpTransport;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.Response;
import datasync.text.FormatException;
import datasync.text.Value;
import datasync.text.json.Json;
import datasync.text.json.JsonFields;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The requests of Drive's API, v3, that files need. Safe for several threads.
final class DriveClient {
  static final String FOLDER = "application/vnd.google-apps.folder";

  private static final int LIMIT = 16 << 20;
  private static final int IDS = 100;

  private final URI address;
  private final DriveSettings settings;
  private final HttpTransport transport;
  private final Deque<String> freshIds = new ArrayDeque<>();
  private Top top;

  /// @param transport carries and repeats requests, and throws refusals
  DriveClient(URI address, DriveSettings settings, HttpTransport transport) {
    this.address = address;
    this.settings = settings;
    this.transport = transport;
  }

  /// The folder that the address of the remote names.
  ///
  /// @param id its id, also where the address has another name for it
  /// @param drive the id of the shared drive that it is in, or empty
  record Top(String id, String drive) {}

  /// Looks at the folder that the address names, once.
  synchronized Top top() throws IOException {
    if (top == null) {
      Request request = Request.get(file(settings.root(), Map.of("fields", "id,driveId")));
      try {
        JsonFields file = ask(request);
        top = new Top(file.text("id", settings.root()), file.text("driveId"));
      } catch (HttpFailure failure) {
        if (failure.kind() != FailureKind.NOT_FOUND) {
          throw failure;
        }
        throw HttpFailure.of(
            request, FailureKind.NOT_FOUND,
            "there is no folder `" + settings.root() + "`, or it is not shared with this login",
            failure);
      }
    }
    return top;
  }

  URI file(String id, Map<String, String> query) {
    return address("/drive/v3/files/" + TokenEndpoint.escape(id), query);
  }

  URI address(String path, Map<String, String> query) {
    Map<String, String> all = new LinkedHashMap<>(query);
    all.put("supportsAllDrives", "true");
    return URI.create(address + path + "?" + TokenEndpoint.query(all));
  }

  JsonFields ask(Request request) throws IOException {
    try (Response response = transport.exchange(request)) {
      return parse(response);
    }
  }

  Response exchange(Request request) throws IOException {
    return transport.exchange(request);
  }

  private static JsonFields parse(Response response) throws IOException {
    byte[] body = response.readAll(LIMIT);
    try {
      return JsonFields.parse(body, "the answer of Google Drive");
    } catch (FormatException noJson) {
      throw HttpFailure.of(
          response.request(), FailureKind.PROTOCOL, "the answer is not the one of Google Drive",
          noJson);
    }
  }

  /// Receives what a query finds.
  interface ItemVisitor {
    void item(DriveItem item) throws IOException;
  }

  /// Hands everything that a query finds to the visitor, page by page to the end.
  ///
  /// @throws HttpFailure when a page is missing, or Drive did not search everywhere
  void find(String query, ItemVisitor visitor) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("q", query);
    fields.put(
        "fields",
        "nextPageToken,incompleteSearch,files(id,name,mimeType,size,md5Checksum,parents)");
    fields.put("pageSize", "1000");
    fields.put("includeItemsFromAllDrives", "true");
    Top where = top();
    if (!where.drive.isEmpty()) {
      fields.put("corpora", "drive");
      fields.put("driveId", where.drive);
    }
    if (settings.isAppData()) {
      fields.put("spaces", "appDataFolder");
    }
    String before = "";
    while (true) {
      Request request = Request.get(address("/drive/v3/files", fields));
      JsonFields page = ask(request);
      boolean complete = !page.flag("incompleteSearch");
      for (JsonFields file : page.items("files")) {
        visitor.item(DriveItem.of(file));
      }
      String next = page.text("nextPageToken");
      if (!complete || !next.isEmpty() && next.equals(before)) {
        throw HttpFailure.of(
            request, FailureKind.PROTOCOL, "Google Drive did not list everything", null);
      }
      if (next.isEmpty()) {
        return;
      }
      before = next;
      fields.put("pageToken", next);
    }
  }

  /// The part of a query that means "in one of these folders and not in the trash".
  static String within(List<String> parents) {
    StringBuilder query = new StringBuilder("trashed = false and (");
    for (int i = 0; i < parents.size(); i++) {
      query.append(i == 0 ? "" : " or ").append(quoted(parents.get(i))).append(" in parents");
    }
    return query.append(')').toString();
  }

  /// A text in a query.
  static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /// An id for a new file. A file that is made under an id of ours is not made twice when the
  /// answer is lost and the request repeated.
  synchronized String freshId() throws IOException {
    if (freshIds.isEmpty()) {
      String space = settings.isAppData() ? "appDataFolder" : "drive";
      Map<String, String> query = Map.of("count", Integer.toString(IDS), "space", space);
      URI generate = URI.create(
          address + "/drive/v3/files/generateIds?" + TokenEndpoint.query(query));
      freshIds.addAll(ask(Request.get(generate)).texts("ids"));
      if (freshIds.isEmpty()) {
        throw HttpFailure.of(
            Request.get(generate), FailureKind.PROTOCOL, "Google Drive gives no ids", null);
      }
    }
    return freshIds.pop();
  }

  static String metadata(String id, String name, String parent, String type) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("id", new Value.Text(id));
    fields.put("name", new Value.Text(name));
    fields.put("parents", new Value.Sequence(List.of(new Value.Text(parent))));
    fields.put("mimeType", new Value.Text(type));
    return Json.write(Value.Mapping.of(fields));
  }

  /// Makes a folder and returns its id.
  String makeFolder(String parent, String name) throws IOException {
    String id = freshId();
    byte[] body = metadata(id, name, parent, FOLDER).getBytes(StandardCharsets.UTF_8);
    Request request =
        Request.of("POST", address("/drive/v3/files", Map.of("fields", "id")), RequestBody.of(body))
            .with("Content-Type", "application/json; charset=UTF-8")
            .asReplayable();
    try {
      return ask(request).text("id", id);
    } catch (HttpFailure failure) {
      if (failure.status() == 409) {
        return id;
      }
      throw failure;
    }
  }

  /// Removes a file or puts it into the trash; one that is not there is no error.
  void remove(String id) throws IOException {
    Request request;
    if (settings.trashes()) {
      byte[] body = "{\"trashed\": true}".getBytes(StandardCharsets.US_ASCII);
      request =
          Request.of("PATCH", file(id, Map.of("fields", "id")), RequestBody.of(body))
              .with("Content-Type", "application/json; charset=UTF-8")
              .asReplayable();
    } else {
      request = Request.of("DELETE", file(id, Map.of()), RequestBody.NONE);
    }
    try {
      transport.exchange(request).close();
    } catch (HttpFailure failure) {
      if (failure.kind() != FailureKind.NOT_FOUND) {
        throw failure;
      }
    }
  }

  void close() {
    transport.close();
  }
}
