package datasync.backend.s3;

import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.http.Request;
import datasync.http.Response;
import datasync.text.FormatException;
import datasync.text.xml.XmlElement;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/// What a service says of a request that it refused.
///
/// @param code the service's code such as `NoSuchKey`, or empty where it gives none
/// @param message its words, or empty
/// @param region the region that it names, or empty
record S3Error(String code, String message, String region) {
  private static final int LIMIT = 64 * 1024;

  private static final Set<String> BUSY =
      Set.of(
          "SlowDown", "SlowDownRead", "SlowDownWrite", "ServiceUnavailable", "Busy",
          "TooManyRequests", "RequestLimitExceeded", "BandwidthLimitExceeded", "OperationAborted",
          "ConditionalRequestConflict", "XMinioServerNotInitialized");
  private static final Set<String> FAILED = Set.of("InternalError", "InternalFailure");
  private static final Set<String> LOGIN =
      Set.of(
          "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "ExpiredTokenException",
          "InvalidToken", "InvalidTokenId", "TokenRefreshRequired",
          "MissingAuthenticationToken", "Unauthorized", "AuthorizationHeaderMalformed");
  private static final Set<String> CLOCK = Set.of("RequestTimeTooSkewed", "RequestExpired");

  /// Reads the answer of a service, and ends with the answer.
  static S3Error read(Response response) throws IOException {
    byte[] body = response.body().readNBytes(LIMIT);
    String told = response.headers().first("x-minio-error-code").orElse("");
    String region = response.headers().first("x-amz-bucket-region").orElse("");
    try {
      XmlElement error = XmlElement.parse(body, "answer");
      return error.name().equals("Error")
          ? of(error, region)
          : new S3Error(told, "", region);
    } catch (FormatException noXml) {
      String message = response.headers().first("x-minio-error-desc").orElse("");
      return new S3Error(told, message.replace("\"", ""), region);
    }
  }

  /// Reads an `Error` element.
  static S3Error of(XmlElement error, String region) {
    return new S3Error(
        error.textAt("Code").strip(),
        error.textAt("Message").strip(),
        region.isEmpty() ? error.textAt("Region").strip() : region);
  }

  boolean isLogin() {
    return LOGIN.contains(code);
  }

  boolean isClock() {
    return CLOCK.contains(code);
  }

  /// The failure that this means, with what to do about it.
  HttpFailure failure(Response response) {
    int status = response.status();
    FailureKind kind = kind(status);
    boolean retryable =
        kind == FailureKind.BUSY || kind == FailureKind.SERVER || kind == FailureKind.TIMEOUT;
    if (kind == FailureKind.FORBIDDEN && response.request().method().equals("HEAD")) {
      String reason =
          "it is missing or may not be read: without `s3:ListBucket` the service does not tell"
              + " which";
      return HttpFailure.told(response, kind, reason, false).advising(hint(kind));
    }
    if (code.isEmpty()) {
      return HttpFailure.of(response).advising(hint(kind));
    }
    return HttpFailure.told(response, kind, reason(kind), retryable).advising(hint(kind));
  }

  /// The failure of one of several things that a request asked for.
  HttpFailure failure(Request request) {
    FailureKind kind = kind(200);
    return HttpFailure.of(request, kind, reason(kind), null).advising(hint(kind));
  }

  private FailureKind kind(int status) {
    if (BUSY.contains(code) || code.startsWith("Throttl") || code.startsWith("RequestThrottled")) {
      return FailureKind.BUSY;
    }
    if (FAILED.contains(code)) {
      return FailureKind.SERVER;
    }
    if (isLogin()) {
      return FailureKind.AUTHENTICATION;
    }
    return switch (code) {
      case "RequestTimeout" -> FailureKind.TIMEOUT;
      case "AccessDenied", "AllAccessDisabled", "AccountProblem" -> FailureKind.FORBIDDEN;
      case "NotImplemented", "MethodNotAllowed" -> FailureKind.UNSUPPORTED;
      case "EntityTooLarge", "QuotaExceeded", "XMinioStorageFull" -> FailureKind.FULL;
      case "PermanentRedirect", "TemporaryRedirect", "Redirect" -> FailureKind.REDIRECT;
      case "NoSuchKey", "NoSuchBucket", "NoSuchVersion", "NoSuchUpload" -> FailureKind.NOT_FOUND;
      // a status of success with an error inside
      case "" -> HttpFailure.kindOf(status);
      default -> status < 400 || isClock() ? FailureKind.REJECTED : HttpFailure.kindOf(status);
    };
  }

