package datasync.auth.aws;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.http.Request;
import datasync.http.RequestBody;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The vectors of the AWS documentation.
class SigV4Test {
  private static final AwsCredentials WHO =
      AwsCredentials.of(
          "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "");
  private static final Instant NOW = Instant.parse("2013-05-24T00:00:00Z");
  private static final SigV4 S3 = new SigV4("s3", "us-east-1");
  private static final String EMPTY = SigV4.sha256(new byte[0]);
  private static final String BUCKET = "https://examplebucket.s3.amazonaws.com";

  private static Request get(String path) {
    return Request.get(URI.create(BUCKET + path));
  }

  private static String signature(Request request, String digest) {
    String value = S3.sign(request, WHO, NOW, digest).headers().first("Authorization").get();
    return value.substring(value.indexOf("Signature=") + 10);
  }

  @Test
  void sign_ofGetWithRange_isThePublishedOne() {
    assertThat(signature(get("/test.txt").with("Range", "bytes=0-9"), EMPTY))
        .isEqualTo("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  }

  @Test
  void sign_ofPut_isThePublishedOne_howeverThePathIsEncoded() {
    String digest = SigV4.sha256("Welcome to Amazon S3.".getBytes(StandardCharsets.UTF_8));
    for (String path : new String[] {"/test%24file.text", "/test$file.text"}) {
      Request put =
          Request.of("PUT", URI.create(BUCKET + path), RequestBody.NONE)
              .with("Date", "Fri, 24 May 2013 00:00:00 GMT")
              .with("x-amz-storage-class", "REDUCED_REDUNDANCY")
              .with("User-Agent", "not signed");
      assertThat(signature(put, digest))
          .isEqualTo("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    }
  }

  @Test
  void sign_ofQueries_isThePublishedOne() {
    assertThat(signature(get("/?lifecycle"), EMPTY))
        .isEqualTo("fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
    assertThat(signature(get("/?prefix=J&max-keys=2"), EMPTY))
        .isEqualTo("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
  }

  @Test
  void sign_again_replacesTheFirstSignatureAndToken() {
    AwsCredentials session = new AwsCredentials("key", "secret", "token", NOW);
    Request twice = S3.sign(S3.sign(get("/a"), session, NOW, EMPTY), WHO, NOW, EMPTY);
    assertThat(twice.headers().all("Authorization")).hasSize(1);
    assertThat(twice.headers().has("x-amz-security-token")).isFalse();
    assertThat(signature(twice, EMPTY)).isEqualTo(signature(get("/a"), EMPTY));
    assertThat(session.toString()).doesNotContain("secret", "token ", "key");
  }

  @Test
  void presign_isThePublishedOne() {
    URI signed = S3.presign(get("/test.txt"), WHO, NOW, Duration.ofDays(1));
    assertThat(signed.toString())
        .startsWith(BUCKET + "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA")
        .endsWith(
            "&X-Amz-SignedHeaders=host&X-Amz-Signature="
                + "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
  }

  /// The cases `get-vanilla-query-order-key-case` and `get-slash-dot-slash` of the published suite,
  /// and one that botocore 1.43 signed.
  @Test
  void sign_forOtherServices_normalisesAndEncodesTwice() {
    SigV4 service = new SigV4("service", "us-east-1");
    AwsCredentials who =
        AwsCredentials.of("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "");
    Instant then = Instant.parse("2015-08-30T12:36:00Z");
    String[][] cases = {
      {"/?Param2=value2&Param1=value1",
        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"},
      {"/./", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
      {"/%E1%88%B4", "697b34846207a3f72246f99d74ae1ee4fe54f44bb06730c58a0d339eb079596d"},
    };
    for (String[] one : cases) {
      Request request = Request.get(URI.create("https://example.amazonaws.com" + one[0]));
      Request signed = service.sign(request, who, then, EMPTY);
      assertThat(signed.headers().first("Authorization").get()).endsWith(one[1]);
      assertThat(signed.headers().has(SigV4.CONTENT_DIGEST)).isFalse();
    }
  }
}
