package datasync.remotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.auth.aws.AwsCredentials;
import datasync.backend.FileInfo;
import datasync.backend.Opening;
import datasync.backend.StoredSessions;
import datasync.backend.UploadSessions;
import datasync.backend.s3.S3Backend;
import datasync.http.HttpFailure;
import datasync.io.Environment;
import datasync.object.BytesPayload;
import datasync.object.FilePayload;
import datasync.object.RangedPayload;
import datasync.object.StoreFailure;
import datasync.task.Parallel;
import datasync.task.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What MinIO does beyond the contract: TLS and encryption, logins, host names, parts, many.
@Tag("remotes")
@Timeout(60)
class MinioServiceTest {
  private static final String SSE_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

  @TempDir private static Path folder;
  private static MinioServer plain;
  private static MinioServer secure;

  @BeforeAll
  static void start() throws IOException {
    plain = MinioServer.plain(Files.createDirectories(folder.resolve("p")));
    secure = MinioServer.secure(Files.createDirectories(folder.resolve("s")));
    for (MinioServer each : List.of(plain, secure)) {
      each.admin().makeBucket("bucket", false);
    }
    plain.admin().makeBucket("versions", true);
  }

  @AfterAll
  static void stop() {
    plain.close();
    secure.close();
  }

  private static S3Backend open(
      Map<String, String> settings, Map<String, String> variables, UploadSessions sessions)
      throws IOException {
    return S3Backend.open(opening(settings, variables, sessions));
  }

  private static Opening opening(
      Map<String, String> settings, Map<String, String> variables, UploadSessions sessions) {
    Map<String, String> all = new HashMap<>(variables);
    all.put("AWS_EC2_METADATA_DISABLED", "true");
    Environment environment =
        new Environment(all, folder, folder, InstantSource.system(), new SecureRandom());
    return new Opening(
        settings, environment, (host, user) -> Optional.empty(), sessions, Progress.none());
  }

  private static S3Backend open(Map<String, String> settings) throws IOException {
    return open(settings, Map.of(), UploadSessions.NONE);
  }

