package datasync.auth.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.auth.NoCredentials;
import datasync.http.FakeServer;
import datasync.http.Request;
import datasync.http.RetryPolicy;
import datasync.http.TransportSettings;
import datasync.io.Environment;
import datasync.io.SettingException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class AzureAccountTest {
  private static final String OK = "{\"access_token\":\"tok\",\"expires_in\":\"3599\"}";

  @TempDir Path home;

  private AzureAccount find(Map<String, String> values, Map<String, String> variables)
      throws IOException {
    Environment environment =
        new Environment(variables, home, home, InstantSource.system(), () -> 0);
    return AzureAccount.find(
        values,
        new AzureAccount.Outside(environment, TransportSettings.DEFAULT, RetryPolicy.none()));
  }

  private static Map<String, String> map(String text) {
    Map<String, String> map = new HashMap<>();
    for (String pair : text == null ? new String[0] : text.split(" ")) {
      map.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
    }
    return map;
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "connection_string=AccountName=a;AccountKey=aw==, -, https://a.blob.core.windows.net,"
            + " the key of the account",
        "connection_string=accountname=a;ACCOUNTKEY=aw==;EndpointSuffix=core.chinacloudapi.cn;"
            + "DefaultEndpointsProtocol=http, -, http://a.blob.core.chinacloudapi.cn,"
            + " the key of the account",
        "connection_string=BlobEndpoint=https://h/x/;SharedAccessSignature=sig=b, -, https://h/x,"
            + " a shared access signature",
        "connection_string=UseDevelopmentStorage=true, -,"
            + " http://127.0.0.1:10000/devstoreaccount1, the key of the account",
        "connection_string=BlobEndpoint=https://h, -, https://h, nobody",
        "connection_string=BlobEndpoint=https://h sas_token=?sig=b, -, https://h,"
            + " a shared access signature",
        "account_name=a account_key=aw== sas_token=sig=b tenant_id=t client_id=c client_secret=s,"
            + " -, https://a.blob.core.windows.net, the key of the account",
        "account_name=a sas_token=sig=b tenant_id=t client_id=c client_secret=s, -,"
            + " https://a.blob.core.windows.net, a shared access signature",
        "account_name=a tenant_id=t client_id=c client_secret=s, -,"
            + " https://a.blob.core.windows.net, the client secret",
        "account_name=a tenant_id=t client_id=c, AZURE_STORAGE_CLIENT_SECRET=s,"
            + " https://a.blob.core.windows.net, the client secret",
        "account_name=a, -, https://a.blob.core.windows.net, the default logins",
        "account_name=a, AZURE_STORAGE_ACCOUNT_KEY=aw==, https://a.blob.core.windows.net,"
            + " the default logins",
        "account_name=a allow_anonymous_login=true, -, https://a.blob.core.windows.net, nobody",
        "-, AZURE_STORAGE_ACCOUNT=a AZURE_STORAGE_KEY=aw==, https://a.blob.core.windows.net,"
            + " the key of the account",
        "-, AZURE_STORAGE_ACCOUNT=a AZURE_STORAGE_SAS_TOKEN=sig=x,"
            + " https://a.blob.core.windows.net, a shared access signature",
        "account_name=a, AZURE_STORAGE_CONNECTION_STRING=AccountName=b;AccountKey=aw==,"
            + " https://b.blob.core.windows.net, the key of the account",
      })
  void login_isTheFirstThatIsComplete(
      String values, String variables, String endpoint, String login) throws IOException {
    AzureAccount account = find(map(values), map(variables));
    assertThat(account.endpoint()).hasToString(endpoint);
    assertThat(account.signer()).hasToString(login);
    assertThat(account.toString()).doesNotContain("aw==", "sig=");
  }

  @Test
  void settingsOfAz_areReadFromItsFile_behindVariables() throws IOException {
    Files.createDirectories(home.resolve(".azure"));
    Files.writeString(
        home.resolve(".azure/config"),
        "[cloud]\naccount = no\n[storage]\n# c\naccount = fromfile\nKey: aw==\n[x]\nkey=zz\n");
    assertThat(find(Map.of(), Map.of()).endpoint())
        .hasToString("https://fromfile.blob.core.windows.net");
    assertThat(find(Map.of(), Map.of()).signer()).hasToString("the key of the account");
    assertThat(find(Map.of(), Map.of("AZURE_STORAGE_ACCOUNT", "var")).endpoint())
        .hasToString("https://var.blob.core.windows.net");
    assertThatThrownBy(() -> find(Map.of(), Map.of("AZURE_CONFIG_DIR", "elsewhere")))
        .isInstanceOf(NoCredentials.class)
        .hasMessageContaining("`account_name` or `connection_string`");
  }

  @ParameterizedTest
  @CsvSource({
    "connection_string=secret, is malformed",
    "connection_string=AccountKey=secret, neither `AccountName` nor `BlobEndpoint`",
    "connection_string=BlobEndpoint=ftp://secret, is not valid",
    "account_name=a account_key=secret!, is no Base64",
    "account_name=a sas_token=<secret>, is malformed",
    "account_name=a client_id=secret, `client_id` needs `tenant_id` and `client_secret`"
  })
  void settings_thatMakeNoSense_areToldWithoutTheirValues(String values, String reason) {
    assertThatThrownBy(() -> find(map(values), Map.of()))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("secret!")
        .hasMessageNotContaining("<secret>");
  }

  /// The token that the default logins send.
  private String token(Map<String, String> values, Map<String, String> variables)
      throws IOException {
    Map<String, String> all = new HashMap<>(values);
    all.put("account_name", "a");
    AzureAccount account = find(all, variables);
    URI address = URI.create(account.endpoint() + "/c/b");
    Request signed = account.signer().sign(Request.get(address));
    return signed.headers().first("Authorization").orElseThrow();
  }

  @Test
  void chain_asksVariables_workload_machine_andAz_inThisOrder() throws IOException {
    List<String> asked = new ArrayList<>();
    try (FakeServer server =
        new FakeServer(
            (q, r) -> {
              asked.add(
                  q.target() + " " + q.header("Metadata") + q.header("X-IDENTITY-HEADER")
                      + new String(q.body()));
              r.send(200, OK);
            })) {
      String here = server.uri("").toString();
      Files.writeString(home.resolve("jwt"), "assertion\n");
      Map<String, String> variables =
          new HashMap<>(
              Map.of(
                  "AZURE_AUTHORITY_HOST", here, "AZURE_TENANT_ID", "t", "AZURE_CLIENT_ID", "c",
                  "AZURE_CLIENT_SECRET", "s", "AZURE_FEDERATED_TOKEN_FILE", "jwt",
                  "AZURE_POD_IDENTITY_AUTHORITY_HOST", here));
      assertThat(token(Map.of(), variables)).isEqualTo("Bearer tok");
      assertThat(asked.removeFirst()).contains("/t/oauth2/v2.0/token").contains("client_secret=s");
      token(Map.of("exclude_environment_credential", "true"), variables);
      assertThat(asked.removeFirst())
          .contains("client_assertion=assertion")
          .contains("client_assertion_type=urn%3Aietf%3Aparams%3Aoauth");
      variables.remove("AZURE_CLIENT_SECRET");
      variables.remove("AZURE_FEDERATED_TOKEN_FILE");
      token(Map.of(), variables);
      assertThat(asked.removeFirst())
          .isEqualTo(
              "/metadata/identity/oauth2/token?api-version=2018-02-01"
                  + "&resource=https%3A%2F%2Fstorage.azure.com&client_id=c true");
      variables.put("IDENTITY_ENDPOINT", here + "/msi");
      variables.put("IDENTITY_HEADER", "h");
      token(Map.of(), variables);
      assertThat(asked.removeFirst())
          .isEqualTo(
              "/msi?api-version=2019-08-01&resource=https%3A%2F%2Fstorage.azure.com&client_id=c h");
      Path az = Files.createDirectories(home.resolve("bin")).resolve("az");
      Files.writeString(
          az,
          "#!/bin/sh\n[ \"$*\" = \"account get-access-token --output json --resource"
              + " https://storage.azure.com\" ] && echo '{\"accessToken\":\"cli\",\"expires_on\":"
              + "4000000000}'\n");
      Files.setPosixFilePermissions(az, PosixFilePermissions.fromString("rwxr-xr-x"));
      Map<String, String> only = Map.of("PATH", "/nowhere:" + az.getParent());
      assertThat(token(Map.of("exclude_managed_identity_credential", "true"), only))
          .isEqualTo("Bearer cli");
      assertThat(asked).isEmpty();
    }
  }

  @Test
  void chain_withoutAnyLogin_saysWhatWasTried() {
    Map<String, String> values = Map.of("exclude_managed_identity_credential", "true");
    assertThatThrownBy(() -> token(values, Map.of("PATH", home.toString())))
        .isInstanceOf(NoCredentials.class)
        .hasMessageContaining("the client secret: tenant, client and secret are not all set")
        .hasMessageContaining("`az`: `az` is not installed");
  }

  @Test
  void secret_thatTheServiceRefuses_endsTheChain_andIsNotShown() throws IOException {
    String refusal =
        "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid client"
            + " secret provided.\\r\\nTrace ID: 1\"}";
    try (FakeServer server = new FakeServer((q, r) -> r.send(401, refusal))) {
      Map<String, String> values =
          Map.of("tenant_id", "t", "client_id", "c", "client_secret", "hidden");
      assertThatThrownBy(
              () -> token(values, Map.of("AZURE_AUTHORITY_HOST", server.uri("").toString())))
          .isInstanceOf(NoCredentials.class)
          .hasMessageContaining("AADSTS7000215: Invalid client secret provided.")
          .hasMessageNotContaining("Trace")
          .hasMessageNotContaining("hidden");
    }
  }

  @Test
  void token_isNotSentWithoutTls() throws IOException {
    AzureAccount account =
        find(
            Map.of(
                "connection_string", "BlobEndpoint=http://h.example", "tenant_id", "t",
                "client_id", "c", "client_secret", "s"),
            Map.of());
    Request request = Request.get(URI.create("http://h.example/c/b"));
    assertThatThrownBy(() -> account.signer().sign(request))
        .isInstanceOf(NoCredentials.class)
        .hasMessageContaining("over `https` only");
  }
}
