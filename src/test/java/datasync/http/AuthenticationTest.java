package datasync.http;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.io.Environment;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
@ParameterizedClass
@EnumSource(Carrier.class)
class AuthenticationTest {
  @Parameter Carrier carrier;

  @TempDir Path folder;

  private HttpTransport as(FakeServer server, Authentication who) {
    return Transports.following(
        Transports.authenticating(
            carrier.open(TransportSettings.DEFAULT),
            Origin.of(server.uri("/")),
            who,
            new Random(1)),
        RetryPolicy.none());
  }

  @Test
  void credentials_areSentWithTheFirstRequest() throws IOException {
    Map<Authentication, String> fields =
        Map.of(
            new Authentication.Basic("me", "s3cret"), "Basic bWU6czNjcmV0",
            new Authentication.Bearer("s3cret"), "Bearer s3cret");
    for (var entry : fields.entrySet()) {
      try (FakeServer server = new FakeServer((q, r) -> r.send(200, ""));
          HttpTransport transport = as(server, entry.getKey())) {
        transport.exchange(Request.get(server.uri("/"))).close();
        assertThat(server.seen().getFirst().header("Authorization")).isEqualTo(entry.getValue());
        assertThat(entry.getKey().toString()).doesNotContain("s3cret");
      }
    }
    try (FakeServer server = new FakeServer((q, r) -> r.send(200, ""));
        HttpTransport transport = as(server, new Authentication.Header("X-Own", "s3cret"))) {
      transport.exchange(Request.get(server.uri("/"))).close();
      assertThat(server.seen().getFirst().header("x-own")).isEqualTo("s3cret");
    }
  }

  @Test
  void basic_ofOtherCharactersIsSentAsTheServerKnowsIt() throws IOException {
    String latin = "Basic bfw6Og==";
    FakeServer.Handler old =
        (q, r) -> r.send(q.header("Authorization").equals(latin) ? 200 : 401, "");
    try (FakeServer server = new FakeServer(old);
        HttpTransport transport = as(server, new Authentication.Basic("m\u00fc", ":"))) {
      for (int i = 0; i < 2; i++) {
        try (Response response = transport.exchange(Request.get(server.uri("/")))) {
          assertThat(response.status()).isEqualTo(200);
        }
      }
      assertThat(server.seen()).hasSize(3);
    }
  }

  @Test
  void credentials_areNotSentToAnotherOrigin() throws IOException {
    for (Authentication who :
        List.of(
            new Authentication.Basic("me", "s3cret"),
            new Authentication.Digest("me", "s3cret"),
            new Authentication.Bearer("s3cret"),
            new Authentication.Header("X-Own", "s3cret"))) {
      try (FakeServer server = new FakeServer((q, r) -> r.send(200, ""));
          HttpTransport transport = as(server, who)) {
        transport.exchange(Request.get(server.numericUri("/"))).close();
        assertThat(server.seen().getFirst().headers()).doesNotContainKeys("Authorization", "X-Own");
      }
    }
  }

  /// A server that checks Digest by the rules of RFC 7616, on its own.
  private static final class DigestServer implements FakeServer.Handler {
    private final String algorithm;
    private final String qop;
    private final List<String> counters = new ArrayList<>();
    private int nonce = 1;

    DigestServer(String algorithm, String qop) {
      this.algorithm = algorithm;
      this.qop = qop;
    }

    @Override
    public void answer(FakeServer.Seen request, FakeServer.Reply reply) throws IOException {
      String sent = request.header("Authorization");
      Map<String, String> p =
          sent.isEmpty() ? Map.of() : ChallengeReader.read(sent).getFirst().parameters();
      boolean current = p.getOrDefault("nonce", "").equals("n" + nonce);
      if (current && p.get("response").equals(expected(request, p))) {
        counters.add(p.getOrDefault("nc", "-"));
        reply.send(200, "ok");
        return;
      }
      String stale = sent.isEmpty() || current ? "" : ", stale=true";
      String challenge =
          "Digest realm=\"a \\\"b\\\"\", nonce=\"n" + nonce + "\", opaque=\"o\""
              + (algorithm.isEmpty() ? "" : ", algorithm=" + algorithm)
              + (qop.isEmpty() ? "" : ", qop=\"" + qop + "\"") + stale;
      reply.send(401, "", "WWW-Authenticate: Basic realm=x", "WWW-Authenticate: " + challenge);
    }

    private String expected(FakeServer.Seen request, Map<String, String> p) {
      String secret = hash("me:a \"b\":s3cret");
      if (algorithm.endsWith("-sess")) {
        secret = hash(secret + ":" + p.get("nonce") + ":" + p.get("cnonce"));
      }
      String what = hash(request.method() + ":" + request.target());
      String middle =
          qop.isEmpty()
              ? p.get("nonce")
              : p.get("nonce") + ":" + p.get("nc") + ":" + p.get("cnonce") + ":" + p.get("qop");
      return hash(secret + ":" + middle + ":" + what);
    }

