package datasync.auth.google;

import datasync.auth.NoCredentials;
import datasync.http.HttpFailure;
import datasync.http.Request;
import datasync.http.Response;
import datasync.text.FormatException;
import datasync.text.StrictUtf8;
import datasync.text.Value;
import datasync.text.json.JsonFields;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// A login at another provider that Google is told to trust ("workload identity federation"): its
/// token, from a file or an address, is exchanged for one of Google's (RFC 8693).
///
/// @param file the fields of the file
/// @param place what it was read from, for messages
/// @param scopes what the token has to allow
/// @param endpoint asks for it
record ExternalAccount(JsonFields file, String place, String scopes, TokenEndpoint endpoint)
    implements TokenSource {
  private static final String TOKEN = "urn:ietf:params:oauth:token-type:access_token";
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";

  @Override
  public AccessToken fetch() throws IOException {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", GRANT);
    form.put("requested_token_type", TOKEN);
    form.put("audience", file.text("audience"));
    form.put("subject_token", subject());
    form.put("subject_token_type", file.text("subject_token_type"));
    form.put("scope", scopes);
    URI address = ServiceAccount.address(file.text("token_url"), place);
    String hint = "check the pool, provider and audience that the file names";
    return endpoint.token(endpoint.post(address, form, origin(), hint), origin());
  }

  private String subject() throws IOException {
    JsonFields from = file.inner("credential_source").orElse(JsonFields.of(Value.Mapping.EMPTY));
    byte[] content;
    if (!from.text("file").isEmpty()) {
      content = read(Path.of(from.text("file")));
    } else if (!from.text("url").isEmpty()) {
      content = ask(from);
    } else {
      throw new NoCredentials(
          "the external account of " + place + " takes its token from a program or from AWS,"
              + " which datasync does not",
          "use a `credential_source` with `file` or `url`, or a service account key");
    }
    JsonFields format = from.inner("format").orElse(JsonFields.of(Value.Mapping.EMPTY));
    if (!format.text("type").equals("json")) {
      return StrictUtf8.decode(content, place).strip();
    }
    String field = format.text("subject_token_field_name");
    return JsonFields.parse(content, "the external token").text(field);
  }

  private byte[] read(Path token) throws IOException {
    try {
      return Files.readAllBytes(token);
    } catch (IOException missing) {
      throw new NoCredentials(
          "the external account of " + place + " needs the token in `" + token
              + "`, which cannot be read",
          "");
    }
  }

  private byte[] ask(JsonFields from) throws IOException {
    Request request = Request.get(ServiceAccount.address(from.text("url"), place));
    JsonFields headers = from.inner("headers").orElse(JsonFields.of(Value.Mapping.EMPTY));
    for (Value key : headers.value().entries().keySet()) {
      if (key instanceof Value.Text(String name)) {
        request = request.with(name, headers.text(name));
      }
    }
    try (Response response = endpoint.transport().exchange(request)) {
      if (!response.isSuccess()) {
        throw HttpFailure.of(response);
      }
      return response.readAll(TokenEndpoint.LIMIT);
    }
  }

  /// The login itself, or the account that it is for.
  static TokenSource of(JsonFields file, String place, Purpose purpose, TokenEndpoint endpoint)
      throws FormatException {
    String account = file.text("service_account_impersonation_url");
    if (account.isEmpty()) {
      return new ExternalAccount(file, place, purpose.scopes(), endpoint);
    }
    String all = "https://www.googleapis.com/auth/cloud-platform";
    return new ImpersonatedAccount(
        new ExternalAccount(file, place, all, endpoint),
        ServiceAccount.address(account, place),
        file.texts("delegates"),
        purpose.scopes(),
        endpoint);
  }

  @Override
  public String origin() {
    return "the external account from " + place;
  }

  @Override
  public String quotaProject() {
    return file.text("quota_project_id");
  }

  /// The origin alone.
  @Override
  public String toString() {
    return origin();
  }
}
