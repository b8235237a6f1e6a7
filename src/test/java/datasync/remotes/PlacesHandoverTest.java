package datasync.remotes;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.interop.Colleague;
import datasync.interop.Direction;
import datasync.interop.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Both programs list, copy, record and take in the same of what is at an address.
@Tag("remotes")
@Timeout(180)
class PlacesHandoverTest {
  @TempDir static Path folder;
  private static Direction.Tools tools;

  @BeforeAll
  static void start() throws IOException {
    tools = Direction.Tools.start();
  }

  @AfterAll
  static void stop() throws IOException {
    tools.close();
  }

  /// A project whose remote `at` is the server, with the files to be looked at in it.
  private static Colleague start(Sandbox sandbox, List<AutoCloseable> open, String kind)
      throws Exception {
    Colleague one = Colleague.starting(sandbox, "work", tools.datasync());
    Path files = Files.createDirectories(folder.resolve(kind));
    switch (kind) {
      case "s3" -> {
        MinioServer minio = MinioServer.plain(files);
        open.add(minio);
        minio.admin().makeBucket("places", false);
        one.run("remote", "add", "-d", "at", "s3://places/top");
        one.run("remote", "modify", "at", "endpointurl", minio.endpoint().toString());
        one.run("remote", "modify", "at", "region", "us-east-1");
        one.run("remote", "modify", "at", "access_key_id", MinioServer.USER);
        one.run("remote", "modify", "at", "secret_access_key", MinioServer.SECRET);
      }
      case "ssh" -> {
        SshServer server = SshServer.start(files);
        open.add(server);
        sandbox.environment().put("DATASYNC_SSH", server.program());
        String user = System.getProperty("user.name");
        one.run(
            "remote", "add", "-d", "at",
            "ssh://" + user + "@127.0.0.1:" + server.port() + server.files() + "/top");
        one.run("remote", "modify", "at", "keyfile", server.file("id").toString());
      }
      default -> throw new IllegalArgumentException(kind);
    }
    return one;
  }

  /// The lines in any order: dvc takes folders of a file system as they come.
  private static List<String> lines(String text) {
    return text.replace('└', '├').replaceAll("[│ ]", " ").lines().sorted().toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3", "ssh"})
  void both_seeTheSame(String kind) throws Exception {
    List<AutoCloseable> open = new ArrayList<>();
    try (Sandbox sandbox = new Sandbox()) {
      Colleague ours = start(sandbox, open, kind);
      Colleague theirs = ours.using(tools.dvc());
      ours.write("raw/a.txt", "a\n");
      ours.write("raw/sub/b.txt", "bb\n");
      ours.write("raw/sub/deep/c", "ccc\n");
      // what lies there under names of its own: the objects of the remote itself
      ours.run("add", "raw");
      ours.run("push");
      String objects = "remote://at/files";
      for (String line : List.of("", "-R --size", "-T", "-R -L 2")) {
        String[] words = ("ls-url " + objects + " " + line).strip().split(" ");
        assertThat(lines(ours.run(words))).as(line).isEqualTo(lines(theirs.run(words)));
      }
      ours.run("get-url", objects, "ours");
      theirs.run("get-url", objects, "theirs");
      assertThat(ours.files("ours")).isEqualTo(ours.files("theirs")).hasSize(4);

      String file = "remote://at/files/md5/60/b725f10c9c85c70d97880dfe8191b3";
      ours.write(
          "dvc.yaml",
          "stages:\n  s:\n    cmd: run\n    deps: [" + objects + ", " + file
              + "]\n    outs: [o]\n");
      ours.write("o", "o\n");
      ours.run("commit", "-f", "s");
      String lock = Files.readString(ours.root().resolve("dvc.lock"));
      Files.delete(ours.root().resolve("dvc.lock"));
      theirs.run("commit", "-f", "s");
      assertThat(lock).isEqualTo(Files.readString(ours.root().resolve("dvc.lock")));
      ours.assertUnchanged();
      theirs.assertUnchanged();

      ours.run("add", "--to-remote", objects, "--out", "sent");
      String sent = Files.readString(ours.root().resolve("sent.dvc"));
      Files.delete(ours.root().resolve("sent.dvc"));
      theirs.run("add", "--to-remote", file, "--out", "one");
      theirs.run("pull", "one.dvc");
      assertThat(ours.root().resolve("one")).hasContent("a\n");
      ours.write("sent.dvc", sent);
      theirs.run("pull", "sent.dvc");
      assertThat(ours.files("sent")).isEqualTo(ours.files("ours"));
    } finally {
      for (AutoCloseable each : open) {
        each.close();
      }
    }
  }
}
