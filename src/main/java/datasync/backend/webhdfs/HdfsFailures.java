package datasync.backend.webhdfs;

import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.http.Response;
import datasync.text.FormatException;
import datasync.text.Value;
import datasync.text.json.Json;
import java.io.IOException;

/// Says what the `RemoteException` in an answer means.
///
/// Hadoop gives the status 403 to most exceptions of its own, so that the status alone says little.
final class HdfsFailures {
  private static final int LIMIT = 1 << 20;
  private static final int SHOWN = 300;

  private HdfsFailures() {}

  /// The failure that an answer stands for, whose body is read.
  static HttpFailure of(Response response) throws IOException {
    Value.Mapping told = remote(response);
    if (told == null) {
      return HttpFailure.of(response);
    }
    String name = text(told, "exception");
    String message = text(told, "message").lines().findFirst().orElse("").strip();
    message = message.length() > SHOWN ? message.substring(0, SHOWN) + "…" : message;
    return of(response, name, message);
  }

  private static HttpFailure of(Response response, String name, String message) {
    String said = ": " + name + ", " + message;
    return switch (name) {
      case "FileNotFoundException", "ParentNotDirectoryException" ->
          HttpFailure.told(
              response, FailureKind.NOT_FOUND, "there is nothing at this path" + said, false);
      case "AccessControlException", "AuthorizationException" ->
          HttpFailure.told(
              response, FailureKind.FORBIDDEN, "the cluster does not allow it" + said, false);
      case "SecurityException", "InvalidToken", "AuthenticationException" ->
          HttpFailure.told(
              response, FailureKind.AUTHENTICATION,
              "the cluster does not accept this user or token" + said, false);
      case "StandbyException" ->
          HttpFailure.told(
              response, FailureKind.BUSY, "this name node is on standby" + said, true);
      case "SafeModeException", "RetriableException" ->
          HttpFailure.told(
              response, FailureKind.BUSY, "the cluster takes no changes now" + said, true);
      case "AlreadyBeingCreatedException", "RecoveryInProgressException",
          "LeaseExpiredException" ->
          HttpFailure.told(
              response, FailureKind.BUSY, "somebody else writes this file" + said, true);
      case "QuotaExceededException", "NSQuotaExceededException", "DSQuotaExceededException" ->
          HttpFailure.told(response, FailureKind.FULL, "the quota is used up" + said, false);
      default -> {
        boolean noNode = message.contains("could only be written to");
        FailureKind kind = HttpFailure.kindOf(response.status());
        boolean later = noNode || HttpFailure.of(response).isRetryable();
        kind = noNode ? FailureKind.SERVER : kind;
        // 403 stands for any exception of input and output
        kind = kind == FailureKind.FORBIDDEN ? FailureKind.REJECTED : kind;
        yield HttpFailure.told(response, kind, "the cluster refuses" + said, later);
      }
    };
  }

  private static Value.Mapping remote(Response response) throws IOException {
    byte[] body = response.readAll(LIMIT);
    try {
      Value whole = Json.parse(body, "the answer");
      return whole instanceof Value.Mapping mapping
              && mapping.get("RemoteException") instanceof Value.Mapping remote
          ? remote
          : null;
    } catch (FormatException noJson) {
      return null;
    }
  }

  private static String text(Value.Mapping mapping, String key) {
    return mapping.get(key) instanceof Value.Text text ? text.value() : "";
  }
}
