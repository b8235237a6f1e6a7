package datasync.backend.gdrive;

import datasync.auth.google.GoogleUploads;
import datasync.auth.google.TestAccount;
import datasync.http.FakeServer;
import datasync.text.Value;
import datasync.text.json.Json;
import datasync.text.json.JsonFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The same Drive as [DriveFake] has, also by the API's version 2, which PyDrive2 speaks.
final class DriveVersion2 implements FakeServer.Handler {
  private final DriveFake drive;
  private final Map<String, JsonFields> sessions = new LinkedHashMap<>();
  private int made;

  DriveVersion2(DriveFake drive) {
    this.drive = drive;
  }

  @Override
  public synchronized void answer(FakeServer.Seen request, FakeServer.Reply reply)
      throws IOException {
    int mark = request.target().indexOf('?');
    String path = mark < 0 ? request.target() : request.target().substring(0, mark);
    if (!path.contains("/drive/v2/")) {
      drive.answer(request, reply);
      return;
    }
    Map<String, String> query = TestAccount.form(request.target().substring(mark + 1));
    String id = path.replaceFirst(".*/drive/v2/files/?", "");
    String method = request.method();
    if (query.containsKey("upload_id")) {
      content(query.get("upload_id"), request, reply);
    } else if (path.contains("/upload/")) {
      String session = Integer.toString(sessions.size());
      sessions.put(session, JsonFields.parse(request.body(), "metadata"));
      String place = "http://" + request.header("Host") + path + "?upload_id=" + session;
      reply.send(200, "", "Location: " + place);
    } else if (id.isEmpty() && method.equals("POST")) {
      add(JsonFields.parse(request.body(), "metadata"), null, reply);
    } else if (id.isEmpty()) {
      list(query, reply);
    } else if (method.equals("DELETE")) {
      drive.remove(id);
      reply.send(204, "");
    } else if (drive.item(DriveFake.real(id)) == null) {
      DriveFake.refuse(reply, 404, "notFound");
    } else if (query.getOrDefault("alt", "").equals("media")) {
      GoogleUploads.media(drive.item(id).bytes(), request.header("Range"), reply);
    } else {
      reply.send(200, Json.write(describe(drive.item(DriveFake.real(id)))));
    }
  }

  private void content(String session, FakeServer.Seen request, FakeServer.Reply reply)
      throws IOException {
    String range = request.header("Content-Range");
    String all = "bytes 0-" + (request.body().length - 1) + "/" + request.body().length;
    if (!range.equals(all) && !range.equals("bytes */0")) {
      throw new IOException("only whole files here: " + range);
    }
    add(sessions.get(session), request.body(), reply);
  }

  private void add(JsonFields metadata, byte[] bytes, FakeServer.Reply reply)
      throws IOException {
    String id = "py%05d".formatted(++made);
    String parent = DriveFake.real(metadata.items("parents").getFirst().text("id"));
    drive.put(id, metadata.text("title"), parent, bytes);
    reply.send(200, Json.write(describe(drive.item(id))));
  }

  private void list(Map<String, String> query, FakeServer.Reply reply) throws IOException {
    List<Value> found = new ArrayList<>();
    for (DriveFake.Item item : drive.matching(DriveQuery.parse(query.get("q"), "title"))) {
      found.add(describe(item));
    }
    reply.send(200, Json.write(Value.Mapping.of(Map.of("items", new Value.Sequence(found)))));
  }

  private static Value.Mapping describe(DriveFake.Item item) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("id", new Value.Text(item.id()));
    fields.put("title", new Value.Text(item.name()));
    fields.put("mimeType", new Value.Text(item.type()));
    Value parent = Value.Mapping.of(Map.of("id", new Value.Text(item.parent())));
    fields.put("parents", new Value.Sequence(List.of(parent)));
    if (item.bytes() != null) {
      String size = Integer.toString(item.bytes().length);
      fields.put("fileSize", new Value.Text(size));
      fields.put("md5Checksum", new Value.Text(DriveFake.md5(item.bytes())));
    }
    return Value.Mapping.of(fields);
  }
}
