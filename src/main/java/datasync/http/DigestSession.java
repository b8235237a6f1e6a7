package datasync.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Digest authentication with one server: the challenge it last made and how often it was answered
/// (RFC 7616 with `qop=auth`, and RFC 2069 for servers without).
///
/// Safe for use by several threads: each answer takes the next count of the nonce.
final class DigestSession {
  private final Authentication.Digest login;
  private final RandomGenerator random;
  private Challenge challenge;
  private int count;

  DigestSession(Authentication.Digest login, RandomGenerator random) {
    this.login = login;
    this.random = random;
  }

  /// What the server asks for.
  ///
  /// @param parameters the parameters as the server sent them
  /// @param algorithm the algorithm's name with `-sess` where the server says so
  private record Challenge(Map<String, String> parameters, String algorithm) {
    String get(String name) {
      return parameters.getOrDefault(name, "");
    }

    boolean hasQop() {
      return parameters.containsKey("qop");
    }

    /// How strong it is, or −1 when it cannot be answered.
    int strength() {
      boolean answerable = !get("nonce").isEmpty() && (!hasQop() || offersAuth());
      if (!answerable) {
        return -1;
      }
      return switch (algorithm.toUpperCase(Locale.ROOT)) {
        case "MD5", "MD5-SESS" -> 1;
        case "SHA-512-256", "SHA-512-256-SESS" -> 2;
        case "SHA-256", "SHA-256-SESS" -> 3;
        default -> -1;
      };
    }

    private boolean offersAuth() {
      for (String quality : get("qop").split(",")) {
        if (quality.strip().equalsIgnoreCase("auth")) {
          return true;
        }
      }
      return false;
    }
  }

  synchronized boolean hasChallenge() {
    return challenge != null;
  }

  /// The nonce in use, or the empty string.
  synchronized String nonce() {
    return challenge == null ? "" : challenge.get("nonce");
  }

  /// Whether the last challenge says that only the nonce was out of date.
  synchronized boolean isStale() {
    return challenge != null && challenge.get("stale").equalsIgnoreCase("true");
  }

  /// Takes the strongest challenge of a response that can be answered; false when there is none.
  synchronized boolean learn(Response response) {
    Challenge best = null;
    for (Map<String, String> parameters : challenges(response.headers())) {
      String algorithm = parameters.getOrDefault("algorithm", "MD5");
      Challenge found = new Challenge(parameters, algorithm);
      if (found.strength() >= 0 && (best == null || found.strength() > best.strength())) {
        best = found;
      }
    }
    if (best == null) {
      return false;
    }
    if (!best.get("nonce").equals(nonce())) {
      count = 0;
    }
    challenge = best;
    return true;
  }

  private static List<Map<String, String>> challenges(Headers headers) {
    return headers.all("WWW-Authenticate").stream()
        .flatMap(value -> ChallengeReader.read(value).stream())
        .filter(found -> found.scheme().equalsIgnoreCase("Digest"))
        .map(ChallengeReader.Challenge::parameters)
        .toList();
  }

  /// The request with the answer to the challenge; unchanged when there is none yet.
  synchronized Request sign(Request request) {
    if (challenge == null) {
      return request;
    }
    count++;
    String counter = HexFormat.of().toHexDigits(count);
    byte[] noise = new byte[16];
    random.nextBytes(noise);
    return request.with("Authorization", answer(request, counter, HexFormat.of().formatHex(noise)));
  }

  private String answer(Request request, String counter, String noise) {
    String target = target(request.uri());
    String nonce = challenge.get("nonce");
    String realm = challenge.get("realm");
    String secret = hash(login.user() + ":" + realm + ":" + login.password());
    if (challenge.algorithm().toUpperCase(Locale.ROOT).endsWith("-SESS")) {
      secret = hash(secret + ":" + nonce + ":" + noise);
    }
    String what = hash(request.method() + ":" + target);
    String proof =
        challenge.hasQop()
            ? hash(secret + ":" + nonce + ":" + counter + ":" + noise + ":auth:" + what)
            : hash(secret + ":" + nonce + ":" + what);
    boolean hides = challenge.get("userhash").equalsIgnoreCase("true");
    String user = hides ? hash(login.user() + ":" + realm) : login.user();
    StringBuilder value = new StringBuilder("Digest username=").append(quoted(user));
    value.append(", realm=").append(quoted(realm)).append(", nonce=").append(quoted(nonce));
    value.append(", uri=").append(quoted(target)).append(", response=\"").append(proof).append('"');
    if (challenge.parameters().containsKey("algorithm")) {
      value.append(", algorithm=").append(challenge.algorithm());
    }
    if (challenge.parameters().containsKey("opaque")) {
      value.append(", opaque=").append(quoted(challenge.get("opaque")));
    }
    if (challenge.hasQop()) {
      value.append(", qop=auth, nc=").append(counter).append(", cnonce=\"").append(noise);
      value.append('"');
    }
    if (hides) {
      value.append(", userhash=true");
    }
    return value.toString();
  }

  private static String target(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private String hash(String text) {
    String name = challenge.algorithm().toUpperCase(Locale.ROOT);
    String algorithm =
        name.startsWith("SHA-512") ? "SHA-512/256" : name.startsWith("SHA") ? "SHA-256" : "MD5";
    try {
      byte[] digest =
          MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
