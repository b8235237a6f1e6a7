package datasync.backend.gdrive;

import datasync.auth.google.GoogleAnswer;
import datasync.backend.RelatedBody;
import datasync.backend.SentBytes;
import datasync.backend.SessionUpload;
import datasync.backend.UploadSessions;
import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.http.HttpTransport;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.Response;
import datasync.http.RetryPolicy;
import datasync.object.Payload;
import datasync.text.json.JsonFields;
import java.io.IOException;
import java.net.URI;
import java.util.HexFormat;
import java.util.Map;

/// Uploads: small files in one request with their metadata, others in a session.
///
/// What Drive says it stored is compared with what was sent; a file that differs is removed again.
final class DriveUpload {
  private static final int SMALL = 4 << 20;
  private static final Map<String, String> FIELDS = Map.of("fields", "id,size,md5Checksum");

  private final DriveClient client;
  private final SessionUpload sessions;

  /// @param signed carries requests as they are
  DriveUpload(
      DriveClient client,
      HttpTransport signed,
      RetryPolicy policy,
      UploadSessions sessions,
      int piece) {
    this.client = client;
    this.sessions =
        new SessionUpload(
            signed,
            policy,
            sessions,
            piece,
            answer -> GoogleAnswer.of(answer).failure(answer),
            true);
  }

  /// Where a file goes.
  ///
  /// @param existing the id of the file whose bytes are replaced, or empty for a new one
  /// @param parent the id of the folder of a new one
  /// @param name its name
  record Target(String existing, String parent, String name) {
    private String method() {
      return existing.isEmpty() ? "POST" : "PATCH";
    }

    private String path() {
      String files = "/upload/drive/v3/files";
      return existing.isEmpty() ? files : files + "/" + existing;
    }
  }

  void send(Target target, Payload payload) throws IOException {
    long length = payload.length();
    if (length >= 0 && length <= Math.min(SMALL, sessions.pieceSize())) {
      atOnce(target, payload);
      return;
    }
    String key = "gdrive " + target.existing + " " + target.parent + " " + target.name;
    SessionUpload.Sent sent = sessions.send(key, payload, () -> start(target, length));
    check(JsonFields.parse(sent.answer(), "the answer of Google Drive"), sent.md5());
  }

  private String metadata(Target target, String id) {
    return target.existing.isEmpty()
        ? DriveClient.metadata(id, target.name, target.parent, "application/octet-stream")
        : "{}";
  }

  private URI address(Target target, String type) {
    return URI.create(client.address(target.path(), FIELDS) + "&uploadType=" + type);
  }

  private void atOnce(Target target, Payload payload) throws IOException {
    SentBytes bytes = new SentBytes(payload);
    String id = target.existing.isEmpty() ? client.freshId() : target.existing;
    RequestBody body = new RelatedBody(metadata(target, id), bytes.whole());
    Request request =
        Request.of(target.method(), address(target, "multipart"), body)
            .with("Content-Type", RelatedBody.CONTENT_TYPE)
            .asReplayable();
    JsonFields answer;
    try {
      answer = client.ask(request);
    } catch (HttpFailure failure) {
      if (failure.status() != 409 || !target.existing.isEmpty()) {
        throw failure;
      }
      // an attempt whose answer was lost made it
      answer = client.ask(Request.get(client.file(id, FIELDS)));
    }
    check(answer, bytes.digestOfAll());
  }

  private URI start(Target target, long length) throws IOException {
    String id = target.existing.isEmpty() ? client.freshId() : target.existing;
    Request request =
        SessionUpload.start(
            target.method(), address(target, "resumable"), metadata(target, id), length);
    try (Response response = client.exchange(request)) {
      return SessionUpload.address(response);
    }
  }

  private void check(JsonFields answer, byte[] md5) throws IOException {
    String stored = answer.text("md5Checksum");
    if (stored.isEmpty() || stored.equals(HexFormat.of().formatHex(md5))) {
      return;
    }
    client.remove(answer.text("id"));
    throw HttpFailure.of(
        Request.get(client.file(answer.text("id"), Map.of())),
        FailureKind.CUT, "the bytes were changed on their way to Google Drive", null);
  }
}
