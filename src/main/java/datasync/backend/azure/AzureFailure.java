package datasync.backend.azure;

import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.http.Response;
import datasync.text.xml.XmlElement;
import java.io.IOException;

/// What the service says when it refuses.
final class AzureFailure {
  private static final int LIMIT = 64 << 10;

  private AzureFailure() {}

  /// The code of a refusal, such as `BlobNotFound`, or empty; reads the body when no field tells.
  static String code(Response response) {
    return response.headers().first("x-ms-error-code").orElseGet(() -> fromBody(response));
  }

  private static String fromBody(Response response) {
    try {
      byte[] body = response.body().readNBytes(LIMIT);
      String code = XmlElement.parse(body, "the answer").textAt("Code").strip();
      return code.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c)) ? code : "";
    } catch (IOException noXml) {
      return "";
    }
  }

  /// The failure that a refusal is. Does not close the response.
  static HttpFailure of(Response response, String container) {
    return of(response, code(response), container);
  }

  /// The same for a code that was read already.
  static HttpFailure of(Response response, String code, String container) {
    HttpFailure plain = HttpFailure.of(response);
    if (code.isEmpty()) {
      return plain;
    }
    FailureKind kind =
        switch (code) {
          case "ServerBusy", "IngressOverAccountLimit", "EgressIsOverAccountLimit" ->
              FailureKind.BUSY;
          case "InternalError", "OperationTimedOut" -> FailureKind.SERVER;
          case "ContainerNotFound", "ContainerBeingDeleted", "ContainerDisabled",
              "ResourceNotFound" ->
              FailureKind.REJECTED;
          case "NoAuthenticationInformation" -> FailureKind.AUTHENTICATION;
          default -> plain.kind();
        };
    boolean passes = kind == FailureKind.BUSY || kind == FailureKind.SERVER;
    String reason = reason(code, container);
    return HttpFailure.told(
        response,
        kind,
        (reason.isEmpty() ? plain.getMessage() : reason) + " (" + code + ")",
        passes || plain.isRetryable());
  }

  private static String reason(String code, String container) {
    return switch (code) {
      case "ContainerNotFound" ->
          "there is no container `" + container + "` in this account; make it with"
              + " `az storage container create --name " + container + "`";
      case "ContainerBeingDeleted" -> "the container `" + container + "` is being deleted";
      case "ContainerDisabled" -> "the container `" + container + "` is disabled";
      case "AuthenticationFailed" ->
          "the login is not accepted: account, key or signature is wrong or has expired, or the"
              + " clock of this machine is wrong";
      case "InvalidAuthenticationInfo" -> "the login is not accepted: the token is not valid";
      case "NoAuthenticationInformation" ->
          "the container is not public, and no login is set";
      case "AuthorizationFailure" ->
          "the account does not let this login in: see its key, its firewall, or the permissions"
              + " of the signature";
      case "AuthorizationPermissionMismatch" ->
          "the login lacks a permission; a person or program needs the role"
              + " `Storage Blob Data Contributor`, a signature the permissions `rwdl`";
      case "AuthorizationResourceTypeMismatch", "AuthorizationServiceMismatch",
          "AuthorizationProtocolMismatch", "AuthorizationSourceIPMismatch" ->
          "the shared access signature does not cover this";
      case "AccountIsDisabled" -> "the account is disabled";
      case "ServerBusy", "IngressOverAccountLimit", "EgressIsOverAccountLimit" ->
          "the service is busy";
      case "InsufficientAccountPermissions" -> "the account may only be read";
      case "PublicAccessNotPermitted" -> "the account allows no access without a login";
      case "BlobArchived" -> "the blob is archived: bring it back to a warmer tier first";
      case "LeaseIdMissing" -> "somebody holds a lease on the blob";
      case "BlobImmutableDueToPolicy" -> "a policy of the container forbids to change the blob";
      case "Md5Mismatch" -> "the bytes changed on their way";
      default -> "";
    };
  }
}