  private static byte[] read(S3Backend backend, String name, long from) throws IOException {
    try (InputStream in = backend.open(name, from)) {
      return in.readAllBytes();
    }
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sse=AES256", "sse=aws:kms;sse_kms_key_id=kms1",
      "sse_customer_key=" + SSE_KEY})
  void encryptedObjects_comeBack_smallAndInParts(String options) throws IOException {
    Map<String, String> settings = secure.settings("s3://bucket/" + options.hashCode());
    for (String option : options.isEmpty() ? new String[0] : options.split(";")) {
      settings.put(option.split("=", 2)[0], option.split("=", 2)[1]);
    }
    byte[] large = noise(70_000_000);
    Path file = Files.write(folder.resolve("large"), large);
    try (S3Backend backend = open(settings)) {
      backend.write("small", new BytesPayload(Arrays.copyOf(large, 10)));
      backend.write("middle", new BytesPayload(Arrays.copyOf(large, 300_000)));
      backend.write("large", new FilePayload(file, large.length));
      assertThat(backend.size("large")).hasValue(large.length);
      assertThat(read(backend, "large", 69_000_000))
          .isEqualTo(Arrays.copyOfRange(large, 69_000_000, large.length));
      assertThat(read(backend, "middle", 0)).isEqualTo(Arrays.copyOf(large, 300_000));
      assertThat(read(backend, "small", 10)).isEmpty();
    }
    if (options.startsWith("sse_customer_key")) {
      settings.remove("sse_customer_key");
      try (S3Backend backend = open(settings)) {
        assertThatThrownBy(() -> read(backend, "small", 0)).isInstanceOf(StoreFailure.class);
        assertThatThrownBy(() -> backend.size("small")).isInstanceOf(StoreFailure.class);
      }
    }
  }

  private static HttpFailure refusal(Map<String, String> settings) throws IOException {
    try (S3Backend backend = open(settings)) {
      backend.write("x", new BytesPayload(new byte[1]));
    } catch (StoreFailure failure) {
      return (HttpFailure) failure.getCause();
    }
    throw new AssertionError("it worked");
  }

  @Test
  void refusals_areToldApart() throws IOException {
    Map<String, String> settings = plain.settings("s3://bucket/x");
    settings.put("secret_access_key", "wrong");
    assertThat(refusal(settings)).hasMessage("the secret does not belong to the access key");
    settings.put("access_key_id", "nobody");
    assertThat(refusal(settings)).hasMessage("the service does not know this access key");
    assertThat(refusal(plain.settings("s3://nothing/x"))).hasMessage("there is no such bucket");
    settings = secure.settings("s3://bucket/x");
    settings.remove("ssl_verify");
    assertThat(refusal(settings)).hasMessageContaining("authority that is not trusted");
    settings = secure.settings("s3://bucket/x");
    settings.put("sse", "aws:kms");
    settings.put("sse_kms_key_id", "other");
    assertThat(refusal(settings).isRetryable()).isFalse();
    try (S3Backend backend = open(plain.settings("s3://nothing/x"))) {
      assertThatThrownBy(() -> backend.size("x")).hasMessage("there is no such bucket");
      assertThatThrownBy(() -> backend.list("", (name, size) -> { }))
          .hasMessage("there is no such bucket");
    }
  }

  @Test
  void everybody_mayReadAnOpenBucket() throws IOException {
    plain.admin().makeBucket("open", false);
    try (S3Backend backend = open(plain.settings("s3://open/d"))) {
      backend.write("f", new BytesPayload(noise(5)));
    }
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "url", "s3://open/d", "endpointurl", plain.endpoint().toString(),
                "allow_anonymous_login", "true"));
    assertThat(refusal(settings)).hasMessageContaining("AccessDenied");
    plain.admin().openBucket("open");
    try (S3Backend backend = open(settings)) {
      assertThat(backend.size("f")).hasValue(5);
      assertThat(read(backend, "f", 0)).isEqualTo(noise(5));
      backend.list("", (name, size) -> assertThat(name).isEqualTo("f"));
      assertThatThrownBy(() -> backend.write("g", new BytesPayload(noise(5))))
          .hasMessageContaining("AccessDenied");
    }
  }

  @Test
  void temporaryLogin_goesWithItsToken() throws IOException {
    AwsCredentials role = plain.admin().assumeRole();
    Map<String, String> settings = plain.settings("s3://bucket/role");
    settings.put("access_key_id", role.accessKey());
    settings.put("secret_access_key", role.secret());
    settings.put("session_token", role.sessionToken());
    try (S3Backend backend = open(settings)) {
      backend.write("f", new BytesPayload(noise(5)));
      assertThat(backend.size("f")).hasValue(5);
    }
    settings.put("session_token", "wrong");
    assertThat(refusal(settings).hint("m")).get().asString().contains("session_token");
  }

  /// The name of the bucket's host is looked up nowhere: the service stands in for a proxy.
  @Test
  void bucketInTheHostName_isUnderstood() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("config"), "[default]\ns3 =\n  addressing_style = virtual\n");
    Map<String, String> settings = plain.settings("s3://bucket/virtual");
    settings.put("configpath", config.toString());
    int port = plain.endpoint().getPort();
    settings.put("endpointurl", "http://localhost:" + port);
    try (S3Backend backend =
        open(settings, Map.of("http_proxy", "http://127.0.0.1:" + port), UploadSessions.NONE)) {
      backend.write("a b/ü", new BytesPayload(noise(5)));
      assertThat(read(backend, "a b/ü", 2)).hasSize(3);
      List<String> names = new ArrayList<>();
      backend.list("", (name, size) -> names.add(name));
      assertThat(names).containsExactly("a b/ü");
    }
  }

  /// As close as one comes to Alibaba's service here.
  @Test
  void oss_goesTheSameWay() throws IOException {
    Map<String, String> settings =
        Map.of(
            "url", "oss://bucket/oss", "oss_endpoint", plain.endpoint().toString(),
            "oss_key_id", MinioServer.USER);
    Map<String, String> variables = Map.of("OSS_ACCESS_KEY_SECRET", MinioServer.SECRET);
    try (S3Backend backend =
        S3Backend.openOss(opening(settings, variables, UploadSessions.NONE))) {
      backend.write("files/f", new BytesPayload(noise(5)));
      assertThat(read(backend, "files/f", 1)).hasSize(4);
      assertThat(backend.location()).isEqualTo("oss://bucket/oss");
      List<String> names = new ArrayList<>();
      backend.list("", (name, size) -> names.add(name));
      backend.delete(names);
      assertThat(backend.size("files/f")).isEmpty();
    }
  }

  /// A file whose reading stops in the middle the first time.
  private record Stopping(FilePayload whole, long stop) implements RangedPayload {
    @Override
    public long length() {
      return whole.length();
    }

    @Override
    public InputStream openAt(long offset) throws IOException {
      if (offset >= stop) {
        throw new InterruptedIOException("interrupted");
      }
      return whole.openAt(offset);
    }
  }

  @Test
  void upload_thatWasInterrupted_goesOn() throws IOException {
    byte[] bytes = noise(100_000_000);
    FilePayload file = new FilePayload(Files.write(folder.resolve("cut"), bytes), bytes.length);
    UploadSessions sessions = new StoredSessions(folder.resolve("sessions"));
    Map<String, String> settings = plain.settings("s3://versions/cut");
    try (S3Backend backend = open(settings, Map.of(), sessions)) {
      assertThatThrownBy(() -> backend.write("f", new Stopping(file, 80_000_000)))
          .isInstanceOf(InterruptedIOException.class);
      assertThat(backend.size("f")).isEmpty();
      assertThat(folder.resolve("sessions")).isNotEmptyDirectory();
    }
    String uploads =
        new String(plain.admin().send("GET", "/versions?uploads=&prefix=cut/f", "", 200));
    assertThat(uploads).contains("<UploadId>");
    try (S3Backend backend = open(settings, Map.of(), sessions)) {
      FileInfo info = backend.writeVersion("f", file);
      assertThat(info.checksum()).endsWith("-12");
      assertThat(info).isEqualTo(backend.look("f"));
      assertThat(read(backend, "f", 0)).isEqualTo(bytes);
      assertThat(folder.resolve("sessions")).isEmptyDirectory();
    }
  }

  @Test
  void manyObjects_areListedToTheEndAndRemoved() throws IOException {
    try (S3Backend backend = open(plain.settings("s3://bucket/many"))) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < 1500; i++) {
        names.add("d/%02d/f%d".formatted(i % 100, i));
      }
      Parallel.forTransfers(backend.parallelism())
          .forEach(names, name -> backend.write(name, new BytesPayload(name.getBytes())));
      List<String> found = new ArrayList<>();
      backend.list("d", (name, size) -> found.add(name));
      assertThat(found).containsExactlyInAnyOrderElementsOf(names);
      List<String> folders = new ArrayList<>();
      backend.children("d", (name, isFolder, size) -> folders.add(name));
      assertThat(folders).hasSize(100);
      backend.delete(names);
      backend.list("d", (name, size) -> assertThat(name).isEmpty());
    }
  }
}
