package datasync.auth.aws;

import datasync.http.Headers;
import datasync.http.Percent;
import datasync.http.Request;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Signs requests by AWS Signature Version 4. Safe for several threads; who signs many requests
/// keeps one, as it remembers the key of the day.
public final class SigV4 {
  /// In place of the digest of a body that is not signed.
  public static final String UNSIGNED = "UNSIGNED-PAYLOAD";

  /// The field with the digest of the body, which `s3` wants and others do without.
  public static final String CONTENT_DIGEST = "x-amz-content-sha256";

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private final String service;
  private final String region;
  private final SigningKeys keys;

  /// @param service the name of the service in the signature, such as `s3` or `sts`
  /// @param region the region in the signature
  public SigV4(String service, String region) {
    this.service = service;
    this.region = region;
    this.keys = new SigningKeys(service, region);
  }

  /// The region in the signature.
  public String region() {
    return region;
  }

  /// The request with date, token and signature in its fields, in place of an earlier signature.
  ///
  /// @param now the time as the service has it
  /// @param bodyDigest the SHA-256 of the body in hexadecimal, or [#UNSIGNED] for `s3`
  public Request sign(
      Request request, AwsCredentials who, Instant now, String bodyDigest) {
    String time = time(now);
    List<Headers.Field> sent = new ArrayList<>();
    for (Headers.Field field : request.headers().fields()) {
      if (!isReplaced(field.name())) {
        sent.add(field);
      }
    }
    sent.add(new Headers.Field("x-amz-date", time));
    if (service.equals("s3")) {
      sent.add(new Headers.Field(CONTENT_DIGEST, bodyDigest));
    }
    if (!who.sessionToken().isEmpty()) {
      sent.add(new Headers.Field("x-amz-security-token", who.sessionToken()));
    }
    SignedFields fields = SignedFields.of(sent, host(request.uri()));
    String canonical =
        canonical(request, canonicalQuery(request.uri().getRawQuery()), fields, bodyDigest);
    sent.add(
        new Headers.Field(
            "Authorization",
            ALGORITHM + " Credential=" + who.accessKey() + "/" + scope(time)
                + ", SignedHeaders=" + fields.names()
                + ", Signature=" + signature(canonical, who, time)));
    return request.with(Headers.of(sent));
  }

  private boolean isReplaced(String name) {
    return name.equalsIgnoreCase("Authorization")
        || name.equalsIgnoreCase("x-amz-security-token")
        || name.equalsIgnoreCase("x-amz-date")
        || name.equalsIgnoreCase(CONTENT_DIGEST) && service.equals("s3");
  }

  /// A time as `20261231T235959Z`; much quicker than the JDK's formatter, whose work shows where
  /// thousands of small objects are sent.
  private static String time(Instant now) {
    LocalDateTime utc = LocalDateTime.ofEpochSecond(now.getEpochSecond(), 0, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(16);
    digits(text, utc.getYear(), 1000);
    digits(text, utc.getMonthValue(), 10);
    digits(text, utc.getDayOfMonth(), 10);
    text.append('T');
    digits(text, utc.getHour(), 10);
    digits(text, utc.getMinute(), 10);
    digits(text, utc.getSecond(), 10);
    return text.append('Z').toString();
  }

  private static void digits(StringBuilder text, int number, int highest) {
    for (int unit = highest; unit > 0; unit /= 10) {
      text.append((char) ('0' + number / unit % 10));
    }
  }

  /// An address that works without any field, for as long as it says.
  ///
  /// @param request the method, the address, and no fields
  /// @param validity how long it works, up to seven days
  public URI presign(Request request, AwsCredentials who, Instant now, Duration validity) {
    String time = time(now);
    String query = request.uri().getRawQuery();
    StringBuilder full = new StringBuilder(query == null ? "" : query + "&");
    full.append("X-Amz-Algorithm=").append(ALGORITHM);
    full.append("&X-Amz-Credential=").append(encode(who.accessKey() + "/" + scope(time), false));
    full.append("&X-Amz-Date=").append(time);
    full.append("&X-Amz-Expires=").append(validity.toSeconds());
    if (!who.sessionToken().isEmpty()) {
      full.append("&X-Amz-Security-Token=").append(encode(who.sessionToken(), false));
    }
    full.append("&X-Amz-SignedHeaders=host");
    SignedFields fields = SignedFields.of(List.of(), host(request.uri()));
    String canonical =
        canonical(request, canonicalQuery(full.toString()), fields, UNSIGNED);
    full.append("&X-Amz-Signature=").append(signature(canonical, who, time));
    String address = request.uri().toString();
    int mark = address.indexOf('?');
    return URI.create((mark < 0 ? address : address.substring(0, mark)) + "?" + full);
  }

  /// A path or name with everything encoded but letters, digits, `-`, `.`, `_` and `~`.
  ///
  /// @param keepSlash whether `/` stays as well
  public static String encode(String text, boolean keepSlash) {
    int plain = 0;
    while (plain < text.length() && isPlain(text.charAt(plain), keepSlash)) {
      plain++;
    }
    if (plain == text.length()) {
      return text;
    }
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
      int c = value & 0xff;
      if (isPlain(c, keepSlash)) {
        encoded.append((char) c);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(value));
      }
    }
    return encoded.toString();
  }

  private static boolean isPlain(int c, boolean keepSlash) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
        || c == '-' || c == '.' || c == '_' || c == '~' || keepSlash && c == '/';
  }

  /// The SHA-256 of bytes in hexadecimal.
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String scope(String time) {
    return time.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
  }

  private String canonical(
      Request request, String query, SignedFields fields, String bodyDigest) {
    StringBuilder text = new StringBuilder(512);
    text.append(request.method()).append('\n');
    text.append(canonicalPath(request.uri().getRawPath())).append('\n').append(query).append('\n');
    fields.appendTo(text);
    return text.append('\n').append(fields.names()).append('\n').append(bodyDigest).toString();
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

  /// As the client sends it: with the port only where it is not the scheme's own.
  private static String host(URI uri) {
    int usual = uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    boolean plain = uri.getPort() < 0 || uri.getPort() == usual;
    return plain ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  private String signature(String canonical, AwsCredentials who, String time) {
    String toSign =
        ALGORITHM + "\n" + time + "\n" + scope(time) + "\n"
            + sha256(canonical.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(keys.sign(who.secret(), time.substring(0, 8), toSign));
  }
}
