package datasync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTest {
  @Test
  void controlCharacters_areEscaped_andTextStays() {
    assertThat(Visible.of("a\u001b[2J\r\u009b1m\u202eb\u0000\n\té😀"))
        .isEqualTo("a\\x1b[2J\\x0d\\x9b1m\\u202eb\\x00\n\té😀");
    String clean = "plain text, é";
    assertThat(Visible.of(clean)).isSameAs(clean);
  }

  @Test
  void enormousText_losesItsMiddle() {
    assertThat(Visible.cut("a" + "x".repeat(1_000_000) + "z"))
        .hasSizeLessThan(20_000).startsWith("ax").endsWith("xz").contains(" … ");
  }
}
