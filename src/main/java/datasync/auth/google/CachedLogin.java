package datasync.auth.google;

import datasync.auth.NoCredentials;
import datasync.io.AtomicFile;
import datasync.text.FormatException;
import datasync.text.Value;
import datasync.text.json.Json;
import datasync.text.json.JsonFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A person's login as dvc keeps it for Google Drive: a file that holds the application's id, a
/// refresh token and the last token. Both programs use and renew the same file.
///
/// Source: `to_json` of oauth2client 4.1.3, by which PyDrive2 1.21 writes it. Fields that are not
/// known here are kept.
public final class CachedLogin implements TokenSource {
  private static final Duration EARLY = Duration.ofSeconds(60);

  private final Path file;
  private final TokenEndpoint endpoint;
  private final String place;
  private JsonFields login;
  private String given = "";

  private CachedLogin(Path file, String place, JsonFields login, TokenEndpoint endpoint) {
    this.file = file;
    this.place = place;
    this.login = login;
    this.endpoint = endpoint;
  }

  /// The login in a file; empty when the file is not there or holds none.
  ///
  /// @throws FormatException when it holds something else
  public static Optional<CachedLogin> find(Path file, TokenEndpoint endpoint)
      throws IOException {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
    if (content.length == 0) {
      // dvc makes the file before it is logged in
      return Optional.empty();
    }
    String place = "`" + file + "`";
    return Optional.of(new CachedLogin(file, place, parse(content, place), endpoint));
  }

  /// The login in a text that is not a file; renewed tokens are kept in memory alone.
  ///
  /// @param place what it was read from, for messages
  /// @throws FormatException when it holds something else
  public static CachedLogin of(String text, String place, TokenEndpoint endpoint)
      throws FormatException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    return new CachedLogin(null, place, parse(content, place), endpoint);
  }

  private static JsonFields parse(byte[] content, String place) throws FormatException {
    JsonFields login = JsonFields.parse(content, place);
    if (login.text("client_id").isEmpty() || login.text("client_secret").isEmpty()) {
      throw new FormatException(
          place, 0, 0, "this is no login for Google Drive: it names no application");
    }
    return login;
  }

  /// Keeps a new login in a file, which its owner alone may read.
  ///
  /// @param client the application that the person allowed
  /// @param answer what Google gave for it
  static CachedLogin keep(
      Path file, OauthClient client, JsonFields answer, TokenEndpoint endpoint)
      throws IOException {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("access_token", new Value.Text(""));
    fields.put("client_id", new Value.Text(client.id()));
    fields.put("client_secret", new Value.Text(client.secret()));
    fields.put("refresh_token", new Value.Text(answer.text("refresh_token")));
    fields.put("token_expiry", Value.Null.NULL);
    fields.put("token_uri", new Value.Text(client.tokens().toString()));
    fields.put("user_agent", Value.Null.NULL);
    fields.put("revoke_uri", new Value.Text("https://oauth2.googleapis.com/revoke"));
    fields.put("id_token", Value.Null.NULL);
    fields.put("id_token_jwt", Value.Null.NULL);
    fields.put("token_response", Value.Null.NULL);
    List<Value> scopes =
        Arrays.stream(Purpose.DRIVE.scopes().split(" ")).<Value>map(Value.Text::new).toList();
    fields.put("scopes", new Value.Sequence(scopes));
    fields.put("token_info_uri", new Value.Text("https://oauth2.googleapis.com/tokeninfo"));
    fields.put("invalid", new Value.Bool(false));
    fields.put("_class", new Value.Text("OAuth2Credentials"));
    fields.put("_module", new Value.Text("oauth2client.client"));
    JsonFields login = JsonFields.of(Value.Mapping.of(fields));
    CachedLogin kept = new CachedLogin(file, "`" + file + "`", login, endpoint);
    kept.remember(answer);
    return kept;
  }

  @Override
  public synchronized AccessToken fetch() throws IOException {
    reread();
    AccessToken known = known();
    if (known != null && !known.value().equals(given)) {
      given = known.value();
      return known;
    }
    String refresh = login.text("refresh_token");
    if (refresh.isEmpty()) {
      throw new NoCredentials("the login in " + place + " has ended", hint());
    }
    Map<String, String> form =
        Map.of(
            "grant_type", "refresh_token",
            "client_id", login.text("client_id"),
            "client_secret", login.text("client_secret"),
            "refresh_token", refresh);
    String tokens = login.text("token_uri", TokenEndpoint.GOOGLE.toString());
    JsonFields answer =
        endpoint.post(ServiceAccount.address(tokens, place), form, origin(), hint());
    AccessToken token = endpoint.token(answer, origin());
    remember(answer);
    given = token.value();
    return token;
  }

  private String hint() {
    return file == null
        ? "set `GDRIVE_CREDENTIALS_DATA` to a login that is still good"
        : "remove " + place + " and log in again";
  }

  /// Takes what another process renewed meanwhile.
  private void reread() throws IOException {
    if (file != null && Files.exists(file) && Files.size(file) > 0) {
      login = parse(Files.readAllBytes(file), place);
    }
  }

  /// The token of the last answer while it is good, or null.
  private AccessToken known() {
    String token = login.text("access_token");
    if (token.isEmpty() || login.flag("invalid")) {
      return null;
    }
    try {
      Instant expires = Instant.parse(login.text("token_expiry"));
      boolean ends = expires.isBefore(endpoint.clock().instant().plus(EARLY));
      return ends ? null : new AccessToken(token, expires);
    } catch (DateTimeException unknown) {
      return null;
    }
  }

  private void remember(JsonFields answer) throws IOException {
    AccessToken token = endpoint.token(answer, origin());
    Map<Value, Value> fields = new LinkedHashMap<>(login.value().entries());
    String expires = token.expires().truncatedTo(ChronoUnit.SECONDS).toString();
    fields.put(new Value.Text("access_token"), new Value.Text(token.value()));
    fields.put(new Value.Text("token_expiry"), new Value.Text(expires));
    fields.put(new Value.Text("token_response"), answer.value());
    fields.put(new Value.Text("invalid"), new Value.Bool(false));
    if (!answer.text("refresh_token").isEmpty()) {
      String refresh = answer.text("refresh_token");
      fields.put(new Value.Text("refresh_token"), new Value.Text(refresh));
    }
    Value.Mapping changed = new Value.Mapping(fields);
    login = JsonFields.of(changed);
    if (file != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      AtomicFile.writePrivate(file, Json.write(changed).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public String origin() {
    return "the login for Google Drive in " + place;
  }
}
