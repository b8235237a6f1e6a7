package datasync.remotes;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.interop.Colleague;
import datasync.interop.Direction;
import datasync.interop.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Data goes from one program to the other and back over Cloud Storage's emulator.
class GcsHandoverTest extends HandoverContract {
  private GcsServer server;

  @Override
  void start(Path folder) throws IOException {
    server = GcsServer.start(folder);
    server.make("bkt");
  }

  @Override
  void stop() throws IOException {
    server.close();
  }

  @Override
  String url(String store) {
    return "gs://bkt/" + store;
  }

  @Override
  Map<String, String> settings() {
    return Map.of("endpointurl", server.address().toString(), "allow_anonymous_login", "true");
  }

  /// gcsfs asks by another protocol for the kind of bucket, and waits long for the answer.
  @Override
  Map<String, String> environment() {
    return Map.of("GCSFS_EXPERIMENTAL_ZB_HNS_SUPPORT", "false");
  }

  @Override
  int large() {
    return 11_000_000;
  }

  @ParameterizedTest
  @EnumSource
  void outputsWithVersionsInTheCloud_areReadByTheOther(Direction direction) throws Exception {
    try (Sandbox sandbox = sandbox()) {
      Colleague first = starting(sandbox, direction.giver(tools), "versions-" + direction);
      first.run("remote", "modify", "store", "version_aware", "true");
      first.write("data/one.txt", "one\n");
      first.write("two.txt", "two\n");
      first.run("add", "data", "two.txt");
      first.run("push");
      first.share("data");
      assertThat(Files.readString(first.root().resolve("two.txt.dvc")))
          .contains("cloud:", "etag:", "version_id:");
      Colleague second = cloned(first, direction.taker(tools));
      second.run("pull");
      assertThat(second.files("data")).isEqualTo(first.files("data"));
      assertThat(second.git("status", "--porcelain")).isEmpty();
    }
  }
}
