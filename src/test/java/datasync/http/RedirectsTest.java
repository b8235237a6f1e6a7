package datasync.http;

import static datasync.http.TransportTest.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
@ParameterizedClass
@EnumSource(Carrier.class)
class RedirectsTest {
  @Parameter Carrier carrier;

  private HttpTransport following(FakeServer server) {
    return Transports.following(
        Transports.authenticating(
            carrier.open(TransportSettings.DEFAULT),
            Origin.of(server.uri("/")),
            new Authentication.Header("X-Own", "s3cret"),
            new Random(1)),
        RetryPolicy.none());
  }

  private static FakeServer redirecting(int status, String[] location) throws IOException {
    return new FakeServer(
        (q, r) -> {
          if (q.target().equals("/from") || q.target().equals("/from/here")) {
            r.send(status, "moved", "Location: " + location[0]);
          } else {
            r.send(200, "here");
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void get_followsWithCredentialsOnTheSameOrigin(int status) throws IOException {
    try (FakeServer server = redirecting(status, new String[] {"to?x=1"});
        HttpTransport transport = following(server);
        Response response = transport.exchange(Request.get(server.uri("/from/here")))) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.uri()).isEqualTo(server.uri("/from/to?x=1"));
    }
    try (FakeServer server = redirecting(status, new String[] {"/to"});
        HttpTransport transport = following(server)) {
      Request request = Request.get(server.uri("/from")).with("Range", "bytes=0-0");
      transport.exchange(request).close();
      FakeServer.Seen last = server.seen().getLast();
      assertThat(last).hasToString("GET /to");
      assertThat(last.header("X-Own")).isEqualTo("s3cret");
      assertThat(last.header("Range")).isEqualTo("bytes=0-0");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void get_leavesCredentialsBehindOnAnotherOrigin(int status) throws IOException {
    String[] location = new String[1];
    try (FakeServer server = redirecting(status, location);
        HttpTransport transport = following(server)) {
      location[0] = server.numericUri("/to").toString();
      Request request =
          Request.get(server.uri("/from"))
              .with("Cookie", "s3cret")
              .with("X-Amz-Security-Token", "s3cret")
              .with("Range", "bytes=0-0");
      transport.exchange(request).close();
      FakeServer.Seen last = server.seen().getLast();
      assertThat(last).hasToString("GET /to");
      assertThat(last.headers().values()).doesNotContain("s3cret");
      assertThat(last.header("Range")).isEqualTo("bytes=0-0");
      transport.exchange(request.with("Authorization", "s3cret")).close();
      assertThat(server.seen().get(2).header("Authorization")).isEqualTo("s3cret");
      assertThat(server.seen().getLast().headers().values()).doesNotContain("s3cret");
    }
  }

  @Test
  void get_comesBackWithCredentialsToTheirOrigin() throws IOException {
    FakeServer[] self = new FakeServer[1];
    FakeServer.Handler handler =
        (q, r) -> {
          switch (q.target()) {
            case "/a" -> r.send(302, "", "Location: " + self[0].numericUri("/b"));
            case "/b" -> r.send(302, "", "Location: " + self[0].uri("/c"));
            default -> r.send(200, "");
          }
        };
    try (FakeServer server = new FakeServer(handler);
        HttpTransport transport = following(server)) {
      self[0] = server;
      transport.exchange(Request.get(server.uri("/a"))).close();
      assertThat(server.seen()).extracting(seen -> seen.header("X-Own"))
          .containsExactly("s3cret", "", "s3cret");
    }
  }

  @ParameterizedTest
  @CsvSource({"307, PUT", "308, PUT", "307, POST", "308, POST"})
  void upload_isSentAgainWhereTheServerSays(int status, String method) throws IOException {
    try (FakeServer server = redirecting(status, new String[] {"/to"});
        HttpTransport transport = following(server)) {
      byte[] bytes = new byte[100_000];
      RequestBody body = RequestBody.chunked(RequestBody.of(bytes));
      transport.exchange(Request.of(method, server.uri("/from"), body)).close();
      assertThat(server.seen().getLast()).hasToString(method + " /to");
      assertThat(server.seen().getLast().body()).hasSize(100_000);
    }
  }

  @Test
  void upload_answeredWithSeeOtherIsFollowedByAGet() throws IOException {
    try (FakeServer server = redirecting(303, new String[] {"/to"});
        HttpTransport transport = following(server)) {
      Request request =
          Request.of("POST", server.uri("/from"), RequestBody.of(new byte[10]))
              .with("Content-Type", "x/y");
      transport.exchange(request).close();
      assertThat(server.seen().getLast()).hasToString("GET /to");
      assertThat(server.seen().getLast().headers())
          .doesNotContainKeys("Content-Type", "Content-Length");
    }
  }

  @ParameterizedTest
  @CsvSource({"301, PUT", "302, POST"})
  void upload_isNotTurnedIntoAGet(int status, String method) throws IOException {
    try (FakeServer server = redirecting(status, new String[] {"/to?token=s3cret"});
        HttpTransport transport = following(server)) {
      Request request = Request.of(method, server.uri("/from"), RequestBody.of(new byte[10]));
      assertThatThrownBy(() -> transport.exchange(request))
          .isInstanceOf(HttpFailure.class)
          .hasMessageContaining("/to?token=***");
    }
  }

  @Test
  void loops_end() throws IOException {
    try (FakeServer server = redirecting(302, new String[] {"/from"});
        HttpTransport transport = following(server)) {
      Request request = Request.get(server.uri("/from"));
      assertFails(() -> transport.exchange(request), FailureKind.REDIRECT, false);
      assertThat(server.seen()).hasSize(11);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ftp://x/", "http://", "http://a_b/", "file:///etc/passwd", "http:"})
  void useless_locationsAreRefused(String location) throws IOException {
    try (FakeServer server = redirecting(302, new String[] {location});
        HttpTransport transport = following(server)) {
      Request request = Request.get(server.uri("/from"));
      assertFails(() -> transport.exchange(request), FailureKind.REDIRECT, false);
    }
  }

  @Test
  void locations_withCharactersThatShouldBeEncodedWork() throws IOException {
    try (FakeServer server = redirecting(302, new String[] {"/t o/\u00c3\u00a4|?q=<1>"});
        HttpTransport transport = following(server)) {
      transport.exchange(Request.get(server.uri("/from"))).close();
      assertThat(server.seen().getLast()).hasToString("GET /t%20o/%C3%A4%7C?q=%3C1%3E");
    }
  }
}
