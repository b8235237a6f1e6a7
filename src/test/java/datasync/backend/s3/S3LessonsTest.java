package datasync.backend.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.auth.aws.AwsCredentials;
import datasync.auth.aws.AwsLogin;
import datasync.backend.UploadSessions;
import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.object.BytesPayload;
import datasync.object.StoreFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/// What the backend learns from refusals, what it repeats, and what it says of the rest.
@Timeout(30)
class S3LessonsTest {
  private static final BytesPayload BYTES = new BytesPayload(new byte[] {1, 2, 3});

  private static HttpFailure failure(Executable call) {
    try {
      call.execute();
    } catch (StoreFailure failure) {
      return (HttpFailure) failure.getCause();
    } catch (Throwable other) {
      throw new AssertionError(other);
    }
    throw new AssertionError("it worked");
  }

  @Test
  void region_isLearnedFromTheFirstRefusal_onceForAll() throws IOException {
    try (S3Opened opened = S3Opened.start()) {
      opened.fake().change(old -> new SignatureCheck("eu-north-7", old.secrets(), old.time()));
      opened.backend().write("a", BYTES);
      assertThat(opened.backend().size("a")).hasValue(3);
      assertThat(opened.server().seen()).hasSize(3);
    }
    try (S3Opened opened = S3Opened.start()) {
      opened.fake().change(old -> new SignatureCheck("eu-north-7", old.secrets(), old.time()));
      opened.fake().keep("a prefix/a", new byte[4], "");
      // the answer to HEAD has no document
      assertThat(opened.backend().size("a")).hasValue(4);
    }
  }

  @Test
  void clock_isCorrectedByTheServers() throws IOException {
    try (S3Opened opened = S3Opened.start()) {
      Instant later = Instant.now().plus(Duration.ofHours(3));
      opened.fake().change(old -> new SignatureCheck(old.region(), old.secrets(), later));
      assertThat(opened.backend().size("a")).isEmpty();
      opened.backend().write("a", BYTES);
    }
  }

  /// Gives another session each time it is asked.
  private static final class Sessions implements AwsLogin {
    private final AtomicInteger number = new AtomicInteger();

    @Override
    public AwsCredentials current() {
      return AwsCredentials.of(S3Fake.KEY, S3Fake.SECRET, "token" + number.get());
    }

    @Override
    public boolean renew(AwsCredentials rejected) {
      number.incrementAndGet();
      return number.get() < 5;
    }
  }

  @Test
  void session_thatEndsInTheMiddle_isRenewed_alsoWhereNothingSaysSo() throws IOException {
    Sessions sessions = new Sessions();
    try (S3Opened opened = S3Opened.start(UploadSessions.NONE, sessions)) {
      opened.fake().token = "token0";
      opened.backend().write("a", BYTES);
      opened.fake().token = "token1";
      opened.backend().write("a", BYTES);
      opened.fake().token = "token2";
      assertThat(opened.backend().size("a")).hasValue(3);
      opened.fake().token = "never";
      HttpFailure failure = failure(() -> opened.backend().write("a", BYTES));
      assertThat(failure.kind()).isEqualTo(FailureKind.AUTHENTICATION);
      assertThat(failure.hint("m")).get().asString().contains("--local m session_token TOKEN");
    }
  }

  @Test
  void passingErrors_areRepeated_whateverTheirStatus() throws IOException {
    try (S3Opened opened = S3Opened.start()) {
      for (String code : List.of("SlowDown", "InternalError", "RequestTimeout",
          "OperationAborted", "ThrottlingException", "XMinioServerNotInitialized")) {
        AtomicInteger left = new AtomicInteger(2);
        int status = code.equals("SlowDown") ? 503 : 400;
        opened.fake().meddle(
            (request, reply) -> {
              boolean fail = left.getAndDecrement() > 0;
              if (fail) {
                opened.fake().refuse(request, reply, status, code);
              }
              return fail;
            });
        opened.backend().write("a", BYTES);
        assertThat(left.get()).as(code).isNegative();
      }
      opened.fake().meddle(
          (request, reply) -> {
            opened.fake().refuse(request, reply, 503, "SlowDown");
            return true;
          });
      HttpFailure busy = failure(() -> opened.backend().write("a", BYTES));
      assertThat(busy.kind()).isEqualTo(FailureKind.BUSY);
      assertThat(busy.isRetryable()).isTrue();
      assertThat(busy).hasMessageContaining("SlowDown");
    }
  }

  @Test
  void success_withAnErrorInside_isAnError() throws IOException {
    try (S3Opened opened = S3Opened.start()) {
      opened.backend().write("d/a", BYTES);
      AtomicInteger left = new AtomicInteger(1);
      opened.fake().meddle(
          (request, reply) -> {
            boolean fail = left.getAndDecrement() > 0;
            if (fail) {
              opened.fake().refuse(request, reply, 200, "InternalError");
            }
            return fail;
          });
      opened.backend().delete(List.of("d/a", "d/b"));
      assertThat(opened.backend().size("d/a")).isEmpty();
    }
  }

