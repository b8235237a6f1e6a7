package datasync.auth.google;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.text.Value;
import datasync.text.json.Json;
import datasync.text.json.JsonFields;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// A service account for tests: its key file, and a judge of what is signed with it.
public final class TestAccount {
  public static final String EMAIL = "robot@project.iam.gserviceaccount.com";
  public static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  private final KeyPair keys;

  public TestAccount() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// The private key in Base64, which no text may hold.
  public String secret() {
    return Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded()).substring(40, 80);
  }

  /// The key file.
  public String file(URI tokens) {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(keys.getPrivate().getEncoded());
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("type", new Value.Text("service_account"));
    fields.put("project_id", new Value.Text("project"));
    fields.put("private_key_id", new Value.Text("key-1"));
    fields.put(
        "private_key",
        new Value.Text(
            "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n"));
    fields.put("client_email", new Value.Text(EMAIL));
    fields.put("client_id", new Value.Text("1234567890"));
    fields.put("token_uri", new Value.Text(tokens.toString()));
    return Json.write(Value.Mapping.of(fields));
  }

  /// The claims of a statement, whose signature and header are checked.
  public JsonFields claims(String statement) throws IOException {
    String[] parts = statement.split("\\.", -1);
    assertThat(parts).hasSize(3);
    assertThat(statement).doesNotContain("=", "+", "/");
    try {
      Signature check = Signature.getInstance("SHA256withRSA");
      check.initVerify(keys.getPublic());
      check.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      assertThat(check.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    } catch (GeneralSecurityException broken) {
      throw new IOException(broken);
    }
    JsonFields header = JsonFields.parse(Base64.getUrlDecoder().decode(parts[0]), "header");
    assertThat(header.text("alg")).isEqualTo("RS256");
    assertThat(header.text("typ")).isEqualTo("JWT");
    assertThat(header.text("kid")).isEqualTo("key-1");
    return JsonFields.parse(Base64.getUrlDecoder().decode(parts[1]), "claims");
  }

  /// The fields of a form or query.
  public static Map<String, String> form(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String part : text.split("&")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        fields.put(
            part.substring(0, equals),
            URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return fields;
  }
}
