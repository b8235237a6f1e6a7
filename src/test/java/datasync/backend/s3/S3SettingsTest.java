package datasync.backend.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.auth.aws.AwsLogin;
import datasync.backend.Opening;
import datasync.backend.UploadSessions;
import datasync.http.Headers;
import datasync.io.Environment;
import datasync.io.SettingException;
import datasync.task.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What DVC's options, AWS's variables and files mean.
class S3SettingsTest {
  private static final String SSE_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

  @TempDir private Path home;
  private final Map<String, String> variables = new HashMap<>();

  private Opening opening(String... pairs) {
    Map<String, String> values = new HashMap<>(Map.of("url", "s3://bucket/a/b"));
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    Environment environment =
        new Environment(variables, home, home, InstantSource.system(), new SecureRandom());
    return new Opening(
        values, environment, (host, user) -> Optional.empty(), UploadSessions.NONE,
        Progress.none());
  }

  private S3Settings settings(String... pairs) throws IOException {
    return AwsSettings.of(opening(pairs));
  }

  private String address(String... pairs) throws IOException {
    S3Settings settings = settings(pairs);
    return settings.endpoint().address(settings.region(), "k e/y", "").toString();
  }

  private void config(String text) throws IOException {
    Files.createDirectories(home.resolve(".aws"));
    Files.writeString(home.resolve(".aws/config"), text);
  }

  @Test
  void address_followsBucketRegionAndEndpoint() throws IOException {
    assertThat(address()).isEqualTo("https://bucket.s3.us-east-1.amazonaws.com/k%20e/y");
    assertThat(address("region", "cn-north-1", "use_ssl", "false"))
        .isEqualTo("http://bucket.s3.cn-north-1.amazonaws.com.cn/k%20e/y");
    assertThat(address("url", "s3://a.b/x"))
        .isEqualTo("https://s3.us-east-1.amazonaws.com/a.b/k%20e/y");
    assertThat(address("url", "s3://Old_Bucket", "region", "eu-west-1"))
        .isEqualTo("https://s3.eu-west-1.amazonaws.com/Old_Bucket/k%20e/y");
    assertThat(address("endpointurl", "http://host:9000/s3/"))
        .isEqualTo("http://host:9000/s3/bucket/k%20e/y");
    variables.put("AWS_REGION", "eu-west-3");
    assertThat(address()).contains(".s3.eu-west-3.");
    assertThat(address("region", "eu-west-1")).contains(".s3.eu-west-1.");
    variables.put("AWS_ENDPOINT_URL_S3", "https://other");
    assertThat(address()).isEqualTo("https://other/bucket/k%20e/y");
    variables.put("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
    assertThat(address()).contains("amazonaws.com");
  }

  @Test
  void profile_givesRegionEndpointStyleAndSizes() throws IOException {
    config(
        """
        [profile p]
        region = eu-south-2
        services = mine
        s3 =
          addressing_style = virtual
          multipart_threshold = 8MB
          multipart_chunksize = 6MiB
          payload_signing_enabled = true
        [services mine]
        s3 =
          endpoint_url = https://store.example:8443
        [profile q]
        s3 =
          use_dualstack_endpoint = true
        [profile bad]
        s3 =
          multipart_chunksize = lots
        """);
    S3Settings settings = settings("profile", "p");
    assertThat(settings.region()).isEqualTo("eu-south-2");
    assertThat(address("profile", "p")).isEqualTo("https://bucket.store.example:8443/k%20e/y");
    assertThat(settings.transfer().sizes()).isEqualTo(new Upload.Sizes(8 << 20, 6 << 20, 6));
    assertThat(settings.transfer().signed()).isEqualTo(SinglePut.Signed.ALWAYS);
    assertThat(address("profile", "q")).contains("bucket.s3.dualstack.us-east-1.amazonaws.com");
    assertThatThrownBy(() -> settings("profile", "bad"))
        .isInstanceOf(SettingException.class).hasMessageContaining("multipart_chunksize");
    assertThatThrownBy(() -> settings("profile", "none")).isInstanceOf(SettingException.class);
  }

  @Test
  void region_movesAmazonsHostsAndNoOthers() throws IOException {
    Endpoint amazon = settings().endpoint();
    assertThat(
            amazon.moved(amazon.address("us-east-1", "k", "a=b"), "us-east-1", "eu-west-1"))
        .hasToString("https://bucket.s3.eu-west-1.amazonaws.com/k?a=b");
    Endpoint own = settings("endpointurl", "http://host").endpoint();
    assertThat(own.moved(own.address("us-east-1", "k", ""), "us-east-1", "eu-west-1"))
        .hasToString("http://host/bucket/k");
    assertThat(own.owns(URI.create("http://host.evil/bucket"), "x")).isFalse();
    assertThat(amazon.owns(URI.create("https://bucket.s3.evil.com/"), "x")).isFalse();
    assertThat(
            amazon.owns(
                URI.create("https://bucket.s3-eu-west-1.amazonaws.com/"), "us-east-1"))
        .isTrue();
  }

  @Test
  void place_isBucketAndPrefix() throws IOException {
    assertThat(settings().place().address()).isEqualTo("s3://bucket/a/b");
    assertThat(settings("url", "s3://bucket/").place().prefix()).isEmpty();
    assertThat(settings("url", "s3://bucket/f?versionId=x/y").place().prefix()).isEqualTo("f/");
    for (String url : List.of("s3://", "s3:///x", "s3://arn:aws:s3:eu:1:accesspoint/x",
        "s3://name--use1-az4--x-s3/x")) {
      assertThatThrownBy(() -> settings("url", url)).isInstanceOf(SettingException.class);
    }
  }

  private Map<String, String> fields(String... pairs) throws IOException {
    Protection protection = settings(pairs).protection();
    List<Headers.Field> all = new ArrayList<>(protection.written().fields());
    all.addAll(protection.key().fields());
    return all.stream().collect(Collectors.toMap(Headers.Field::name, Headers.Field::value));
  }

  @Test
  void protection_isFieldsOfNewObjects() throws IOException {
    assertThat(fields("sse", "aws:kms", "sse_kms_key_id", "id", "acl", "private"))
        .isEqualTo(
            Map.of(
                "x-amz-server-side-encryption", "aws:kms",
                "x-amz-server-side-encryption-aws-kms-key-id", "id",
                "x-amz-acl", "private"));
    assertThat(settings("sse", "aws:kms").protection().tagIsMd5()).isFalse();
    assertThat(settings("sse", "AES256").protection().tagIsMd5()).isTrue();
    assertThat(fields("grant_read", "id=\"a\"", "grant_full_control", "id=\"b\""))
        .isEqualTo(Map.of("x-amz-grant-read", "id=\"a\"", "x-amz-grant-full-control", "id=\"b\""));
    assertThat(fields("sse_customer_key", SSE_KEY))
        .containsEntry("x-amz-server-side-encryption-customer-algorithm", "AES256")
        .containsEntry("x-amz-server-side-encryption-customer-key-MD5", "KYvwGXoFFJ42a2u2GDWhwQ==");
  }

  @Test
  void settings_thatCannotBe_areRefused() {
    String[][] wrong = {
      {"sse_kms_key_id", "id", "sse_customer_key", SSE_KEY},
      {"sse_customer_key", "short"},
      {"acl", "private", "grant_read", "id=x"},
      {"endpointurl", "host:9000"},
      {"endpointurl", "https://user:word@host"},
      {"read_timeout", "soon"},
    };
    for (String[] pairs : wrong) {
      assertThatThrownBy(() -> settings(pairs))
          .isInstanceOf(SettingException.class)
          .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("word", SSE_KEY));
    }
  }

