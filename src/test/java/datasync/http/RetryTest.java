package datasync.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
@ParameterizedClass
@EnumSource(Carrier.class)
class RetryTest {
  @Parameter Carrier carrier;

  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2024-05-06T12:00:00Z"));

  private final List<Duration> slept = new ArrayList<>();
  private final List<HttpFailure> heard = new ArrayList<>();
  /// Always the highest number below one that `nextDouble` gives.
  private final RandomGenerator highest = () -> -1L;

  private RetryPolicy policy(RetryPolicy.Limits limits) {
    return RetryPolicy.of(
        limits,
        new RetryPolicy.Outside(NOON, highest, slept::add, (failure, wait) -> heard.add(failure)));
  }

  private HttpTransport retrying(RetryPolicy.Limits limits) {
    return Transports.following(carrier.open(TransportSettings.DEFAULT), policy(limits));
  }

  private static FakeServer failing(int times, int status, String... fields) throws IOException {
    return new FakeServer((q, r) -> r.send(q.number() < times ? status : 200, "", fields));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
  void passingStatuses_areTriedAgain(int status) throws IOException {
    try (FakeServer server = failing(4, status);
        HttpTransport transport = retrying(RetryPolicy.Limits.DEFAULT);
        Response response = transport.exchange(Request.get(server.uri("/")))) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(heard).hasSize(4);
      assertThat(slept).extracting(Duration::toMillis).containsExactly(499L, 999L, 1999L, 3999L);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 405, 409, 410, 411, 412, 413, 416, 501, 507})
  void finalStatuses_areNotTriedAgain(int status) throws IOException {
    try (FakeServer server = failing(9, status);
        HttpTransport transport = retrying(RetryPolicy.Limits.DEFAULT);
        Response response = transport.exchange(Request.get(server.uri("/")))) {
      assertThat(response.status()).isEqualTo(status);
      assertThat(server.seen()).hasSize(1);
    }
  }

  @Test
  void lastAnswer_isGivenWhenEnoughWasTried() throws IOException {
    try (FakeServer server = failing(9, 503);
        HttpTransport transport = retrying(RetryPolicy.Limits.DEFAULT);
        Response response = transport.exchange(Request.get(server.uri("/")))) {
      assertThat(response.status()).isEqualTo(503);
      assertThat(server.seen()).hasSize(5);
    }
  }

  @Test
  void retryAfter_isWaitedForInSecondsAndAsADate() throws IOException {
    try (FakeServer server = failing(1, 503, "Retry-After: 7");
        HttpTransport transport = retrying(RetryPolicy.Limits.DEFAULT)) {
      transport.exchange(Request.get(server.uri("/"))).close();
    }
    try (FakeServer server = failing(1, 429, "Retry-After: Mon, 06 May 2024 12:00:09 GMT");
        HttpTransport transport = retrying(RetryPolicy.Limits.DEFAULT)) {
      transport.exchange(Request.get(server.uri("/"))).close();
    }
    assertThat(slept).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(9));
    assertThat(RetryAfter.parse("Mon, 06 May 2024 11:00:00 GMT", NOON)).hasValue(Duration.ZERO);
    assertThat(RetryAfter.parse("soon", NOON)).isEmpty();
    assertThat(RetryAfter.parse("-1", NOON)).isEmpty();
  }

  @Test
  void retryAfter_beyondTheTotalEndsTheAttempts() throws IOException {
    try (FakeServer server = failing(1, 503, "Retry-After: 3600");
        HttpTransport transport = retrying(RetryPolicy.Limits.DEFAULT);
        Response response = transport.exchange(Request.get(server.uri("/")))) {
      assertThat(response.status()).isEqualTo(503);
      assertThat(slept).isEmpty();
    }
  }

  @Test
  void requestsThatAreNotReplayable_areSentOnce() throws IOException {
    try (FakeServer server = failing(1, 503);
        HttpTransport transport = retrying(RetryPolicy.Limits.DEFAULT)) {
      Request post = Request.of("POST", server.uri("/"), RequestBody.of(new byte[3]));
      try (Response response = transport.exchange(post)) {
        assertThat(response.status()).isEqualTo(503);
      }
      try (FakeServer second = failing(1, 503);
          Response response = transport.exchange(post.to(second.uri("/")).asReplayable())) {
        assertThat(response.status()).isEqualTo(200);
        assertThat(second.seen().getLast().body()).hasSize(3);
      }
    }
  }

  @Test
  void hostsThatRefuse_areTriedLess() throws IOException {
    int port;
    try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Request request = Request.get(java.net.URI.create("http://localhost:" + port + "/"));
    try (HttpTransport transport = retrying(RetryPolicy.Limits.DEFAULT)) {
      assertThatThrownBy(() -> transport.exchange(request)).isInstanceOf(HttpFailure.class);
      assertThat(heard).hasSize(2);
    }
  }

  @Test
  void lostConnections_areTriedAgain() throws IOException {
    FakeServer.Handler handler =
        (q, r) -> {
          if (q.number() < 2) {
            r.cut();
          }
          r.send(200, "");
        };
    try (FakeServer server = new FakeServer(handler);
        HttpTransport transport = retrying(RetryPolicy.Limits.DEFAULT)) {
      Request request = Request.of("PUT", server.uri("/"), RequestBody.of(new byte[9]));
      try (Response response = transport.exchange(request)) {
        assertThat(response.status()).isEqualTo(200);
      }
      assertThat(heard).extracting(HttpFailure::kind)
          .containsExactly(FailureKind.CUT, FailureKind.CUT);
    }
  }

  @Test
  void allowance_ofAllCallsRunsOutAndIsRefilledBySuccess() throws IOException {
    RetryPolicy policy =
        policy(new RetryPolicy.Limits(2, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    HttpFailure cut =
        HttpFailure.of(
            Request.get(java.net.URI.create("http://h/")), FailureKind.CUT, "cut", null);
    int attempts = 0;
    for (int call = 0; call < 150; call++) {
      attempts += attempts(policy, cut);
    }
    assertThat(attempts).isEqualTo(150 + 100);
    for (int i = 0; i < 5; i++) {
      policy.begin().succeeded();
    }
    assertThat(attempts(policy, cut)).isEqualTo(2);
  }

  /// One call of which every attempt fails.
  private static int attempts(RetryPolicy policy, HttpFailure failure) throws IOException {
    RetryPolicy.Series series = policy.begin();
    int attempts = 1;
    while (series.retry(failure)) {
      attempts++;
    }
    return attempts;
  }

  @Test
  void interrupt_endsTheWait() {
    RetryPolicy policy =
        RetryPolicy.of(
            RetryPolicy.Limits.DEFAULT,
            new RetryPolicy.Outside(NOON, highest, Thread::sleep, RetryListener.NONE));
    HttpFailure cut =
        HttpFailure.of(
            Request.get(java.net.URI.create("http://h/")), FailureKind.CUT, "cut", null);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> policy.begin().retryOrThrow(cut))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
