package datasync.auth.aws;

import datasync.text.FormatException;
import datasync.text.PythonText;
import datasync.text.Value;
import datasync.text.json.Json;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// Reads what the places of logins answer.
final class Answers {
  private static final int LONGEST_REASON = 300;

  private Answers() {}

  /// A JSON mapping.
  ///
  /// @param source names it in messages; the bytes are never quoted
  static Value.Mapping mapping(byte[] bytes, String source) throws FormatException {
    try {
      if (Json.parse(bytes, source) instanceof Value.Mapping mapping) {
        return mapping;
      }
    } catch (FormatException wrong) {
      throw new FormatException(source, wrong.line(), wrong.column(), "this is no JSON");
    }
    throw new FormatException(source, 0, 0, "this is no mapping");
  }

  /// A text or number in a mapping, or the empty string.
  static String text(Value.Mapping mapping, String key) {
    return switch (mapping.get(key)) {
      case Value.Text text -> text.value();
      case Value.Int number -> number.value().toString();
      case null, default -> "";
    };
  }

  /// A time in any of the spellings that the AWS tools write; without an offset it is UTC.
  static Optional<Instant> time(String text) {
    String iso = text.strip().replace(' ', 'T');
    if (iso.endsWith("UTC")) {
      iso = iso.substring(0, iso.length() - 3) + "Z";
    }
    try {
      return Optional.of(OffsetDateTime.parse(iso).toInstant());
    } catch (DateTimeParseException noOffset) {
      try {
        return Optional.of(LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
      } catch (DateTimeParseException wrong) {
        return Optional.empty();
      }
    }
  }

  /// Credentials in a mapping.
  ///
  /// @param token the name of the session token in it
  /// @throws FormatException when a part is missing or the end is no time
  static AwsCredentials credentials(Value.Mapping mapping, String token, String source)
      throws FormatException {
    String key = text(mapping, "AccessKeyId");
    String secret = text(mapping, "SecretAccessKey");
    if (key.isEmpty() || secret.isEmpty()) {
      throw new FormatException(source, 0, 0, "`AccessKeyId` or `SecretAccessKey` is missing");
    }
    String end = text(mapping, "Expiration");
    Optional<Instant> time = end.isEmpty() ? Optional.of(Instant.MAX) : time(end);
    if (time.isEmpty()) {
      throw new FormatException(source, 0, 0, "`Expiration` is no time");
    }
    return new AwsCredentials(key, secret, text(mapping, token), time.get());
  }

  /// What a service or program says, on one line and not too long.
  static String reason(String text) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length() && line.length() < LONGEST_REASON; i++) {
      char c = text.charAt(i);
      line.append(PythonText.isBlank(c) || Character.isISOControl(c) ? ' ' : c);
    }
    String plain = line.toString().strip().replaceAll(" +", " ");
    return plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
  }
}
