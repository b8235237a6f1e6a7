package datasync.auth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.auth.NoCredentials;
import datasync.http.RetryPolicy;
import datasync.io.Environment;
import datasync.io.SettingException;
import datasync.text.Value;
import datasync.text.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Against what botocore made of the same files and variables; `profiles.py` wrote it down.
@Timeout(30)
class AwsProfilesTest {
  private static final Path GOLDEN = Path.of("src/test/java/datasync/auth/aws/profiles.json");

  @TempDir Path home;

  /// One case by its name.
  record Case(String name, Value.Mapping text) {
    String text(String key) {
      return ((Value.Text) text.get(key)).value();
    }

    Value.Mapping expected() {
      return (Value.Mapping) text.get("expected");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() throws IOException {
    Value.Mapping all = (Value.Mapping) Json.parse(Files.readAllBytes(GOLDEN), "profiles.json");
    return ((Value.Sequence) all.get("cases"))
        .items().stream()
            .map(each -> (Value.Mapping) each)
            .map(each -> new Case(((Value.Text) each.get("name")).value(), each))
            .toList();
  }

  static List<Case> logins() throws IOException {
    return cases().stream().filter(each -> !each.expected().has("error")).toList();
  }

  private Environment environment(Case given) throws IOException {
    Files.createDirectories(home.resolve(".aws"));
    if (!given.text("config").isEmpty()) {
      Files.writeString(home.resolve(".aws/config"), given.text("config"));
    }
    if (!given.text("credentials").isEmpty()) {
      Files.writeString(home.resolve(".aws/credentials"), given.text("credentials"));
    }
    Map<String, String> variables = new HashMap<>(strings(given.text().get("variables")));
    variables.put("AWS_EC2_METADATA_DISABLED", "true");
    variables.put("PATH", System.getenv("PATH"));
    return new Environment(variables, home, home, InstantSource.system(), new Random(1));
  }

  private static Map<String, String> settings(Case given) {
    return given.text("profile").isEmpty() ? Map.of() : Map.of("profile", given.text("profile"));
  }

  private static Map<String, String> strings(Value value) {
    Map<String, String> found = new HashMap<>();
    ((Value.Mapping) value)
        .entries()
        .forEach(
            (key, each) -> {
              if (each instanceof Value.Text text) {
                found.put(((Value.Text) key).value(), text.value());
              }
            });
    return found;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void files_areReadAsByBotocore(Case given) throws IOException {
    Environment environment = environment(given);
    Value.Mapping expected = given.expected();
    if (expected.has("error")) {
      assertThatThrownBy(() -> AwsProfiles.load(settings(given), environment))
          .isInstanceOf(SettingException.class)
          .message()
          .doesNotContain("secret");
      return;
    }
    AwsProfiles profiles = AwsProfiles.load(settings(given), environment);
    ((Value.Mapping) expected.get("profiles"))
        .entries()
        .forEach(
            (name, values) -> {
              Profile profile = profiles.profile(((Value.Text) name).value());
              assertThat(profile.values()).isEqualTo(strings(values));
              ((Value.Mapping) values)
                  .entries()
                  .forEach(
                      (key, each) -> {
                        if (each instanceof Value.Mapping block) {
                          assertThat(profile.block(((Value.Text) key).value()))
                              .isEqualTo(strings(block));
                        }
                      });
            });
    assertThat(profiles.region().orElse("")).isEqualTo(text(expected, "region"));
    assertThat(profiles.s3()).isEqualTo(strings(expected.get("s3")));
    for (String service : List.of("s3", "sts")) {
      String endpoint = text(expected, "endpoint_" + service);
      if (endpoint.equals("error")) {
        assertThatThrownBy(() -> profiles.endpoint(service)).isInstanceOf(SettingException.class);
      } else {
        assertThat(profiles.endpoint(service).orElse("")).isEqualTo(endpoint);
      }
    }
  }

  private static String text(Value.Mapping mapping, String key) {
    return ((Value.Text) mapping.get(key)).value();
  }

  @ParameterizedTest
  @MethodSource("logins")
  void logins_areFoundWhereBotocoreFindsThem(Case given) throws IOException {
    Value.Mapping expected = given.expected();
    AwsSetup setup =
        new AwsSetup(
            settings(given), environment(given), RetryPolicy.none(), device -> Optional.empty());
    try (AwsChain chain = new AwsChain(setup)) {
      if (!expected.has("login")) {
        assertThatThrownBy(chain::current)
            .isInstanceOfAny(NoCredentials.class, SettingException.class)
            .message()
            .doesNotContain("secret1");
        return;
      }
      List<Value> login = ((Value.Sequence) expected.get("login")).items();
      if (login.isEmpty()) {
        assertThatThrownBy(chain::current)
            .isInstanceOf(NoCredentials.class)
            .hasMessageContaining("tried:")
            .hasMessageContaining("switched off by `AWS_EC2_METADATA_DISABLED`");
        return;
      }
      AwsCredentials found = chain.current();
      assertThat(List.of(found.accessKey(), found.secret(), found.sessionToken()))
          .isEqualTo(login.stream().map(each -> ((Value.Text) each).value()).toList());
      assertThat(chain.origin()).doesNotContain(found.secret());
    }
  }

  private AwsProfiles load(Map<String, String> settings, Map<String, String> variables)
      throws IOException {
    return AwsProfiles.load(
        settings, new Environment(variables, home, home, InstantSource.system(), new Random(1)));
  }

  @Test
  void pathsOfTheRemote_countUnlessVariablesNameOthers() throws IOException {
    Files.writeString(home.resolve("mine"), "[default]\nregion = mine\n");
    Files.writeString(home.resolve("theirs"), "[default]\nregion = theirs\n");
    Map<String, String> settings = Map.of("configpath", "~/mine");
    assertThat(load(settings, Map.of()).region()).contains("mine");
    assertThat(load(settings, Map.of("AWS_CONFIG_FILE", "$THERE/theirs", "THERE", home.toString()))
            .region())
        .contains("theirs");
    Files.writeString(home.resolve("keys"), "[default]\nregion = keys\n");
    assertThat(load(Map.of("credentialpath", "keys"), Map.of()).region()).contains("keys");
  }

  @Test
  void regionOfOtherTools_countsWhereBotocoresIsMissing() throws IOException {
    assertThat(load(Map.of(), Map.of("AWS_REGION", "a")).region()).contains("a");
    assertThat(load(Map.of(), Map.of("AWS_REGION", "a", "AWS_DEFAULT_REGION", "b")).region())
        .contains("b");
  }

  @Test
  void brokenFile_isToldWithItsLine_andNothingOfIt() throws IOException {
    Files.createDirectories(home.resolve(".aws"));
    Files.writeString(home.resolve(".aws/credentials"), "[default]\n\nmy-secret-key\n");
    assertThatThrownBy(() -> load(Map.of(), Map.of()))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("credentials:3`")
        .message()
        .doesNotContain("my-secret");
  }
}