    private String hash(String text) {
      try {
        MessageDigest digest =
            MessageDigest.getInstance(algorithm.startsWith("SHA-256") ? "SHA-256" : "MD5");
        return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
      } catch (java.security.NoSuchAlgorithmException missing) {
        throw new IllegalStateException(missing);
      }
    }
  }

  @Test
  void digest_isAnsweredInEveryForm() throws IOException {
    for (String algorithm : List.of("", "MD5", "MD5-sess", "SHA-256", "SHA-256-sess")) {
      for (String qop : List.of("", "auth", "auth-int,auth")) {
        if (qop.isEmpty() && algorithm.endsWith("-sess")) {
          continue;
        }
        try (FakeServer server = new FakeServer(new DigestServer(algorithm, qop));
            HttpTransport transport = as(server, new Authentication.Digest("me", "s3cret"));
            Response response = transport.exchange(Request.get(server.uri("/a%20b?c=d")))) {
          assertThat(response.status()).as(algorithm + " " + qop).isEqualTo(200);
        }
      }
    }
  }

  @Test
  void digest_usesANonceAgainAndTakesANewOneWhenItIsStale() throws IOException {
    DigestServer rules = new DigestServer("SHA-256", "auth");
    try (FakeServer server = new FakeServer(rules);
        HttpTransport transport = as(server, new Authentication.Digest("me", "s3cret"))) {
      for (int i = 0; i < 3; i++) {
        transport.exchange(Request.get(server.uri("/" + i))).close();
      }
      assertThat(rules.counters).containsExactly("00000001", "00000002", "00000003");
      assertThat(server.seen()).hasSize(4);
      rules.nonce++;
      try (Response response = transport.exchange(Request.get(server.uri("/")))) {
        assertThat(response.status()).isEqualTo(200);
      }
      assertThat(rules.counters).endsWith("00000001");
      assertThat(server.seen()).hasSize(6);
    }
  }

  @Test
  void digest_withAWrongPasswordEndsWithTheRefusal() throws IOException {
    try (FakeServer server = new FakeServer(new DigestServer("MD5", "auth"));
        HttpTransport transport = as(server, new Authentication.Digest("me", "wrong"))) {
      for (int i = 0; i < 2; i++) {
        try (Response response = transport.exchange(Request.get(server.uri("/")))) {
          assertThat(response.status()).isEqualTo(401);
        }
      }
      assertThat(server.seen().size()).isLessThanOrEqualTo(4);
    }
  }

  @Test
  void digest_sendsABodyOnce() throws IOException {
    try (FakeServer server = new FakeServer(new DigestServer("MD5", "auth"));
        HttpTransport transport = as(server, new Authentication.Digest("me", "s3cret"));
        Response response =
            transport.exchange(
                Request.of("PUT", server.uri("/x"), RequestBody.of(new byte[1000])))) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(server.seen()).hasToString("[HEAD /x, PUT /x]");
    }
  }

  @Test
  void challenges_areReadFromOneFieldOrSeveral() {
    assertThat(ChallengeReader.read("Basic realm=\"")).hasSize(1);
    var read = ChallengeReader.read("Negotiate, Basic realm=\"a,b\" , Digest nonce=x , qop=\"a\"");
    assertThat(read).extracting(ChallengeReader.Challenge::scheme)
        .containsExactly("Negotiate", "Basic", "Digest");
    assertThat(read.get(2).parameters()).containsExactlyInAnyOrderEntriesOf(
        Map.of("nonce", "x", "qop", "a"));
    assertThat(ChallengeReader.read("")).isEmpty();
    assertThat(ChallengeReader.read("=\",=")).isEmpty();
  }

  @Test
  void netrc_givesTheLoginOfAHost() throws IOException {
    String text =
        "# mine\nmacdef init\nmachine trap login no password no\n\n"
            + "machine a.example login me password \"s3 cret\"\n"
            + "machine b.example\n  password p\n\tlogin you\ndefault login any password d\n";
    Files.writeString(folder.resolve(".netrc"), text);
    Environment environment =
        new Environment(Map.of(), folder, folder, InstantSource.system(), new Random(1));
    assertThat(Netrc.find(environment, "a.example"))
        .hasValue(new Authentication.Basic("me", "s3 cret"));
    assertThat(Netrc.find(environment, "b.example")).hasValue(new Authentication.Basic("you", "p"));
    assertThat(Netrc.find(environment, "trap")).hasValue(new Authentication.Basic("any", "d"));
  }

  @Test
  void redaction_masksLoginsAndSecretParameters() {
    assertThat(Redaction.of(URI.create("https://u:p@h:1/a@b?X-Amz-Signature=s&part=2&sig=t#f")))
        .isEqualTo("https://***@h:1/a@b?X-Amz-Signature=***&part=2&sig=***#f");
    assertThat(Redaction.of("http://u:p@ss@h/ x")).isEqualTo("http://***@h/ x");
    assertThat(Redaction.of("http://h/a?b")).isEqualTo("http://h/a?b");
    assertThat(Headers.of("Authorization", "s3cret")).hasToString("[Authorization]");
  }
}
