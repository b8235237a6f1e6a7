package datasync.backend.webhdfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.backend.Opening;
import datasync.backend.UploadSessions;
import datasync.http.Authentication;
import datasync.http.RetryPolicy;
import datasync.io.Environment;
import datasync.io.SettingException;
import datasync.object.BytesPayload;
import datasync.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HdfsSettingsTest {
  private static Opening opening(Map<String, String> variables, String url, String... pairs) {
    Map<String, String> values = new HashMap<>(Map.of("url", url));
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    Environment environment =
        new Environment(
            variables, Path.of("/work"), Path.of("/home/me"), InstantSource.system(),
            new Random());
    return new Opening(
        values, environment, (host, user) -> Optional.empty(), UploadSessions.NONE,
        Progress.none());
  }

  private static HdfsSettings of(String url, String... pairs) throws SettingException {
    return HdfsSettings.of(opening(Map.of("USER", "me"), url, pairs));
  }

  @Test
  void address_isThatOfTheServiceAndTheFolder() throws SettingException {
    HdfsSettings settings = of("webhdfs://u@host:1234/a b/c%20d/");
    assertThat(settings.service()).hasToString("http://host:1234/webhdfs/v1");
    assertThat(settings.root()).isEqualTo("/a b/c%20d");
    assertThat(settings.location()).isEqualTo("webhdfs://host:1234/a b/c%20d");
    assertThat(settings.identity()).isEqualTo(Map.of("user.name", "u"));
    assertThat(of("webhdfs://host/x", "use_https", "True").service())
        .hasToString("https://host:50070/webhdfs/v1");
    assertThat(of("webhdfs://host").identity()).isEmpty();
  }

  @Test
  void proxy_standsInForTheService() throws SettingException {
    HdfsSettings settings =
        of("webhdfs://host:1/x", "data_proxy_target", "https://gate/one/webhdfs/v1/");
    assertThat(settings.service()).hasToString("https://gate/one/webhdfs/v1");
    assertThat(settings.told()).isEqualTo("http://host:1/webhdfs/v1");
  }

  @Test
  void identity_isTokenOrUserOrPassword() throws SettingException {
    assertThat(of("webhdfs://host/x", "token", "t").identity())
        .isEqualTo(Map.of("delegation", "t"));
    assertThat(of("webhdfs://host/x", "user", "u", "proxy_to", "v").identity())
        .isEqualTo(Map.of("user.name", "u", "doas", "v"));
    HdfsSettings basic = of("webhdfs://host/x", "user", "u", "password", "p");
    assertThat(basic.identity()).isEmpty();
    assertThat(basic.authentication()).isEqualTo(new Authentication.Basic("u", "p"));
    assertThat(basic.toString()).doesNotContain("p=");
    for (String[] wrong :
        new String[][] {
          {"token", "t", "user", "u"}, {"token", "t", "proxy_to", "u"}, {"password", "p"},
          {"kerberos", "true"}
        }) {
      assertThatThrownBy(() -> of("webhdfs://host/x", wrong)).isInstanceOf(SettingException.class);
    }
  }

  @Test
  void hdfs_isReachedOverHttp() throws SettingException {
    HdfsSettings settings = of("hdfs://host:8020/x", "replication", "2");
    assertThat(settings.service()).hasToString("http://host:9870/webhdfs/v1");
    assertThat(settings.identity()).isEqualTo(Map.of("user.name", "me"));
    assertThat(settings.replication()).isEqualTo(2);
    Map<String, String> variables =
        Map.of("DATASYNC_HDFS_HTTP", "https://gate:9871", "HADOOP_USER_NAME", "h", "USER", "me");
    HdfsSettings named = HdfsSettings.of(opening(variables, "hdfs://host/x"));
    assertThat(named.service()).hasToString("https://gate:9871/webhdfs/v1");
    assertThat(named.identity()).isEqualTo(Map.of("user.name", "h"));
    assertThatThrownBy(() -> of("hdfs://host/x", "kerb_ticket", "/tmp/k"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("Kerberos");
  }

  @Test
  void hdfsThatDoesNotAnswerOverHttp_isToldWithTheVariable() throws IOException {
    Opening opening = opening(Map.of("DATASYNC_HDFS_HTTP", "no-such-host.invalid:1"), "hdfs://h/x");
    try (WebHdfsBackend backend =
        new WebHdfsBackend(HdfsSettings.of(opening), RetryPolicy.none())) {
      assertThatThrownBy(() -> backend.write("a", new BytesPayload(new byte[1])))
          .hasMessageContaining("http://no-such-host.invalid:1/webhdfs/v1")
          .hasMessageContaining("DATASYNC_HDFS_HTTP");
    }
  }
}
