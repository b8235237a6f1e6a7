package datasync.process;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  @TempDir Path folder;

  @Test
  void start_ofAProgramThatIsNotThere_namesIt() {
    assertThatThrownBy(
            () -> ChildProcess.run(List.of("no-such-program-here"), folder, Map.of(), 100))
        .isInstanceOf(ProgramMissing.class)
        .hasMessageContaining("`no-such-program-here` is not installed");
  }
}