  private String reason(FailureKind kind) {
    if (!region.isEmpty() && (kind == FailureKind.REDIRECT || code.startsWith("Authorization"))) {
      return "the bucket is in another region, `" + region + "`";
    }
    return switch (code) {
      case "NoSuchBucket" -> "there is no such bucket";
      case "InvalidAccessKeyId" -> "the service does not know this access key";
      case "SignatureDoesNotMatch" -> "the secret does not belong to the access key";
      case "ExpiredToken", "ExpiredTokenException" -> "the session token has expired";
      case "AccessDenied" -> "the service does not allow it (`AccessDenied`)";
      case "InvalidObjectState" -> "it is archived and has to be restored first";
      case "RequestTimeTooSkewed" -> "the clock of this machine is wrong";
      case "BadDigest", "XAmzContentSHA256Mismatch" ->
          "the bytes that arrived do not have the digest of their name";
      default -> {
        String words = oneLine(message);
        String name = kind == FailureKind.BUSY ? "the service is busy: " : "";
        yield name + "`" + oneLine(code) + "`" + (words.isEmpty() ? "" : ": " + words);
      }
    };
  }

  private static String oneLine(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    line = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    line = line.length() > 200 ? line.substring(0, 200) + "…" : line;
    boolean sentence =
        line.length() > 1 && Character.isUpperCase(line.charAt(0)) && line.charAt(1) != ' '
            && line.contains(" ") && !Character.isUpperCase(line.charAt(1));
    return sentence ? line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1) : line;
  }

  private String hint(FailureKind kind) {
    String modify = "datasync remote modify REMOTE ";
    String local = "datasync remote modify --local REMOTE ";
    return switch (code) {
      case "NoSuchBucket" ->
          "make the bucket, or correct its name: `" + modify + "url s3://BUCKET/PATH`";
      case "InvalidAccessKeyId", "SignatureDoesNotMatch", "MissingAuthenticationToken" ->
          "set the login: `" + local + "access_key_id KEY`, `" + local
              + "secret_access_key SECRET`, or choose one: `" + modify + "profile NAME`";
      case "ExpiredToken", "ExpiredTokenException", "InvalidToken", "InvalidTokenId",
          "TokenRefreshRequired" ->
          "log in again (`aws sso login`), or set the new token: `" + local
              + "session_token TOKEN`";
      case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException"
          -> "`" + modify + "region " + (region.isEmpty() ? "REGION" : region) + "`";
      case "RequestTimeTooSkewed", "RequestExpired" -> "set the clock of this machine";
      case "BadDigest", "XAmzContentSHA256Mismatch" ->
          "`datasync fsck` tells whether the cache holds corrupt objects";
      case "InvalidObjectState" -> "restore the objects from the archive in the bucket, then again";
      default -> kindHint(kind, modify);
    };
  }

  private static String kindHint(FailureKind kind, String modify) {
    return switch (kind) {
      case FORBIDDEN ->
          "ask the owner of the bucket for `s3:ListBucket`, `s3:GetObject`, `s3:PutObject` and"
              + " `s3:DeleteObject`, or choose another login: `" + modify + "profile NAME`";
      case REDIRECT -> "name the bucket's region: `" + modify + "region REGION`";
      case UNSUPPORTED -> "the service lacks this part of S3; leave out the setting that needs it";
      case AUTHENTICATION -> "choose another login: `" + modify + "profile NAME`";
      default -> "";
    };
  }
}
