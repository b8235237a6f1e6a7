package datasync.remotes;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.interop.Colleague;
import datasync.interop.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Data goes from one program to the other and back over WebHDFS.
class HdfsHandoverTest extends HandoverContract {
  private MiniHdfs cluster;

  @Override
  void start(Path folder) throws IOException {
    cluster = new MiniHdfs(folder);
  }

  @Override
  void stop() {
    cluster.close();
  }

  @Override
  String url(String store) {
    return "webhdfs://localhost:" + cluster.port() + "/shop/" + store;
  }

  @Override
  Map<String, String> settings() {
    return Map.of("user", "alice");
  }

  @Override
  int large() {
    return 5_000_000;
  }

  /// Its own deletion fails there: fsspec removes no list of files.
  @Override
  boolean dvcDeletes() {
    return false;
  }

  /// A file that is imported is recorded with the checksum of the cluster.
  @Test
  void importedFile_isRecordedAlike() throws Exception {
    try (Sandbox sandbox = sandbox()) {
      Colleague one = starting(sandbox, tools.datasync(), "imported");
      one.write("file.csv", "1,2\n");
      one.run("add", "file.csv");
      one.run("push");
      String address = "remote://store/files/md5/" + objectOf(one, "file.csv");
      one.using(tools.dvc()).run("import-url", address, "a.csv");
      String recorded = Files.readString(one.root().resolve("a.csv.dvc"));
      assertThat(recorded).contains("checksum: 00000");
      one.assertUnchanged();
    }
  }
}
