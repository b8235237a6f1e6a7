package datasync.auth.google;

import datasync.auth.NoCredentials;
import datasync.text.json.JsonFields;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A person's login in the browser of this machine (RFC 8252): the person opens an address, allows
/// the application, and the browser comes back to a port here with a code, which is exchanged for
/// a refresh token. With PKCE (RFC 7636) and a `state`, so that no other page can slip in a code.
///
/// @param client the application
/// @param endpoint asks for tokens
/// @param random unpredictable
/// @param invitation shows the address to the person
public record BrowserLogin(
    OauthClient client, TokenEndpoint endpoint, RandomGenerator random, Invitation invitation) {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  /// PyDrive2's, which applications of the type "web" have registered; then any.
  private static final int[] PORTS = {8080, 8090, 0};
  private static final int LONGEST = 16 << 10;

  /// Shows an address to a person.
  @FunctionalInterface
  public interface Invitation {
    /// Shows it; false when there is nobody.
    boolean show(URI address);
  }

  /// Logs a person in and keeps the login in a file. Blocks until the browser came back, five
  /// minutes at most.
  ///
  /// @throws NoCredentials when there is nobody, or they do not allow it
  public CachedLogin keepIn(Path file) throws IOException {
    try (ServerSocket door = open()) {
      String back = "http://localhost:" + door.getLocalPort() + "/";
      String verifier = secret();
      String state = secret();
      Map<String, String> ask = new LinkedHashMap<>();
      ask.put("client_id", client.id());
      ask.put("redirect_uri", back);
      ask.put("response_type", "code");
      ask.put("scope", Purpose.DRIVE.scopes());
      ask.put("access_type", "offline");
      ask.put("prompt", "consent");
      ask.put("state", state);
      ask.put("code_challenge", challenge(verifier));
      ask.put("code_challenge_method", "S256");
      URI address = URI.create(client.consent() + "?" + TokenEndpoint.query(ask));
      if (!invitation.show(address)) {
        throw new NoCredentials(
            "a login for Google Drive needs a person at a terminal",
            "log in once where there is one, or use a service account:"
                + " `datasync remote modify NAME gdrive_use_service_account true`");
      }
      Map<String, String> form = new LinkedHashMap<>();
      form.put("grant_type", "authorization_code");
      form.put("code", code(door, state));
      form.put("client_id", client.id());
      form.put("client_secret", client.secret());
      form.put("redirect_uri", back);
      form.put("code_verifier", verifier);
      String hint = "check `gdrive_client_id` and `gdrive_client_secret`";
      JsonFields answer = endpoint.post(client.tokens(), form, "the code of the browser", hint);
      return CachedLogin.keep(file, client, answer, endpoint);
    }
  }

  private static ServerSocket open() throws IOException {
    IOException last = null;
    for (int port : PORTS) {
      try {
        ServerSocket door = new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
        door.setSoTimeout((int) PATIENCE.toMillis());
        return door;
      } catch (IOException taken) {
        last = taken;
      }
    }
    throw last;
  }

  private String secret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String challenge(String verifier) {
    try {
      byte[] ascii = verifier.getBytes(StandardCharsets.US_ASCII);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(ascii);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// Waits for the browser; visits of anybody else are answered with 404.
  private static String code(ServerSocket door, String state) throws IOException {
    while (true) {
      try (Socket visitor = door.accept()) {
        Map<String, String> query = query(visitor);
        if (!state.equals(query.get("state"))) {
          answer(visitor, "404 Not Found", "There is nothing here.");
          continue;
        }
        String code = query.getOrDefault("code", "");
        if (!code.isEmpty()) {
          answer(visitor, "200 OK", "datasync is logged in. You can close this page.");
          return code;
        }
        answer(visitor, "200 OK", "datasync is not logged in.");
        String why = query.getOrDefault("error", "").replaceAll("[^a-z_]", "");
        throw new NoCredentials("Google gave no login: " + why, "");
      } catch (SocketTimeoutException nobody) {
        throw new NoCredentials("nobody logged in within five minutes", "");
      }
    }
  }

  /// What a visitor asks for; nothing from one that only keeps a connection ready.
  private static Map<String, String> query(Socket visitor) throws IOException {
    visitor.setSoTimeout(2_000);
    try {
      return fields(visitor);
    } catch (SocketTimeoutException silent) {
      return Map.of();
    }
  }

  private static Map<String, String> fields(Socket visitor) throws IOException {
    var reader =
        new BufferedReader(
            new InputStreamReader(visitor.getInputStream(), StandardCharsets.ISO_8859_1), LONGEST);
    StringBuilder line = new StringBuilder();
    for (int c = reader.read(); c >= 0 && c != '\n' && line.length() < LONGEST; ) {
      line.append((char) c);
      c = reader.read();
    }
    String[] parts = line.toString().split(" ");
    Map<String, String> fields = new LinkedHashMap<>();
    if (parts.length < 2 || !parts[0].equals("GET") || !parts[1].startsWith("/?")) {
      return fields;
    }
    for (String field : parts[1].substring(2).split("&")) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        try {
          String value = field.substring(equals + 1);
          fields.put(
              field.substring(0, equals), URLDecoder.decode(value, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notEncoded) {
          return Map.of();
        }
      }
    }
    return fields;
  }

  private static void answer(Socket visitor, String status, String text) {
    String head =
        "HTTP/1.1 " + status + "\r\nContent-Type: text/plain\r\nConnection: close"
            + "\r\nContent-Length: " + text.length() + "\r\n\r\n";
    try {
      visitor.getOutputStream().write((head + text).getBytes(StandardCharsets.US_ASCII));
      visitor.getOutputStream().flush();
    } catch (IOException gone) {
      // the visitor does not want to know
    }
  }
}
