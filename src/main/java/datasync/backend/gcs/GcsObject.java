package datasync.backend.gcs;

import datasync.backend.FileInfo;
import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.http.Response;
import datasync.text.FormatException;
import datasync.text.json.JsonFields;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;

/// The fields of an object as the JSON API tells them.
///
/// @param name its full name, or empty where it was not asked for
/// @param info size, `etag` as dvc records it, generation
/// @param md5 the digest in Base64, or empty: objects put together of others have none
record GcsObject(String name, FileInfo info, String md5) {
  /// One page of a thousand objects with names of a KiB each stays far below.
  private static final int LIMIT = 16 << 20;

  static GcsObject of(JsonFields fields) {
    FileInfo info =
        new FileInfo(fields.number("size"), etag(fields.text("etag")), fields.text("generation"));
    return new GcsObject(fields.text("name"), info, fields.text("md5Hash"));
  }

  /// Source: dvc-data 3.18 `hashfile/meta.py`: what the Base64 text stands for, in hex.
  private static String etag(String text) {
    try {
      return HexFormat.of().formatHex(Base64.getMimeDecoder().decode(text));
    } catch (IllegalArgumentException another) {
      return text;
    }
  }

  static JsonFields parse(Response response) throws IOException {
    return parse(response, response.readAll(LIMIT));
  }

  static JsonFields parse(Response response, byte[] body) throws IOException {
    try {
      return JsonFields.parse(body, "the answer of Cloud Storage");
    } catch (FormatException noJson) {
      throw HttpFailure.of(
          response.request(), FailureKind.PROTOCOL, "the answer is not the one of Cloud Storage",
          noJson);
    }
  }

  /// Whether the object is not there; a bucket that is not there is another matter.
  static boolean isMissing(HttpFailure failure) {
    return failure.kind() == FailureKind.NOT_FOUND
        && !String.valueOf(failure.getMessage()).contains("bucket does not exist");
  }
}
