package datasync.http;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.faults.Effort;
import datasync.faults.Fuzz;
import datasync.io.Environment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damaged credentials, certificates and fields of answers are read, passed over or refused.
@Tag("faults")
class HttpTextsFuzzTest {
  private static final int COUNT = Effort.of(800, 60_000);

  @TempDir Path folder;

  private Environment environment(Map<String, String> variables) {
    return new Environment(variables, folder, folder, InstantSource.system(), new Random(1));
  }

  @Test
  void netrc() throws Exception {
    Environment environment = environment(Map.of());
    new Fuzz("netrc")
        .seeds("machine a.example login u password \"p q\"\nmacdef init\nx\n\ndefault login d\n"
            + "  password e # no\n# machine b\nmachine a account x")
        .run(COUNT, bytes -> {
          Files.write(folder.resolve(".netrc"), bytes);
          Netrc.find(environment, "a.example");
          Netrc.find(environment, "b");
        });
  }

  @Test
  void certificates() throws Exception {
    Path file = folder.resolve("x.pem");
    Fuzz fuzz = new Fuzz("pem");
    try (var all = Files.list(Path.of("src/test/java/datasync/http/tls"))) {
      for (Path each : all.filter(Files::isRegularFile).sorted().toList()) {
        fuzz.seed(Files.readAllBytes(each));
      }
    }
    fuzz.run(COUNT, bytes -> {
      Files.write(file, bytes);
      Pem pem = Pem.read(file);
      pem.certificates();
      pem.privateKey();
    });
  }

  @Test
  void challenges() throws Exception {
    new Fuzz("challenges")
        .seeds("Basic realm=\"a, b\", Digest qop=\"auth,auth-int\", nonce=\"x\\\"y\", "
                + "algorithm=MD5",
            "Negotiate", "Digest realm=r,nonce=n,opaque=o,algorithm=SHA-256-sess,userhash=true")
        .run(COUNT, bytes -> {
          String text = new String(bytes, StandardCharsets.ISO_8859_1);
          assertThat(ChallengeReader.read(text)).doesNotContainNull();
        });
  }

  @Test
  void retryAfter() throws Exception {
    InstantSource clock = InstantSource.fixed(Instant.parse("2025-01-01T00:00:00Z"));
    new Fuzz("retry-after")
        .seeds("120", "Fri, 31 Dec 2027 23:59:59 GMT", "Friday, 31-Dec-27 23:59:59 GMT")
        .run(COUNT, bytes -> RetryAfter.parse(
            new String(bytes, StandardCharsets.ISO_8859_1), clock));
  }

  @Test
  void proxies() throws Exception {
    new Fuzz("proxies")
        .seeds("http://u:p%40x@proxy.example:3128/", "proxy:80", "[::1]:8080", "socks5://a")
        .run(COUNT, bytes -> {
          String text = new String(bytes, StandardCharsets.UTF_8);
          NoProxy.of(text).covers(Origin.of(java.net.URI.create("http://10.1.2.3:80/x")));
          NoProxy.of("10.0.0.0/8, [fe80::1]/10 ,.example.com:443," + text)
              .covers(Origin.of(java.net.URI.create("https://[fe80::2]/x")));
          ProxySettings.of(environment(Map.of("http_proxy", text, "no_proxy", text)));
        });
  }
}
