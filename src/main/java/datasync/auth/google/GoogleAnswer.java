package datasync.auth.google;

import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.http.Response;
import datasync.text.FormatException;
import datasync.text.json.JsonFields;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What Google's services say when they refuse: `{"error": {"code", "message", "errors":
/// [{"reason", "message"}]}}`.
///
/// @param reason the word that programs decide by, or empty
/// @param message the sentence for people, or empty
public record GoogleAnswer(String reason, String message) {
  private static final int LIMIT = 1 << 16;
  private static final Set<String> BUSY =
      Set.of(
          "rateLimitExceeded", "userRateLimitExceeded", "sharingRateLimitExceeded",
          "backendError", "internalError");
  private static final Set<String> FULL =
      Set.of(
          "storageQuotaExceeded", "teamDriveFileLimitExceeded",
          "numChildrenInNonRootLimitExceeded", "activeItemCreationLimitExceeded");

  private static final Map<String, String> ADVICE =
      Map.of(
          "cannotDownloadAbusiveFile",
          "; set `gdrive_acknowledge_abuse` to `true` to read it all the same",
          "insufficientFilePermissions",
          "; on a shared drive this needs the role Content Manager, and Manager to remove for good",
          "accessNotConfigured",
          "; switch the API on for your project in the Google Cloud console");

  /// Reads it from an answer; empty texts when the answer is none of this form.
  public static GoogleAnswer of(Response response) throws IOException {
    try {
      byte[] body = response.body().readNBytes(LIMIT);
      JsonFields told = JsonFields.parse(body, "the answer");
      JsonFields error = told.inner("error").orElse(told);
      List<JsonFields> errors = error.items("errors");
      String reason = errors.isEmpty() ? "" : errors.getFirst().text("reason");
      return new GoogleAnswer(reason, sentence(error.text("message")));
    } catch (FormatException | HttpFailure none) {
      return new GoogleAnswer("", "");
    }
  }

  /// The first line without its full stop, and not too long.
  private static String sentence(String message) {
    String line = message.lines().findFirst().orElse("").strip();
    line = line.length() > 200 ? line.substring(0, 200) + "…" : line;
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }

  /// Whether the same request may work a little later, which the status alone does not tell.
  public boolean isBusy() {
    return BUSY.contains(reason);
  }

  /// The failure that this answer is.
  public HttpFailure failure(Response response) {
    HttpFailure plain = HttpFailure.of(response);
    if (message.isEmpty()) {
      return plain;
    }
    boolean busy = isBusy();
    FailureKind kind =
        busy ? FailureKind.BUSY : FULL.contains(reason) ? FailureKind.FULL : plain.kind();
    String advice = ADVICE.getOrDefault(reason, "");
    String text = "Google says: " + message + " (status " + response.status() + ")" + advice;
    return HttpFailure.told(response, kind, text, busy || plain.isRetryable());
  }
}
