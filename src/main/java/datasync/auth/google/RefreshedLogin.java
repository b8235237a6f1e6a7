package datasync.auth.google;

import datasync.text.FormatException;
import datasync.text.json.JsonFields;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/// A person's login as `gcloud auth application-default login` keeps it: a refresh token.
///
/// @param file the fields of the file; secret
/// @param place what it was read from, for messages
/// @param tokenUri where tokens are asked for
/// @param endpoint asks for them
record RefreshedLogin(JsonFields file, String place, URI tokenUri, TokenEndpoint endpoint)
    implements TokenSource {
  /// @throws FormatException when a field is missing
  static RefreshedLogin of(JsonFields file, String place, TokenEndpoint endpoint)
      throws FormatException {
    for (String key : new String[] {"client_id", "client_secret", "refresh_token"}) {
      if (file.text(key).isEmpty()) {
        throw new FormatException(place, 0, 0, "a user's login needs `" + key + "`");
      }
    }
    String address = file.text("token_uri", TokenEndpoint.GOOGLE.toString());
    return new RefreshedLogin(file, place, ServiceAccount.address(address, place), endpoint);
  }

  @Override
  public AccessToken fetch() throws IOException {
    Map<String, String> form =
        Map.of(
            "grant_type", "refresh_token",
            "client_id", file.text("client_id"),
            "client_secret", file.text("client_secret"),
            "refresh_token", file.text("refresh_token"));
    String hint = "log in again by `gcloud auth application-default login`";
    return endpoint.token(endpoint.post(tokenUri, form, origin(), hint), origin());
  }

  @Override
  public String origin() {
    return "the user's login from " + place;
  }

  @Override
  public String quotaProject() {
    return file.text("quota_project_id");
  }

  /// The place alone.
  @Override
  public String toString() {
    return origin();
  }
}
