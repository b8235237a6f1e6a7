package datasync.backend.webdav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.backend.Opening;
import datasync.backend.UploadSessions;
import datasync.http.Authentication;
import datasync.io.Environment;
import datasync.io.SettingException;
import datasync.task.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DavSettingsTest {
  private static DavSettings of(String... pairs) throws SettingException {
    Map<String, String> values = new HashMap<>(Map.of("url", "webdavs://host/a b/c%20d/"));
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    Environment environment =
        new Environment(
            Map.of(), Path.of("/work"), Path.of("/home/me"), InstantSource.system(), new Random());
    return DavSettings.of(
        new Opening(
            values, environment, (host, user) -> Optional.of("asked " + user + " at " + host),
            UploadSessions.NONE, Progress.none()));
  }

  @Test
  void address_isThatOfHttpWithItsPathEncodedOnce() throws SettingException {
    assertThat(of().base()).hasToString("https://host/a%20b/c%20d/");
    assertThat(of().location()).isEqualTo("webdavs://host/a%20b/c%20d/");
    assertThat(of("url", "webdav://u:p@host:8080/x").base()).hasToString("http://host:8080/x");
    assertThat(of("url", "webdav://u:p@host:8080/x").location())
        .isEqualTo("webdav://host:8080/x");
  }

  @Test
  void token_goesBeforeUser_andUserBeforeHeader() throws SettingException {
    assertThat(of().authentication()).isEqualTo(Authentication.NONE);
    assertThat(of("custom_auth_header", "X-Key", "password", "p").authentication())
        .isEqualTo(new Authentication.Header("X-Key", "p"));
    assertThat(of("user", "u", "custom_auth_header", "X-Key", "password", "p").authentication())
        .isEqualTo(new Authentication.Basic("u", "p"));
    assertThat(of("token", "t", "user", "u").authentication())
        .isEqualTo(new Authentication.Bearer("t"));
    assertThat(of("url", "webdav://u:p%40@host/x").authentication())
        .isEqualTo(new Authentication.Basic("u", "p@"));
    assertThat(of("url", "webdav://u@host/x", "password", "q").authentication())
        .isEqualTo(new Authentication.Basic("u", "q"));
  }

  @Test
  void password_isAskedForWhereTheSettingsWantThat() throws SettingException {
    assertThat(of("user", "u", "ask_password", "true").authentication())
        .isEqualTo(new Authentication.Basic("u", "asked u at https://host/a%20b/c%20d/"));
    assertThatThrownBy(() -> of("user", "u"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("`password`");
    assertThatThrownBy(() -> of("custom_auth_header", "X-Key"))
        .isInstanceOf(SettingException.class);
  }

  @Test
  void timeout_isThirtySecondsUnlessSet_andTheCertificateIsOurs() throws SettingException {
    assertThat(of().transport().readTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(of("timeout", "7").transport().connectTimeout()).isEqualTo(Duration.ofSeconds(7));
    DavSettings own = of("cert_path", "~/me.pem", "key_path", "key.pem", "ssl_verify", "ca.pem");
    assertThat(own.transport().tls().identity())
        .containsExactly(Path.of("/home/me/me.pem"), Path.of("/work/key.pem"));
    assertThat(own.transport().tls().authorities()).containsExactly(Path.of("/work/ca.pem"));
  }
}
