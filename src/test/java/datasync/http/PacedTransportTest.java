package datasync.http;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.task.Parallel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
@ParameterizedClass
@EnumSource(Carrier.class)
final class PacedTransportTest {
  @Parameter Carrier carrier;

  private static final URI HERE = URI.create("http://host/a");
  private static final Origin HOST = Origin.of(HERE);

  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger highest = new AtomicInteger();
  private volatile int status = 200;

  /// A server whose answers are on their way until they are closed or read.
  private final class Server implements HttpTransport {
    @Override
    public Response exchange(Request request) throws IOException {
      int now = running.incrementAndGet();
      highest.accumulateAndGet(now, Math::max);
      if (status == 0) {
        running.decrementAndGet();
        throw HttpFailure.of(request, FailureKind.CUT, "cut", null);
      }
      return new Response(
          request,
          status,
          Headers.of(List.of()),
          new ByteArrayInputStream(new byte[3]) {
            @Override
            public void close() {
              running.decrementAndGet();
            }
          });
    }

    @Override
    public void close() {}
  }

  private PacedTransport paced(int most) {
    return new PacedTransport(new Server(), most);
  }

  private static void ask(HttpTransport transport, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      transport.exchange(Request.get(HERE)).close();
    }
  }

  @Test
  void exchanges_areNeverMoreThanTheBound() throws IOException {
    PacedTransport paced = paced(3);
    List<Integer> items = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      items.add(i);
    }
    Parallel.forTransfers(16).forEach(items, item -> ask(paced, 1));
    assertThat(highest.get()).isBetween(1, 3);
    assertThat(running.get()).isZero();
  }

  @Test
  void busyAnswers_halveWhatIsOnItsWay_once_andSuccessesAddOne() throws IOException {
    PacedTransport paced = paced(64);
    List<Response> open = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      status = i < 4 ? 200 : 503;
      open.add(paced.exchange(Request.get(HERE)));
    }
    // the first busy one came with five on their way; the others were sent after it
    assertThat(paced.limit(HOST)).isLessThanOrEqualTo(2);
    open.forEach(Response::close);
    status = 503;
    ask(paced, 3);
    assertThat(paced.limit(HOST)).isOne();
    status = 200;
    ask(paced, Pace.SUCCESSES - 1);
    assertThat(paced.limit(HOST)).isOne();
    ask(paced, 1);
    assertThat(paced.limit(HOST)).isEqualTo(2);
    ask(paced, 62 * Pace.SUCCESSES);
    assertThat(paced.limit(HOST)).isEqualTo(64);
    ask(paced, Pace.SUCCESSES);
    assertThat(paced.limit(HOST)).isEqualTo(64);
  }

  /// What was asked together is refused together, which is one piece of news.
  @Test
  void refusalsOfOneRound_countOnce() {
    Pace pace = new Pace(16);
    List<Pace.Place> round = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      round.add(enter(pace));
    }
    round.forEach(place -> pace.answered(place, true));
    assertThat(pace.limit()).isEqualTo(8);
    round.forEach(pace::leave);
    pace.answered(enter(pace), true);
    assertThat(pace.limit()).isOne();
  }

  private static Pace.Place enter(Pace pace) {
    try {
      return pace.enter();
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Test
  void otherHosts_areNotSlowedDown() throws IOException {
    PacedTransport paced = paced(8);
    status = 429;
    ask(paced, 1);
    assertThat(paced.limit(HOST)).isOne();
    assertThat(paced.limit(Origin.of(URI.create("http://other/")))).isEqualTo(8);
  }

  /// A copy on one server reads an answer while it asks for more.
  @Test
  void threadWithAnOpenAnswer_doesNotWaitForItself() throws IOException {
    PacedTransport paced = paced(1);
    try (Response open = paced.exchange(Request.get(HERE))) {
      ask(paced, 1);
      assertThat(open.body().read()).isZero();
    }
    assertThat(running.get()).isZero();
  }

  @Test
  void answersReadToTheirEnd_andFailures_giveTheirPlaceBack() throws IOException {
    PacedTransport paced = paced(1);
    Response read = paced.exchange(Request.get(HERE));
    read.readAll(10);
    status = 0;
    for (int i = 0; i < 3; i++) {
      try {
        ask(paced, 1);
      } catch (HttpFailure cut) {
        assertThat(cut.kind()).isEqualTo(FailureKind.CUT);
      }
    }
    status = 200;
    Parallel.onCores(2).forEach(List.of(1, 2, 3), item -> ask(paced, 1));
    read.close();
    Parallel.onCores(2).forEach(List.of(1, 2, 3), item -> ask(paced, 1));
  }

  /// A server that says "slow down" to more than two at a time gets everything in the end.
  @Test
  void burstsOf503_areSurvived() throws IOException {
    AtomicInteger now = new AtomicInteger();
    try (FakeServer server =
        new FakeServer(
            (q, r) -> {
              boolean many = now.incrementAndGet() > 2;
              r.send(many ? 503 : 200, "x");
              now.decrementAndGet();
            })) {
      RetryPolicy policy =
          RetryPolicy.of(
              RetryPolicy.Limits.DEFAULT,
              new RetryPolicy.Outside(
                  java.time.InstantSource.system(),
                  new java.util.Random(1),
                  time -> Thread.sleep(1),
                  RetryListener.NONE));
      List<Integer> items = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        items.add(i);
      }
      try (HttpTransport transport =
          Transports.following(carrier.open(TransportSettings.DEFAULT), policy)) {
        Parallel.forTransfers(16)
            .forEach(
                items,
                item -> {
                  try (Response got = transport.exchange(Request.get(server.uri("/" + item)))) {
                    assertThat(got.status()).isEqualTo(200);
                  }
                });
      }
    }
  }
}
