package datasync.remotes;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.interop.Colleague;
import datasync.interop.Direction;
import datasync.interop.Sandbox;
import datasync.interop.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Data goes from one program to the other and back over MinIO.
class S3HandoverTest extends HandoverContract {
  private static final String BUCKET = "handover";

  private MinioServer minio;

  @Override
  void start(Path folder) throws IOException {
    minio = MinioServer.plain(folder);
    minio.admin().makeBucket(BUCKET, true);
  }

  @Override
  void stop() {
    minio.close();
  }

  @Override
  String url(String store) {
    return "s3://" + BUCKET + "/top of/" + store;
  }

  @Override
  Map<String, String> settings() {
    return Map.of("endpointurl", minio.endpoint().toString());
  }

  @Override
  Map<String, String> environment() {
    return Map.of(
        "AWS_ACCESS_KEY_ID", MinioServer.USER, "AWS_SECRET_ACCESS_KEY", MinioServer.SECRET,
        "AWS_EC2_METADATA_DISABLED", "true");
  }

  /// More than one part of dvc's.
  @Override
  int large() {
    return 70_000_000;
  }

  @Override
  List<String> objects(Colleague one, String store) throws IOException {
    return minio.admin().keys(BUCKET, "top of/" + store + "/");
  }

  @ParameterizedTest
  @EnumSource
  void versionsInTheCloud_goThereAndBack(Direction direction) throws Exception {
    try (Sandbox sandbox = sandbox()) {
      String store = "versions/" + direction;
      Colleague first = starting(sandbox, direction.giver(tools), store);
      first.run("remote", "modify", "store", "version_aware", "true");
      first.write("data/one.txt", "one\n");
      first.write("data/sub/two", "two\n");
      first.write("alone", "alone\n");
      first.run("add", "data", "alone");
      first.run("push");
      first.share("data");
      assertThat(objects(first, store)).containsExactly("alone", "data/one.txt", "data/sub/two");
      Colleague second = cloned(first, direction.taker(tools));
      second.run("pull");
      assertThat(second.files("data")).isEqualTo(first.files("data"));
      second.write("data/one.txt", "changed\n");
      second.write("data/new", "new\n");
      second.run("add", "data");
      second.run("push");
      second.share("changed");
      first.take(second);
      first.run("pull");
      assertThat(first.files("data")).isEqualTo(second.files("data"));
      first.assertUnchanged();
      assertThat(first.run("push")).contains("Everything is up to date.");
    }
  }

  @Test
  void wrongSecret_isExitCodeFive_andIsNotShown() throws Exception {
    try (Sandbox sandbox = sandbox()) {
      sandbox.environment().put("AWS_SECRET_ACCESS_KEY", "planted-secret");
      Colleague one = starting(sandbox, tools.datasync(), "wrong");
      one.write("file", "text");
      one.run("add", "file");
      Tool.Result push = one.attempt("push");
      assertThat(push.exit()).isEqualTo(5);
      assertThat(push.err())
          .contains("the secret does not belong to the access key")
          .contains("access_key_id KEY")
          .doesNotContain("planted-secret");
    }
  }
}
