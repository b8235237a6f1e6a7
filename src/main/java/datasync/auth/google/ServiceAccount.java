package datasync.auth.google;

import datasync.auth.NoCredentials;
import datasync.text.FormatException;
import datasync.text.Value;
import datasync.text.json.Json;
import datasync.text.json.JsonFields;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// A service account with its private key, as Google's key files hold it.
///
/// Signs statements about itself (RFC 7523 with RS256): one that is exchanged for a token, or,
/// which saves a round trip, one that is the token.
final class ServiceAccount implements TokenSource {
  private static final Duration LIFE = Duration.ofHours(1);
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  private final String email;
  private final String keyId;
  private final PrivateKey key;
  private final URI tokenUri;
  private final Purpose purpose;
  private final TokenEndpoint endpoint;
  private final String place;
  private final String project;

  private ServiceAccount(
      JsonFields file, PrivateKey key, String place, Purpose purpose, TokenEndpoint endpoint)
      throws FormatException {
    this.email = file.text("client_email");
    this.keyId = file.text("private_key_id");
    this.key = key;
    this.tokenUri = address(file.text("token_uri", TokenEndpoint.GOOGLE.toString()), place);
    this.project = file.text("quota_project_id");
    this.place = place;
    this.purpose = purpose;
    this.endpoint = endpoint;
  }

  /// @param place what the key was read from, for messages
  /// @throws FormatException when the key cannot be read
  static ServiceAccount of(
      JsonFields file, String place, Purpose purpose, TokenEndpoint endpoint)
      throws FormatException {
    if (file.text("client_email").isEmpty() || file.text("private_key").isEmpty()) {
      throw new FormatException(
          place, 0, 0, "a service account needs `client_email` and `private_key`");
    }
    return new ServiceAccount(file, key(file.text("private_key"), place), place, purpose, endpoint);
  }

  static URI address(String text, String place) throws FormatException {
    try {
      URI address = URI.create(text);
      if (address.getHost() != null && address.getScheme().startsWith("http")) {
        return address;
      }
    } catch (IllegalArgumentException invalid) {
      // told below
    }
    throw new FormatException(place, 0, 0, "an address in it is not valid");
  }

  private static PrivateKey key(String pem, String place) throws FormatException {
    String body = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
    try {
      byte[] der = Base64.getDecoder().decode(body);
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException invalid) {
      throw new FormatException(place, 0, 0, "`private_key` is not an RSA key in PKCS#8");
    }
  }

  @Override
  public AccessToken fetch() throws IOException {
    InstantSource clock = endpoint.clock();
    Map<String, Value> claims = claims(clock.instant());
    boolean alone =
        !purpose.audience().isEmpty()
            && purpose.subject().isEmpty()
            && tokenUri.equals(TokenEndpoint.GOOGLE);
    if (alone) {
      claims.put("sub", new Value.Text(email));
      claims.put("aud", new Value.Text(purpose.audience()));
      return new AccessToken(signed(claims), clock.instant().plus(LIFE));
    }
    claims.put("aud", new Value.Text(tokenUri.toString()));
    claims.put("scope", new Value.Text(purpose.scopes()));
    if (!purpose.subject().isEmpty()) {
      claims.put("sub", new Value.Text(purpose.subject()));
    }
    Map<String, String> form = Map.of("grant_type", GRANT, "assertion", signed(claims));
    String hint = "check that the key is not deleted and that this machine's clock is right";
    return endpoint.token(endpoint.post(tokenUri, form, origin(), hint), origin());
  }

  private Map<String, Value> claims(Instant now) {
    Map<String, Value> claims = new LinkedHashMap<>();
    claims.put("iss", new Value.Text(email));
    claims.put("iat", Value.Int.of(now.getEpochSecond()));
    claims.put("exp", Value.Int.of(now.plus(LIFE).getEpochSecond()));
    return claims;
  }

  private String signed(Map<String, Value> claims) throws IOException {
    Map<String, Value> header = new LinkedHashMap<>();
    header.put("alg", new Value.Text("RS256"));
    header.put("typ", new Value.Text("JWT"));
    if (!keyId.isEmpty()) {
      header.put("kid", new Value.Text(keyId));
    }
    String text = part(header) + "." + part(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + base64(signature.sign());
    } catch (GeneralSecurityException unusable) {
      throw new NoCredentials("the private key of " + origin() + " cannot sign", "");
    }
  }

  private static String part(Map<String, Value> fields) {
    return base64(Json.write(Value.Mapping.of(fields)).getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String origin() {
    return "the service account `" + email + "` from " + place;
  }

  @Override
  public String quotaProject() {
    return project;
  }
}
