package datasync.auth.aws;

import datasync.faults.Effort;
import datasync.faults.Fuzz;
import datasync.http.FakeServer;
import datasync.http.RetryPolicy;
import datasync.io.Environment;
import datasync.io.SettingException;
import datasync.process.ShellWords;
import datasync.text.FormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damaged files and answers are read, passed over or refused.
@Tag("faults")
class AwsTextsFuzzTest {
  private static final int COUNT = Effort.of(800, 40_000);

  @TempDir Path folder;

  private Environment environment(Map<String, String> variables) {
    return new Environment(variables, folder, folder, InstantSource.system(), new Random(1));
  }

  @Test
  void profiles() throws Exception {
    Fuzz fuzz = new Fuzz("aws profiles");
    for (AwsProfilesTest.Case each : AwsProfilesTest.cases()) {
      fuzz.seeds(each.text("config"));
    }
    fuzz.allow(SettingException.class)
        .run(
            COUNT,
            bytes -> {
              Files.createDirectories(folder.resolve(".aws"));
              Files.write(folder.resolve(".aws/config"), bytes);
              AwsProfiles profiles = AwsProfiles.load(Map.of(), environment(Map.of()));
              profiles.region();
              profiles.s3();
              profiles.endpoint("s3");
              profiles.session("s");
            });
  }

  @Test
  void commands() throws Exception {
    new Fuzz("credential_process")
        .seeds("a 'b c' \"d\\\"e\" f\\ g", "sh -c 'x'")
        .allow(IllegalArgumentException.class)
        .run(COUNT, bytes -> ShellWords.split(new String(bytes, StandardCharsets.UTF_8)));
  }

  @Test
  void answers() throws Exception {
    new Fuzz("aws answers")
        .seeds(
            "{\"AccessKeyId\": \"a\", \"SecretAccessKey\": \"b\", \"Token\": \"c\","
                + " \"Expiration\": \"2026-01-02T03:04:05.678+01:00\"}",
            "{\"AccessKeyId\": \"a\", \"SecretAccessKey\": \"b\","
                + " \"Expiration\": \"2026-01-02 03:04:05UTC\"}")
        .allow(FormatException.class)
        .run(COUNT, bytes -> Answers.credentials(Answers.mapping(bytes, "x"), "Token", "x"));
  }

  @Test
  void tokenService() throws Exception {
    AtomicReference<byte[]> body = new AtomicReference<>();
    try (FakeServer server =
            new FakeServer(
                (q, r) -> r.send(body.get().length % 3 == 0 ? 400 : 200, body.get()));
        AwsChain chain =
            new AwsChain(
                new AwsSetup(
                    Map.of("access_key_id", "a", "secret_access_key", "b"),
                    environment(Map.of()),
                    RetryPolicy.none(),
                    device -> Optional.empty()));
        Network network = Network.of(environment(Map.of()), RetryPolicy.none())) {
      StsClient client =
          new StsClient(network, InstantSource.system(), server.uri("").toString(), "r");
      AwsCredentials who = chain.current();
      new Fuzz("sts")
          .seeds(
              "<R><AssumeRoleResult><Credentials><AccessKeyId>a</AccessKeyId><SecretAccessKey>b"
                  + "</SecretAccessKey><SessionToken>c</SessionToken><Expiration>"
                  + "2026-01-02T03:04:05Z</Expiration></Credentials></AssumeRoleResult></R>",
              "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error>"
                  + "</ErrorResponse>")
          .allow(IOException.class)
          .run(
              Math.min(COUNT, 2000),
              bytes -> {
                // Java's reader of XML complains on standard error about what is not UTF-8
                byte[] ascii = bytes.clone();
                for (int i = 0; i < ascii.length; i++) {
                  ascii[i] &= 0x7f;
                }
                body.set(ascii);
                client.assumeRole(Map.of("RoleArn", "r"), who);
              });
    }
  }
}
