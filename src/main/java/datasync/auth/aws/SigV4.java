package datasync.auth.aws;

import datasync.http.Headers;
import datasync.http.Percent;
import datasync.http.Request;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs requests by AWS Signature Version 4. Immutable.
///
/// @param service the name of the service in the signature, such as `s3` or `sts`
/// @param region the region in the signature
public record SigV4(String service, String region) {
  /// In place of the digest of a body that is not signed.
  public static final String UNSIGNED = "UNSIGNED-PAYLOAD";

  /// The field with the digest of the body, which `s3` wants and others do without.
  public static final String CONTENT_DIGEST = "x-amz-content-sha256";

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final Set<String> SIGNED =
      Set.of("content-md5", "content-type", "date", "range");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// The request with date, token and signature in its fields, in place of an earlier signature.
  ///
  /// @param now the time as the service has it
  /// @param bodyDigest the SHA-256 of the body in hexadecimal, or [#UNSIGNED] for `s3`
  public Request sign(
      Request request, AwsCredentials who, Instant now, String bodyDigest) {
    Request dated =
        request
            .with(
                request.headers().without("Authorization").without("x-amz-security-token"))
            .with("x-amz-date", TIME.format(now));
    if (service.equals("s3")) {
      dated = dated.with(CONTENT_DIGEST, bodyDigest);
    }
    if (!who.sessionToken().isEmpty()) {
      dated = dated.with("x-amz-security-token", who.sessionToken());
    }
    TreeMap<String, String> fields = signedFields(dated);
    String names = String.join(";", fields.keySet());
    String canonical =
        canonical(dated, canonicalQuery(dated.uri().getRawQuery()), fields, bodyDigest);
    String value =
        ALGORITHM + " Credential=" + who.accessKey() + "/" + scope(now)
            + ", SignedHeaders=" + names
            + ", Signature=" + signature(canonical, who, now);
    return dated.with("Authorization", value);
  }

  /// An address that works without any field, for as long as it says.
  ///
  /// @param request the method, the address, and no fields
  /// @param validity how long it works, up to seven days
  public URI presign(Request request, AwsCredentials who, Instant now, Duration validity) {
    String query = request.uri().getRawQuery();
    StringBuilder full = new StringBuilder(query == null ? "" : query + "&");
    full.append("X-Amz-Algorithm=").append(ALGORITHM);
    full.append("&X-Amz-Credential=").append(encode(who.accessKey() + "/" + scope(now), false));
    full.append("&X-Amz-Date=").append(TIME.format(now));
    full.append("&X-Amz-Expires=").append(validity.toSeconds());
    if (!who.sessionToken().isEmpty()) {
      full.append("&X-Amz-Security-Token=").append(encode(who.sessionToken(), false));
    }
    full.append("&X-Amz-SignedHeaders=host");
    TreeMap<String, String> fields = new TreeMap<>(Map.of("host", host(request.uri())));
    String canonical =
        canonical(request, canonicalQuery(full.toString()), fields, UNSIGNED);
    full.append("&X-Amz-Signature=").append(signature(canonical, who, now));
    String address = request.uri().toString();
    int mark = address.indexOf('?');
    return URI.create((mark < 0 ? address : address.substring(0, mark)) + "?" + full);
  }

  /// A path or name with everything encoded but letters, digits, `-`, `.`, `_` and `~`.
  ///
  /// @param keepSlash whether `/` stays as well
  public static String encode(String text, boolean keepSlash) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
      int c = value & 0xff;
      boolean plain =
          c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
              || c == '-' || c == '.' || c == '_' || c == '~' || keepSlash && c == '/';
      if (plain) {
        encoded.append((char) c);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(value));
      }
    }
    return encoded.toString();
  }

  /// The SHA-256 of bytes in hexadecimal.
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String scope(Instant now) {
    return TIME.format(now).substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
  }

  private String canonical(
      Request request, String query, TreeMap<String, String> fields, String bodyDigest) {
    StringBuilder text = new StringBuilder(request.method()).append('\n');
    text.append(canonicalPath(request.uri().getRawPath())).append('\n').append(query).append('\n');
    for (Map.Entry<String, String> field : fields.entrySet()) {
      text.append(field.getKey()).append(':').append(field.getValue()).append('\n');
    }
    text.append('\n').append(String.join(";", fields.keySet()));
    return text.append('\n').append(bodyDigest).toString();
  }

  private String canonicalPath(String raw) {
    String path = raw == null || raw.isEmpty() ? "/" : raw;
    if (service.equals("s3")) {
      // what is sent may leave more characters as they are
      return encode(Percent.decode(path), true);
    }
    String normal = URI.create("http://host" + path.replaceAll("/+", "/")).normalize().getRawPath();
    return encode(normal, true);
  }

  private static String canonicalQuery(String raw) {
    if (raw == null || raw.isEmpty()) {
      return "";
    }
    List<String[]> parameters = new ArrayList<>();
    for (String part : raw.split("&")) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "" : part.substring(equals + 1);
      parameters.add(
          new String[] {
            encode(Percent.decode(name), false), encode(Percent.decode(value), false)
          });
    }
    parameters.sort(
        (a, b) -> a[0].equals(b[0]) ? a[1].compareTo(b[1]) : a[0].compareTo(b[0]));
    StringBuilder text = new StringBuilder();
    for (String[] parameter : parameters) {
      text.append(text.isEmpty() ? "" : "&").append(parameter[0]).append('=').append(parameter[1]);
    }
    return text.toString();
  }

  private static TreeMap<String, String> signedFields(Request request) {
    TreeMap<String, String> fields = new TreeMap<>();
    for (Headers.Field field : request.headers().fields()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (name.startsWith("x-amz-") || SIGNED.contains(name)) {
        String value = field.value().strip().replaceAll(" +", " ");
        fields.merge(name, value, (first, next) -> first + "," + next);
      }
    }
    fields.put("host", host(request.uri()));
    return fields;
  }

  /// As the client sends it: with the port only where it is not the scheme's own.
  private static String host(URI uri) {
    int usual = uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    boolean plain = uri.getPort() < 0 || uri.getPort() == usual;
    return plain ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  private String signature(String canonical, AwsCredentials who, Instant now) {
    String toSign =
        String.join(
            "\n",
            ALGORITHM,
            TIME.format(now),
            scope(now),
            sha256(canonical.getBytes(StandardCharsets.UTF_8)));
    byte[] key = ("AWS4" + who.secret()).getBytes(StandardCharsets.UTF_8);
    for (String step : List.of(TIME.format(now).substring(0, 8), region, service)) {
      key = hmac(key, step);
    }
    key = hmac(key, "aws4_request");
    return HexFormat.of().formatHex(hmac(key, toSign));
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
