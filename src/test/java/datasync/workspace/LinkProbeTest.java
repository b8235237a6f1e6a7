package datasync.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkProbeTest {
  @TempDir Path folder;

  @Test
  void working_findsWhatOneFolderCanDo_andLeavesNothing() throws IOException {
    Path cache = Files.createDirectory(folder.resolve("cache"));
    Path workspace = Files.createDirectory(folder.resolve("workspace"));
    assertThat(LinkProbe.working(cache, workspace))
        .contains(LinkType.HARDLINK, LinkType.SYMLINK, LinkType.COPY);
    assertThat(cache).isEmptyDirectory();
    assertThat(workspace).isEmptyDirectory();
  }
}