  @Test
  void connections_areMadeAsTheSettingsSay() throws IOException {
    variables.put("AWS_CA_BUNDLE", "bundle.pem");
    S3Settings settings = settings("read_timeout", "7", "connect_timeout", "3");
    assertThat(settings.transport().readTimeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(settings.transport().connectTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.transport().tls().authorities()).contains(home.resolve("bundle.pem"));
    assertThat(settings("ssl_verify", "own.pem").transport().tls().authorities())
        .containsExactly(home.resolve("own.pem"));
    assertThat(settings("ssl_verify", "False").transport().tls().verify()).isFalse();
    assertThat(settings("allow_anonymous_login", "true").login()).isNull();
    AwsLogin login = settings("access_key_id", "k", "secret_access_key", "s").login();
    assertThat(login.current().secret()).isEqualTo("s");
    assertThat(settings("access_key_id", "k", "secret_access_key", "sssh").toString())
        .doesNotContain("sssh");
  }

  private S3Settings oss(String... pairs) throws IOException {
    Opening opening = opening(pairs);
    Map<String, String> values = new HashMap<>(opening.values());
    values.put("url", "oss://bucket/a");
    return OssSettings.of(
        new Opening(
            values, opening.environment(), opening.prompt(), UploadSessions.NONE,
            Progress.none()));
  }

  @Test
  void oss_goesThroughTheEndpointThatSpeaksS3() throws IOException {
    for (String endpoint : List.of("oss-cn-hangzhou.aliyuncs.com",
        "https://oss-cn-hangzhou.aliyuncs.com/", "s3.oss-cn-hangzhou.aliyuncs.com")) {
      S3Settings settings = oss("oss_endpoint", endpoint, "oss_key_id", "k", "oss_key_secret", "s");
      assertThat(settings.endpoint().address("", "k", ""))
          .hasToString("https://bucket.s3.oss-cn-hangzhou.aliyuncs.com/k");
      assertThat(settings.region()).isEqualTo("cn-hangzhou");
      assertThat(settings.place().address()).isEqualTo("oss://bucket/a");
      assertThat(settings.login().current().secret()).isEqualTo("s");
    }
    assertThat(oss("oss_endpoint", "http://oss-eu-central-1-internal.aliyuncs.com").region())
        .isEqualTo("eu-central-1");
    assertThat(oss("oss_endpoint", "http://127.0.0.1:9000").endpoint().address("", "k", ""))
        .hasToString("http://127.0.0.1:9000/bucket/k");
    assertThatThrownBy(this::oss).isInstanceOf(SettingException.class);
    variables.putAll(
        Map.of(
            "OSS_ENDPOINT", "oss-me-east-1.aliyuncs.com", "OSS_ACCESS_KEY_ID", "v",
            "OSS_ACCESS_KEY_SECRET", "w"));
    assertThat(oss().region()).isEqualTo("me-east-1");
    assertThat(oss().login().current().accessKey()).isEqualTo("v");
    assertThatThrownBy(() -> oss("oss_endpoint", "oss-x.aliyuncs.com/path?x"))
        .isInstanceOf(SettingException.class);
  }
}
