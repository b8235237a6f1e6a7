package datasync.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsShownTest {
  @ParameterizedTest
  @CsvSource({
    "http://u:p@h/d, http://u:***@h/d", "ssh://git@h:22/d:e@f, ssh://git@h:22/d:e@f",
    "http://u:p@q@h, http://u:***@h", "http://h/d?sig=x, http://h/d?***",
    "http://u:p@h?a=b@c:d, http://u:***@h?***", "../folder?x@y:z, ../folder?x@y:z",
    "s3://bucket/a:b@c, s3://bucket/a:b@c", "http://h:80, http://h:80", "://, ://"
  })
  void withoutPassword_keepsTheRest(String url, String shown) {
    assertThat(Secrets.withoutPassword(url)).isEqualTo(shown);
  }
}
