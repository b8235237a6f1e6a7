package datasync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.cli.Captured;
import datasync.io.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands on what can be listed over a network, with the digests that dvc 3.67 writes.
class BucketCommandsTest {
  private static final String FOLDER =
      "outs:\n- md5: 864a056546d9940aadbec2071d3498d2.dir\n  size: 9\n  nfiles: 4\n"
          + "  hash: md5\n  path: dd\n";

  @TempDir Path base;
  private final Bucket bucket = new Bucket(false);
  private Path project;

  @BeforeEach
  void fill() throws IOException {
    bucket.put("data/a.txt", "a\n");
    bucket.put("data/empty", "");
    bucket.put("data/sub/b.txt", "bb\n");
    bucket.put("data/sub/deep/c", "ccc\n");
    base = base.toRealPath();
    project = Files.createDirectories(base.resolve("project"));
    done("init", "--no-scm");
    done("remote", "add", "-d", "st", "https://bucket.example/store");
  }

  private Ran run(String... line) {
    Environment environment =
        new Environment(
            Map.of("DVC_SYSTEM_CONFIG_DIR", base.resolve("system").toString()),
            project, base.resolve("home"), InstantSource.system(), new Random(1));
    Captured captured = new Captured(environment);
    int code = captured.run(new CommandList(), bucket, line);
    return new Ran(code, captured.out(), captured.err());
  }

  private String done(String... line) {
    Ran ran = run(line);
    assertThat(ran.code()).as(ran.err()).isZero();
    return ran.out();
  }

  @Test
  void addOut_ofAFolderBehindAnAddress_storesAndChecksItOut() throws IOException {
    done("add", "https://bucket.example/data", "--out", "dd");
    assertThat(project.resolve("dd.dvc")).hasContent(FOLDER);
    assertThat(project.resolve("dd/sub/deep/c")).hasContent("ccc\n");
    assertThat(done("status", "--json").strip()).isEqualTo("{}");
    done("add", "https://bucket.example/data", "--out", "dd");
    bucket.put("data/a.txt", "other\n");
    assertThat(run("add", "https://bucket.example/data", "--out", "dd").err())
        .contains("overlapping");
  }

  @Test
  void addToRemote_sendsAFolderFromOneAddressToAnother_withoutCache() throws IOException {
    done("add", "--to-remote", "https://bucket.example/data", "--out", "dd");
    assertThat(project.resolve("dd.dvc")).hasContent(FOLDER);
    assertThat(project.resolve("dd")).doesNotExist();
    assertThat(project.resolve(".dvc/cache/files")).doesNotExist();
    assertThat(bucket.content())
        .containsEntry("files/md5/60/b725f10c9c85c70d97880dfe8191b3", "a\n")
        .containsKey("files/md5/86/4a056546d9940aadbec2071d3498d2.dir")
        .hasSize(4 + 5);
    try (var left = Files.list(project.resolve(".dvc/tmp/datasync"))) {
      assertThat(left.filter(file -> file.toString().contains("passing"))).isEmpty();
    }
    done("pull");
    assertThat(project.resolve("dd/sub/b.txt")).hasContent("bb\n");
  }

  @Test
  void addToRemote_ofAFile_andOfNothing() throws IOException {
    bucket.put("top.txt", "a\n");
    done("add", "--to-remote", "https://bucket.example/top.txt");
    assertThat(project.resolve("top.txt.dvc"))
        .content()
        .contains("md5: 60b725f10c9c85c70d97880dfe8191b3\n  size: 2\n");
    Ran none = run("add", "--to-remote", "https://bucket.example/none");
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.err()).contains("'https://bucket.example/none' does not exist");
  }

  @Test
  void listUrl_andGetUrl_takeFolders() throws IOException {
    assertThat(done("ls-url", "https://bucket.example/data", "--json").strip())
        .isEqualTo(
            "[{\"path\": \"a.txt\", \"isdir\": false, \"size\": 2}, "
                + "{\"path\": \"empty\", \"isdir\": false, \"size\": 0}, "
                + "{\"path\": \"sub\", \"isdir\": true, \"size\": null}]");
    done("get-url", "https://bucket.example/data", "got");
    assertThat(project.resolve("got/sub/deep/c")).hasContent("ccc\n");
  }
}
