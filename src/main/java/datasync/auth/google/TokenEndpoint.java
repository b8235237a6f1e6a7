package datasync.auth.google;

import datasync.auth.NoCredentials;
import datasync.http.HttpFailure;
import datasync.http.HttpTransport;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.Response;
import datasync.text.FormatException;
import datasync.text.json.JsonFields;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/// Asks for tokens by OAuth 2.0 (RFC 6749, section 5).
///
/// @param transport carries the requests; repeats what may pass by itself
/// @param clock what the life of a token counts from
public record TokenEndpoint(HttpTransport transport, InstantSource clock) {
  /// Where Google gives tokens.
  public static final URI GOOGLE = URI.create("https://oauth2.googleapis.com/token");

  static final int LIMIT = 1 << 20;

  /// What Google answers to a form.
  ///
  /// @param form the fields; secret
  /// @param origin which login this is, for messages
  /// @param hint what to type when the login is not accepted
  /// @throws NoCredentials when the login is not accepted
  public JsonFields post(URI address, Map<String, String> form, String origin, String hint)
      throws IOException {
    Request request =
        Request.of("POST", address, RequestBody.of(encoded(form)))
            .with("Content-Type", "application/x-www-form-urlencoded")
            .asReplayable();
    return answer(request, origin, hint);
  }

  JsonFields answer(Request request, String origin, String hint) throws IOException {
    try (Response response = transport.exchange(request)) {
      if (response.status() == 400 || response.status() == 401 || response.status() == 403) {
        throw refused(response, origin, hint);
      }
      if (!response.isSuccess()) {
        throw HttpFailure.of(response);
      }
      return JsonFields.parse(response.readAll(LIMIT), "the answer of " + host(request));
    }
  }

  private static String host(Request request) {
    return "`" + request.uri().getHost() + "`";
  }

  /// The token in an answer.
  AccessToken token(JsonFields answer, String origin) throws IOException {
    String value = answer.text("access_token");
    if (value.isEmpty()) {
      throw new NoCredentials("no token came for " + origin, "");
    }
    long life = answer.number("expires_in");
    return new AccessToken(
        value, clock.instant().plus(Duration.ofSeconds(life < 0 ? 3600 : life)));
  }

  private static NoCredentials refused(Response response, String origin, String hint)
      throws IOException {
    String why = "";
    try {
      JsonFields told = JsonFields.parse(response.readAll(LIMIT), "answer");
      String description =
          told.inner("error").map(error -> error.text("message"))
              .orElse(told.text("error_description"));
      why = told.text("error");
      why = why.isEmpty() || description.isEmpty() ? why + description : why + ": " + description;
    } catch (FormatException noJson) {
      // the status says enough
    }
    String reason = why.isEmpty() ? "status " + response.status() : why;
    return new NoCredentials("Google does not accept " + origin + " (" + reason + ")", hint);
  }

  static byte[] encoded(Map<String, String> form) {
    return query(form).getBytes(StandardCharsets.US_ASCII);
  }

  /// Fields as a query; `%20` for spaces.
  public static String query(Map<String, String> fields) {
    StringBuilder text = new StringBuilder();
    fields.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(escape(value)));
    return text.toString();
  }

  /// A text for one part of a path or query: all but letters, digits, `.`, `-`, `_` escaped.
  public static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }
}
