package datasync.auth.azure;

import datasync.auth.NoCredentials;
import datasync.http.HttpTransport;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.Response;
import datasync.http.RetryPolicy;
import datasync.http.TransportSettings;
import datasync.http.Transports;
import datasync.io.Environment;
import datasync.io.SettingException;
import datasync.text.FormatException;
import datasync.text.Value;
import datasync.text.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;

/// The token endpoint of Entra ID (OAuth 2.0, client credentials).
///
/// @param environment names the authority, and has the clock
/// @param settings how connections are made
/// @param policy how often is tried
record TokenEndpoint(Environment environment, TransportSettings settings, RetryPolicy policy) {
  private static final int LIMIT = 1 << 20;
  private static final String PUBLIC = "login.microsoftonline.com";

  /// Asks for a token of storage with the fields that prove who asks.
  ///
  /// @throws NoCredentials when it refuses
  AzureToken ask(String tenant, Map<String, String> proof) throws IOException {
    StringJoiner form = new StringJoiner("&");
    form.add("grant_type=client_credentials");
    form.add("scope=" + encode(TokenSource.RESOURCE + "/.default"));
    proof.forEach((name, value) -> form.add(name + "=" + encode(value)));
    byte[] body = form.toString().getBytes(StandardCharsets.UTF_8);
    Request request =
        Request.of("POST", address(tenant), RequestBody.of(body))
            .with("Content-Type", "application/x-www-form-urlencoded")
            .with("Accept", "application/json")
            .asReplayable();
    try (HttpTransport transport = Transports.following(Transports.open(settings), policy);
        Response response = transport.exchange(request)) {
      Value answer = Value.Null.NULL;
      try {
        answer = Json.parse(response.readAll(LIMIT), "the answer of the login service");
      } catch (FormatException noJson) {
        if (response.isSuccess()) {
          throw noJson;
        }
      }
      if (!response.isSuccess()) {
        throw new NoCredentials(
            "the login service refuses " + refusal(answer, response.status()),
            "check `tenant_id`, `client_id` and `client_secret`, and that the secret has not"
                + " expired");
      }
      return AzureToken.of(
          answer, environment.clock().instant(), "the answer of the login service");
    }
  }

  /// What the service says, up to its first line end; it names numbers and never the secret.
  private static String refusal(Value answer, int status) {
    if (answer instanceof Value.Mapping fields
        && fields.get("error_description") instanceof Value.Text(String text)) {
      String line = text.split("[\r\n]|Trace ID", 2)[0].strip();
      return "the login: " + line.substring(0, Math.min(line.length(), 300));
    }
    return "the login (status " + status + ")";
  }

  private URI address(String tenant) throws SettingException {
    String host = environment.variable("AZURE_AUTHORITY_HOST").strip().replaceFirst("/+$", "");
    host = host.isEmpty() ? PUBLIC : host;
    String base = host.contains("://") ? host : "https://" + host;
    try {
      URI address = URI.create(base + "/" + encode(tenant) + "/oauth2/v2.0/token");
      if (address.getHost() != null
          && (address.getScheme().equalsIgnoreCase("https") || Loopback.is(address))) {
        return address;
      }
    } catch (IllegalArgumentException invalid) {
      // told below
    }
    throw new SettingException("`AZURE_AUTHORITY_HOST` must be an address of `https`");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "the login service";
  }
}
