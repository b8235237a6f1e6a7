package datasync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MIB = 1 << 20;

  private long now;

  @Test
  void terminal_hasALineForEachTransferAndATotal_andNothingIsLeft() {
    Captured captured = new Captured(Path.of("/"), true, Map.of());
    ProgressDisplay display = new ProgressDisplay(captured.console(), "pushing", () -> now);
    display.begin(4, 40 * MIB);
    display.started("data/a-name-that-is-far-too-long-for-a-line-of-sixty-columns.bin", 20 * MIB);
    now = SECOND;
    display.advance(10 * MIB);
    String[] lines = captured.err().split("\n");
    assertThat(lines).hasSize(2);
    assertThat(lines[0]).startsWith("  data/a-").endsWith(".bin  10.0 MiB of 20.0 MiB");
    assertThat(lines[0].length()).isLessThan(60);
    assertThat(lines[1]).isEqualTo("pushing 0 of 4 objects, 10.0 ….0 MiB, 10.0 MiB/s, 0:04 left");
    display.finished("data/a");
    display.close();
    assertThat(captured.err()).endsWith("\u001b[2F\u001b[J");
  }

  @Test
  void terminal_isRedrawnTenTimesASecondAtMost() {
    Captured captured = new Captured(Path.of("/"), true, Map.of());
    ProgressDisplay display = new ProgressDisplay(captured.console(), "pulling", () -> now);
    display.begin(1, 1000);
    for (int i = 0; i < 1000; i++) {
      now = SECOND + i * SECOND / 1000;
      display.advance(1);
    }
    assertThat(captured.err().split("pulling").length - 1).isBetween(8, 11);
  }

  @Test
  void pipe_getsAPlainLineEveryFewSeconds() {
    Captured captured = new Captured(Path.of("/"));
    ProgressDisplay display = new ProgressDisplay(captured.console(), "pulling", () -> now);
    display.begin(10, 100 * MIB);
    display.advance(MIB);
    assertThat(captured.err()).isEmpty();
    display.finished("a");
    display.retried("the connection was lost", Duration.ZERO);
    now = 5 * SECOND;
    display.advance(49 * MIB);
    now = 6 * SECOND;
    display.advance(0);
    display.close();
    assertThat(captured.err())
        .isEqualTo(
            "pulling: 1 of 10 objects, 50.0 MiB of 100.0 MiB, 10.0 MiB/s, 0:06 left, 1 retry\n");
  }

  @Test
  void quiet_showsNothing() {
    Captured captured = new Captured(Path.of("/"), true, Map.of());
    ProgressDisplay display =
        new ProgressDisplay(captured.console().with(true, 0, false), "pulling", () -> now);
    now = 10 * SECOND;
    display.advance(MIB);
    display.close();
    assertThat(captured.err()).isEmpty();
  }

  @Test
  void amounts_areReadable() {
    assertThat(Amounts.bytes(1023)).isEqualTo("1023 B");
    assertThat(Amounts.bytes(1024)).isEqualTo("1.0 KiB");
    assertThat(Amounts.bytes(1_048_575)).isEqualTo("1.0 MiB");
    assertThat(Amounts.time(3725)).isEqualTo("1:02:05");
    assertThat(new Summary(1, 2048, 3, 40, new Retries()).text())
        .isEqualTo("1 object, 2.0 KiB moved; 3 objects, 40 B saved, there already");
  }

  @Test
  void retries_areToldWithWhatWasWaitedFor() {
    Retries retries = new Retries();
    retries.add("the connection was lost", Duration.ofMillis(200));
    assertThat(new Summary(1, 3, 0, 0, retries).text())
        .isEqualTo("1 object, 3 B moved; 1 retry: the connection was lost");
    retries.add("too many requests (status 429)", Duration.ofSeconds(7));
    retries.add("the connection was lost", Duration.ofSeconds(5));
    assertThat(retries.reasons())
        .containsExactly("2 × the connection was lost", "too many requests (status 429)");
    assertThat(new Summary(1, 3, 0, 0, retries).text())
        .endsWith(
            "; 3 retries after 12 s of waiting: 2 × the connection was lost,"
                + " too many requests (status 429)");
    retries.add("a", Duration.ZERO);
    retries.add("b", Duration.ZERO);
    assertThat(retries.text()).endsWith("(status 429), a, …");
  }
}
