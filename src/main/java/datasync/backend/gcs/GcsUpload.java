package datasync.backend.gcs;

import datasync.auth.google.GoogleAnswer;
import datasync.auth.google.TokenEndpoint;
import datasync.backend.FileInfo;
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
import datasync.text.Value;
import datasync.text.json.Json;
import datasync.text.json.JsonFields;
import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import java.util.Map;

/// Uploads: small files in one request with their metadata, others in a session.
///
/// What the server says it stored is compared with what was sent; a version that differs is
/// removed again.
final class GcsUpload {
  private static final int SMALL = 8 << 20;

  private final GcsSettings settings;
  private final HttpTransport transport;
  private final SessionUpload sessions;

  /// @param transport carries and repeats requests
  /// @param signed carries requests as they are
  GcsUpload(
      GcsSettings settings,
      HttpTransport transport,
      HttpTransport signed,
      RetryPolicy policy,
      UploadSessions sessions,
      int piece) {
    this.settings = settings;
    this.transport = transport;
    this.sessions =
        new SessionUpload(
            signed,
            policy,
            sessions,
            piece,
            answer -> GoogleAnswer.of(answer).failure(answer),
            settings.isGoogle());
  }

  FileInfo send(String key, Payload payload) throws IOException {
    long length = payload.length();
    boolean small = length >= 0 && length <= Math.min(SMALL, sessions.pieceSize());
    return small ? atOnce(key, payload) : inSession(key, payload);
  }

  private static String metadata(String key) {
    return Json.write(
        Value.Mapping.of(
            Map.of(
                "name", new Value.Text(key),
                "contentType", new Value.Text("application/octet-stream"))));
  }

  private URI address(String type) {
    return settings.objects("/upload/storage/v1/b/", "uploadType=" + type);
  }

  private FileInfo atOnce(String key, Payload payload) throws IOException {
    SentBytes bytes = new SentBytes(payload);
    RequestBody body = new RelatedBody(metadata(key), bytes.whole());
    Request request =
        Request.of("POST", address("multipart"), body)
            .with("Content-Type", RelatedBody.CONTENT_TYPE)
            .asReplayable();
    try (Response response = transport.exchange(request)) {
      return checked(key, GcsObject.parse(response), bytes.digestOfAll());
    }
  }

  private FileInfo inSession(String key, Payload payload) throws IOException {
    String place = settings.base() + " " + settings.bucket() + " " + key;
    SessionUpload.Sent sent = sessions.send(place, payload, () -> start(key, payload.length()));
    JsonFields answer = JsonFields.parse(sent.answer(), "the answer of Cloud Storage");
    return checked(key, answer, sent.md5());
  }

  private URI start(String key, long length) throws IOException {
    Request request =
        SessionUpload.start("POST", address("resumable"), metadata(key), length);
    try (Response response = transport.exchange(request)) {
      return SessionUpload.address(response);
    }
  }

  private FileInfo checked(String key, JsonFields answer, byte[] md5) throws IOException {
    GcsObject object = GcsObject.of(answer);
    String sent = Base64.getEncoder().encodeToString(md5);
    if (object.md5().isEmpty() || object.md5().equals(sent)) {
      return object.info();
    }
    String generation = "generation=" + TokenEndpoint.escape(object.info().version());
    Request removal =
        Request.of("DELETE", settings.object(key, generation), RequestBody.NONE);
    transport.exchange(removal).close();
    throw HttpFailure.of(
        removal, FailureKind.CUT, "the bytes were changed on their way to the server", null);
  }
}
