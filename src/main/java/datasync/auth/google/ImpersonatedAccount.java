package datasync.auth.google;

import datasync.auth.NoCredentials;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.text.Value;
import datasync.text.json.Json;
import datasync.text.json.JsonFields;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A service account whose tokens another login may ask for.
///
/// Follows `generateAccessToken` of the IAM Service Account Credentials API, v1.
///
/// @param source the login that may ask
/// @param address where to ask
/// @param delegates the accounts between the two, in order
/// @param scopes what the token has to allow
/// @param endpoint asks
record ImpersonatedAccount(
    TokenSource source,
    URI address,
    List<String> delegates,
    String scopes,
    TokenEndpoint endpoint)
    implements TokenSource {
  @Override
  public AccessToken fetch() throws IOException {
    List<Value> wanted = new ArrayList<>();
    for (String scope : scopes.split(" ")) {
      wanted.add(new Value.Text(scope));
    }
    List<Value> between = new ArrayList<>();
    for (String delegate : delegates) {
      between.add(new Value.Text(delegate));
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("scope", new Value.Sequence(wanted));
    fields.put("delegates", new Value.Sequence(between));
    fields.put("lifetime", new Value.Text("3600s"));
    byte[] body = Json.write(Value.Mapping.of(fields)).getBytes(StandardCharsets.UTF_8);
    Request request =
        Request.of("POST", address, RequestBody.of(body))
            .with("Content-Type", "application/json")
            .with("Authorization", "Bearer " + source.fetch().value())
            .asReplayable();
    String hint = "the login needs the role `roles/iam.serviceAccountTokenCreator`";
    JsonFields answer = endpoint.answer(request, origin(), hint);
    try {
      Instant expires = Instant.parse(answer.text("expireTime"));
      return new AccessToken(answer.text("accessToken"), expires);
    } catch (DateTimeException noTime) {
      throw new NoCredentials("no token came for " + origin(), "");
    }
  }

  @Override
  public String origin() {
    String account = address.getPath().replaceFirst(".*/serviceAccounts/", "");
    int colon = account.lastIndexOf(':');
    return "the service account `" + (colon < 0 ? account : account.substring(0, colon))
        + "` asked for by " + source.origin();
  }

  @Override
  public String quotaProject() {
    return source.quotaProject();
  }

  /// The origin alone.
  @Override
  public String toString() {
    return origin();
  }
}
