package datasync.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.io.Environment;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  private static final History.Range WIDE = new History.Range(true, true, true);

  @TempDir private Path root;
  private final List<String> warnings = new ArrayList<>();

  private Repository project() throws IOException {
    Path place = root.toRealPath();
    Environment environment =
        new Environment(
            Map.of("DVC_SYSTEM_CONFIG_DIR", place.resolve("none").toString()),
            place, place, InstantSource.system(), new Random(1));
    Init.run(environment, new Init.Options(false, false, false), warnings::add);
    return Repository.open(environment, warnings::add);
  }

  @Test
  void forEach_ofAnInterruptedThread_stops_andSkipsNothing() throws IOException {
    try (Repository repository = project()) {
      History.Visitor stopped =
          (revision, stages) -> {
            throw new InterruptedIOException("stop");
          };
      assertThatThrownBy(() -> new History(repository).forEach(WIDE, stopped))
          .isInstanceOf(InterruptedIOException.class);
      assertThat(warnings).isEmpty();
    }
  }

  @Test
  void forEach_whereNothingCanBeVisited_fails_afterAWarning() throws IOException {
    try (Repository repository = project()) {
      History.Visitor broken =
          (revision, stages) -> {
            throw new IOException("broken");
          };
      assertThatThrownBy(() -> new History(repository).forEach(WIDE, broken))
          .hasMessage("broken");
      assertThat(warnings).containsExactly("failed to collect 'workspace', skipping: broken");
      assertThatThrownBy(() -> new History(repository).forEveryOne(WIDE, false, broken))
          .isInstanceOf(CollectException.class)
          .hasRootCauseMessage("broken");
    }
  }
}
