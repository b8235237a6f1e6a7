package datasync.auth.azure;

import datasync.http.Headers;
import datasync.http.Origin;
import datasync.http.Percent;
import datasync.http.Request;
import datasync.http.Response;
import datasync.http.Signer;
import datasync.io.SettingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs requests with the key of the account ("Shared Key"). Safe for several threads.
///
/// A refusal from a server whose clock differs is answered with a signature by its clock.
final class SharedKeySigner implements Signer {
  private static final List<String> SIGNED =
      List.of(
          "Content-Encoding", "Content-Language", "Content-Length", "Content-MD5", "Content-Type",
          "Date", "If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range");

  /// What the service tolerates is 15 minutes.
  private static final Duration NOTICEABLE = Duration.ofMinutes(5);

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final Origin origin;
  private final String account;
  private final SecretKeySpec key;
  private final InstantSource clock;
  private volatile Duration offset = Duration.ZERO;

  /// @param origin where signatures go
  /// @param key the key in Base64
  /// @throws SettingException when the key is no Base64
  SharedKeySigner(Origin origin, String account, String key, InstantSource clock)
      throws SettingException {
    this.origin = origin;
    this.account = account;
    this.clock = clock;
    try {
      byte[] bytes = Base64.getDecoder().decode(key.strip());
      if (bytes.length == 0) {
        throw new IllegalArgumentException();
      }
      this.key = new SecretKeySpec(bytes, "HmacSHA256");
    } catch (IllegalArgumentException noKey) {
      throw new SettingException(
          "the key of the storage account `" + account + "` is no Base64",
          "copy it from `az storage account keys list --account-name " + account + "`");
    }
  }

  @Override
  public Request sign(Request request) {
    if (!Origin.of(request.uri()).equals(origin)) {
      return request;
    }
    Request dated = request.with("x-ms-date", DATE.format(clock.instant().plus(offset)));
    String value = "SharedKey " + account + ":" + signature(text(dated));
    return dated.with("Authorization", value);
  }

  private String text(Request request) {
    StringBuilder text = new StringBuilder(request.method()).append('\n');
    for (String name : SIGNED) {
      if (name.equals("Content-Length")) {
        long length = request.body().length();
        text.append(length > 0 ? Long.toString(length) : "");
      } else {
        text.append(request.headers().first(name).orElse(""));
      }
      text.append('\n');
    }
    Map<String, String> own = new TreeMap<>();
    for (Headers.Field field : request.headers().fields()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (name.startsWith("x-ms-")) {
        own.put(name, field.value().strip());
      }
    }
    own.forEach((name, value) -> text.append(name).append(':').append(value).append('\n'));
    text.append('/').append(account).append(request.uri().getRawPath());
    Map<String, List<String>> queries = new TreeMap<>();
    String query = request.uri().getRawQuery();
    if (query != null && !query.isEmpty()) {
      for (String part : query.split("&")) {
        int equals = part.indexOf('=');
        String name = Percent.decode(equals < 0 ? part : part.substring(0, equals));
        String value = Percent.decode(equals < 0 ? "" : part.substring(equals + 1));
        queries.computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new ArrayList<>()).add(value);
      }
    }
    for (Map.Entry<String, List<String>> each : queries.entrySet()) {
      String values = String.join(",", each.getValue().stream().sorted().toList());
      text.append('\n').append(each.getKey()).append(':').append(values);
    }
    return text.toString();
  }

  private String signature(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public boolean renew(Response refused) {
    Optional<String> date = refused.headers().first("Date");
    if (refused.status() != 403 || date.isEmpty()) {
      return false;
    }
    try {
      Instant there = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.get(), Instant::from);
      Duration found = Duration.between(clock.instant(), there);
      boolean changed = found.minus(offset).abs().compareTo(NOTICEABLE) > 0;
      if (changed) {
        offset = found;
      }
      return changed;
    } catch (DateTimeParseException noDate) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "the key of the account";
  }
}