  @Test
  void refusals_sayWhatToType() throws IOException {
    try (S3Opened opened = S3Opened.start()) {
      Map<String, String> hints =
          Map.of(
              "NoSuchBucket", "datasync remote modify m url s3://BUCKET/PATH",
              "InvalidAccessKeyId", "--local m access_key_id KEY",
              "SignatureDoesNotMatch", "secret_access_key SECRET",
              "AccessDenied", "s3:PutObject",
              "InvalidObjectState", "restore");
      for (Map.Entry<String, String> each : hints.entrySet()) {
        opened.fake().meddle(
            (request, reply) -> {
              opened.fake().refuse(request, reply, 403, each.getKey());
              return true;
            });
        HttpFailure failure = failure(() -> opened.backend().write("a", BYTES));
        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure.hint("m")).get().asString().contains(each.getValue());
        assertThat(failure.getMessage()).doesNotContain(S3Fake.SECRET).doesNotEndWith(".");
      }
    }
  }

  @Test
  void head_tellsForbiddenFromMissing_andMissingBucketFromMissingObject() throws IOException {
    try (S3Opened opened = S3Opened.start()) {
      opened.fake().meddle(
          (request, reply) -> {
            opened.fake().refuse(request, reply, 403, "");
            return true;
          });
      HttpFailure forbidden = failure(() -> opened.backend().size("a"));
      assertThat(forbidden.kind()).isEqualTo(FailureKind.FORBIDDEN);
      assertThat(forbidden).hasMessageContaining("missing or may not be read");
      opened.fake().meddle(null);
      opened.fake().bucket = "other";
      HttpFailure missing = failure(() -> opened.backend().size("a"));
      assertThat(missing).hasMessage("there is no such bucket");
      opened.fake().bucket = "bucket";
      assertThat(opened.backend().size("a")).isEmpty();
    }
  }

  @Test
  void version_thatCannotBe_isToldFromOneThatMayNotBeRead() throws IOException {
    try (S3Opened opened = S3Opened.start()) {
      opened.backend().write("a", BYTES);
      assertThat(opened.backend().lookVersion("a", "never")).isNull();
      opened.fake().meddle(
          (request, reply) -> {
            opened.fake().refuse(request, reply, 400, "InvalidRequest");
            return true;
          });
      HttpFailure encrypted = failure(() -> opened.backend().lookVersion("a", "v0"));
      assertThat(encrypted).hasMessageContaining("InvalidRequest");
    }
  }

  @Test
  void wrongSecret_isSaid_andSentOnce() throws IOException {
    AwsLogin wrong = AwsLogin.of(AwsCredentials.of(S3Fake.KEY, "wrong", ""));
    try (S3Opened opened = S3Opened.start(UploadSessions.NONE, wrong)) {
      HttpFailure failure = failure(() -> opened.backend().write("a", BYTES));
      assertThat(failure.kind()).isEqualTo(FailureKind.AUTHENTICATION);
      assertThat(failure).hasMessage("the secret does not belong to the access key");
      assertThat(opened.server().seen()).hasSize(1);
    }
  }

  @Test
  void withoutLogin_nothingIsSigned() throws IOException {
    try (S3Opened opened = S3Opened.start(UploadSessions.NONE, null)) {
      opened.fake().anonymous = true;
      opened.backend().write("a", BYTES);
      assertThat(opened.backend().size("a")).hasValue(3);
      assertThat(opened.server().seen().getFirst().headers())
          .doesNotContainKeys("Authorization", "x-amz-date", "x-amz-content-sha256");
    }
  }

  @Test
  void listing_thatIsCutOrStrange_isNoListing() throws IOException {
    try (S3Opened opened = S3Opened.start()) {
      List<String> answers =
          List.of(
              "<html></html>",
              "<ListBucketResult></ListBucketResult>",
              "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>",
              "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>x"
                  + "</NextContinuationToken></ListBucketResult>",
              "<ListBucketResult><IsTruncated>false</IsTruncated>",
              "");
      for (String answer : answers) {
        opened.fake().meddle(
            (request, reply) -> {
              reply.send(200, answer);
              return true;
            });
        assertThatThrownBy(() -> opened.backend().list("", (name, size) -> { }))
            .as(answer).isInstanceOf(StoreFailure.class);
      }
    }
  }

  @Test
  void services_withLess_areServedToo() throws IOException {
    try (S3Opened opened = S3Opened.start()) {
      opened.fake().onlyVersionOne = true;
      opened.fake().batches = false;
      opened.fake().versions = false;
      for (int i = 0; i < 5; i++) {
        opened.backend().write("d/x" + i, BYTES);
        opened.backend().write("d/y" + i + "/z", BYTES);
      }
      List<String> names = new ArrayList<>();
      opened.backend().list("d", (name, size) -> names.add(name));
      assertThat(names).hasSize(10);
      List<String> children = new ArrayList<>();
      opened.backend().children("d", (name, folder, size) -> children.add(name));
      assertThat(children).hasSize(10).doesNotHaveDuplicates();
      List<String> versions = new ArrayList<>();
      opened.backend().listVersions("d", (name, info) -> versions.add(info.version()));
      assertThat(versions).hasSize(10).containsOnly("");
      opened.backend().delete(names);
      assertThat(opened.backend().size("d/x1")).isEmpty();
    }
  }

  @Test
  void delete_ofKeysThatXmlCannotCarry_goesByThemselves() throws IOException {
    try (S3Opened opened = S3Opened.start()) {
      opened.backend().write("d/\u0001", BYTES);
      opened.backend().write("d/ok", BYTES);
      opened.backend().write("d/<&>", BYTES);
      opened.backend().delete(List.of("d/\u0001", "d/ok", "d/<&>"));
      List<String> names = new ArrayList<>();
      opened.backend().list("d", (name, size) -> names.add(name));
      assertThat(names).isEmpty();
    }
  }
}
