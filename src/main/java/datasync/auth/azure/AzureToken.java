package datasync.auth.azure;

import datasync.text.FormatException;
import datasync.text.Value;
import java.time.Duration;
import java.time.Instant;

/// A token of Entra ID.
///
/// @param value what is sent
/// @param expires when it ends
record AzureToken(String value, Instant expires) {
  private static final Duration UNKNOWN = Duration.ofMinutes(5);

  /// Reads the answer of a token endpoint: `access_token` with `expires_in` or `expires_on`, or
  /// that of `az` with `accessToken`.
  ///
  /// @param source names it in messages
  /// @throws FormatException when it holds no token
  static AzureToken of(Value answer, Instant now, String source) throws FormatException {
    if (answer instanceof Value.Mapping fields) {
      String token = text(fields.get("access_token"));
      token = token.isEmpty() ? text(fields.get("accessToken")) : token;
      if (!token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 127)) {
        long on = number(fields.get("expires_on"));
        long in = number(fields.get("expires_in"));
        Instant end = on > 0 ? Instant.ofEpochSecond(on) : now.plus(UNKNOWN);
        return new AzureToken(token, in > 0 ? now.plusSeconds(in) : end);
      }
    }
    throw new FormatException(source, 1, 1, "there is no token in the answer");
  }

  private static String text(Value value) {
    return value instanceof Value.Text(String text) ? text : "";
  }

  private static long number(Value value) {
    try {
      return switch (value) {
        case Value.Int whole -> whole.value().longValueExact();
        case Value.Text(String text) -> Long.parseLong(text.strip());
        case null, default -> 0;
      };
    } catch (ArithmeticException | NumberFormatException unknown) {
      return 0;
    }
  }

  @Override
  public String toString() {
    return "a token until " + expires;
  }
}
