package datasync.auth.azure;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// A service principal with its secret.
///
/// @param endpoint where tokens come from
/// @param tenant the directory
/// @param client the id of the application
/// @param secret its secret
record ClientSecret(TokenEndpoint endpoint, String tenant, String client, String secret)
    implements TokenSource {
  @Override
  public AzureToken fetch() throws IOException {
    if (tenant.isEmpty() || client.isEmpty() || secret.isEmpty()) {
      throw new Absent("tenant, client and secret are not all set");
    }
    Map<String, String> proof = new LinkedHashMap<>();
    proof.put("client_id", client);
    proof.put("client_secret", secret);
    return endpoint.ask(tenant, proof);
  }

  @Override
  public String toString() {
    return "the client secret";
  }
}
