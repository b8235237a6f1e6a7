package datasync.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
@ParameterizedClass
@EnumSource(Carrier.class)
class SigningTest {
  @Parameter Carrier carrier;

  /// Numbers its signatures; learns from a refusal as often as it is told.
  private static final class Numbering implements Signer {
    private final List<Integer> refusals = new ArrayList<>();
    private int lessons;
    private int number;

    Numbering(int lessons) {
      this.lessons = lessons;
    }

    @Override
    public Request sign(Request request) {
      return request.with("Authorization", "number " + ++number);
    }

    @Override
    public boolean renew(Response refused) {
      refusals.add(refused.status());
      return lessons-- > 0;
    }
  }

  private static FakeServer accepting(String signature) throws IOException {
    return new FakeServer(
        (q, r) -> r.send(q.header("Authorization").equals(signature) ? 200 : 403, ""));
  }

  private int status(FakeServer server, Signer signer, Request request)
      throws IOException {
    HttpTransport plain = carrier.open(TransportSettings.DEFAULT);
    try (HttpTransport transport = Transports.signing(plain, signer);
        Response response = transport.exchange(request)) {
      assertThat(server.seen()).isNotEmpty();
      return response.status();
    }
  }

  @Test
  void refusals_areSignedAnewOnce() throws IOException {
    try (FakeServer server = accepting("number 2")) {
      Numbering signer = new Numbering(9);
      assertThat(status(server, signer, Request.get(server.uri("/")))).isEqualTo(200);
      assertThat(signer.refusals).containsExactly(403);
    }
    try (FakeServer server = accepting("number 3")) {
      assertThat(status(server, new Numbering(9), Request.get(server.uri("/")))).isEqualTo(403);
      assertThat(server.seen()).hasSize(2);
    }
  }

  @Test
  void refusals_thatTeachNothing_areTheAnswer() throws IOException {
    try (FakeServer server = accepting("number 2")) {
      assertThat(status(server, new Numbering(0), Request.get(server.uri("/")))).isEqualTo(403);
      assertThat(server.seen()).hasSize(1);
    }
  }

  @Test
  void requests_thatMayNotBeRepeated_areSentOnce() throws IOException {
    try (FakeServer server = accepting("number 2")) {
      Request post = Request.of("POST", server.uri("/"), RequestBody.of(new byte[3]));
      assertThat(status(server, new Numbering(9), post)).isEqualTo(403);
      assertThat(server.seen()).hasSize(1);
    }
  }

  @Test
  void run_repeatsWhatMayPassAndNothingElse() throws IOException {
    RetryPolicy.Limits limits = RetryPolicy.Limits.DEFAULT;
    RetryPolicy policy =
        RetryPolicy.of(
            limits,
            new RetryPolicy.Outside(
                InstantSource.system(), () -> 0, time -> { }, RetryListener.NONE));
    Request request = Request.get(URI.create("http://localhost/"));
    List<Integer> tries = new ArrayList<>();
    String result =
        policy.run(
            () -> {
              tries.add(1);
              if (tries.size() < 4) {
                throw HttpFailure.of(request, FailureKind.BUSY, "busy", null);
              }
              return "done";
            });
    assertThat(result).isEqualTo("done");
    assertThat(tries).hasSize(4);
    tries.clear();
    assertThatThrownBy(
            () ->
                policy.run(
                    () -> {
                      tries.add(1);
                      throw HttpFailure.of(request, FailureKind.FORBIDDEN, "no", null);
                    }))
        .isInstanceOf(HttpFailure.class);
    assertThat(tries).hasSize(1);
  }
}
