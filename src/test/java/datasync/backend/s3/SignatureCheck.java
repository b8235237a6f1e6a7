package datasync.backend.s3;

import datasync.http.FakeServer.Seen;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Checks Signature Version 4 as a service does, from the specification and not from our own code.
///
/// @param region the one region of the service
/// @param secrets the secrets by access key, and the tokens that go with temporary ones
/// @param time what the service's clock says
record SignatureCheck(String region, Map<String, String> secrets, Instant time) {
  private static final Pattern FIELD =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/s3/aws4_request, "
              + "SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})");

  /// The code of the error, or empty when all is well.
  String fault(Seen request) {
    Matcher field = FIELD.matcher(request.header("Authorization"));
    if (!field.matches()) {
      return request.header("Authorization").isEmpty() ? "AccessDenied" : "InvalidArgument";
    }
    String secret = secrets.get(field.group(1));
    if (secret == null) {
      return "InvalidAccessKeyId";
    }
    if (!field.group(3).equals(region)) {
      return "AuthorizationHeaderMalformed";
    }
    String date = request.header("x-amz-date");
    Instant signed =
        LocalDateTime.parse(date, DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'"))
            .toInstant(ZoneOffset.UTC);
    if (Duration.between(signed, time).abs().compareTo(Duration.ofMinutes(15)) > 0) {
      return "RequestTimeTooSkewed";
    }
    List<String> names = Arrays.asList(field.group(4).split(";"));
    for (String name : request.headers().keySet()) {
      String lower = name.toLowerCase(Locale.ROOT);
      boolean needed = lower.startsWith("x-amz-") || lower.equals("content-md5");
      if (needed && !names.contains(lower)) {
        return "AccessDenied";
      }
    }
    String digest = request.header("x-amz-content-sha256");
    if (!digest.equals("UNSIGNED-PAYLOAD") && !digest.equals(sha(request.body()))) {
      return "XAmzContentSHA256Mismatch";
    }
    return signature(request, field, secret).equals(field.group(5)) ? "" : "SignatureDoesNotMatch";
  }

  private String signature(Seen request, Matcher field, String secret) {
    StringBuilder canonical = new StringBuilder(request.method()).append('\n');
    int mark = request.target().indexOf('?');
    String path = mark < 0 ? request.target() : request.target().substring(0, mark);
    // S3 takes the path as it was sent, one encoding
    canonical.append(path).append('\n');
    canonical.append(query(mark < 0 ? "" : request.target().substring(mark + 1))).append('\n');
    for (String name : field.group(4).split(";")) {
      canonical.append(name).append(':').append(request.header(name).strip()).append('\n');
    }
    canonical.append('\n').append(field.group(4)).append('\n');
    canonical.append(request.header("x-amz-content-sha256"));
    String scope = field.group(2) + "/" + region + "/s3/aws4_request";
    String text =
        "AWS4-HMAC-SHA256\n" + request.header("x-amz-date") + "\n" + scope + "\n"
            + sha(canonical.toString().getBytes(StandardCharsets.UTF_8));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/")) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(hmac(key, text));
  }

  private static String query(String raw) {
    TreeMap<String, String> sorted = new TreeMap<>();
    for (String part : raw.isEmpty() ? new String[0] : raw.split("&")) {
      String[] pair = part.split("=", 2);
      sorted.put(again(pair[0]), pair.length < 2 ? "" : again(pair[1]));
    }
    StringBuilder text = new StringBuilder();
    sorted.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(value));
    return text.toString();
  }

  private static String again(String encoded) {
    String plain = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    return URLEncoder.encode(plain, StandardCharsets.UTF_8)
        .replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
  }

  static String sha(byte[] bytes) {
    return HexFormat.of().formatHex(digest("SHA-256", bytes));
  }

  static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
