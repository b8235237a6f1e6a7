package datasync.auth.azure;

import datasync.io.Environment;
import datasync.io.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// The identity of a workload in Kubernetes and the like: a signed text in a file, which is read
/// anew for each token because it is replaced before it expires.
///
/// @param endpoint where tokens come from
/// @param environment names tenant, client and file
record WorkloadIdentity(TokenEndpoint endpoint, Environment environment) implements TokenSource {
  private static final int LIMIT = 1 << 20;

  @Override
  public AzureToken fetch() throws IOException {
    String tenant = environment.variable("AZURE_TENANT_ID");
    String client = environment.variable("AZURE_CLIENT_ID");
    String file = environment.variable("AZURE_FEDERATED_TOKEN_FILE");
    if (tenant.isEmpty() || client.isEmpty() || file.isEmpty()) {
      throw new Absent("`AZURE_FEDERATED_TOKEN_FILE` is not set with tenant and client");
    }
    byte[] assertion = WholeFile.read(environment.workingDirectory().resolve(file), LIMIT);
    Map<String, String> proof = new LinkedHashMap<>();
    proof.put("client_id", client);
    proof.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    proof.put("client_assertion", new String(assertion, StandardCharsets.UTF_8).strip());
    return endpoint.ask(tenant, proof);
  }

  @Override
  public String toString() {
    return "the workload identity";
  }
}
