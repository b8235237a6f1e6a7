package datasync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.cli.Captured;
import datasync.io.Environment;
import datasync.io.FolderTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A remote that keeps versions of files. The metadata is what dvc 3.67 wrote after a push to MinIO
/// but for the ids.
class VersionedRemoteTest {
  private static final String SINGLE =
      "outs:\n- md5: 5bbf5a52328e7439ae6e719dfe712200\n  size: 4\n  hash: md5\n  path: f.txt\n";

  @TempDir Path base;
  private Bucket bucket = new Bucket(true);
  private Path project;

  @BeforeEach
  void make() throws IOException {
    base = base.toRealPath();
    project = Files.createDirectories(base.resolve("project"));
    done("init", "--no-scm");
    done("remote", "add", "-d", "rr", "s3://ver/top");
    done("remote", "modify", "rr", "version_aware", "true");
    write("data/a.txt", "a\n");
    write("data/sub/b.txt", "bb\n");
    write("f.txt", "one\n");
  }

  private void write(String name, String content) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private String read(String name) throws IOException {
    return Files.readString(project.resolve(name));
  }

  private Ran run(String... line) {
    Environment environment =
        new Environment(
            Map.of(
                "DVC_SYSTEM_CONFIG_DIR", base.resolve("system").toString(),
                "AWS_ACCESS_KEY_ID", "key",
                "AWS_SECRET_ACCESS_KEY", "secret"),
            project, base.resolve("home"), InstantSource.system(), new Random(1));
    Captured captured = new Captured(environment);
    int code = captured.run(new CommandList(), bucket, line);
    return new Ran(code, captured.out(), captured.err());
  }

  private String done(String... line) {
    Ran ran = run(line);
    assertThat(ran.code()).as(List.of(line) + ran.err()).isZero();
    return ran.out();
  }

  /// The id of the newest version of a file.
  private String version(String name) {
    return bucket.files().look(name).version();
  }

  private static String cloud(String indent, String etag, String version) {
    return indent + "cloud:\n" + indent + "  rr:\n" + indent + "    etag: " + etag + "\n"
        + indent + "    version_id: " + version + "\n";
  }

  @Test
  void push_sendsFilesUnderTheirNames_andRecordsTheirVersions() throws IOException {
    done("add", "data", "f.txt");
    assertThat(done("push", "--dry-run")).contains("3 files to push");
    assertThat(bucket.content()).isEmpty();
    assertThat(done("push")).contains("3 files pushed");
    assertThat(bucket.content())
        .isEqualTo(Map.of("data/a.txt", "a\n", "data/sub/b.txt", "bb\n", "f.txt", "one\n"));
    assertThat(read("f.txt.dvc"))
        .isEqualTo(SINGLE + cloud("  ", "5bbf5a52328e7439ae6e719dfe712200", version("f.txt")));
    assertThat(read("data.dvc"))
        .isEqualTo(
            "outs:\n- hash: md5\n  path: data\n  files:\n"
                + "  - relpath: a.txt\n    md5: 60b725f10c9c85c70d97880dfe8191b3\n    size: 2\n"
                + cloud("    ", "60b725f10c9c85c70d97880dfe8191b3", version("data/a.txt"))
                + "  - relpath: sub/b.txt\n    md5: bfcc9da4f2e1d313c63cd0a4ee7604e9\n"
                + "    size: 3\n"
                + cloud("    ", "bfcc9da4f2e1d313c63cd0a4ee7604e9", version("data/sub/b.txt")));
    assertThat(done("push")).contains("Everything is up to date.");
    assertThat(done("status", "--json").strip()).isEqualTo("{}");
  }

  @Test
  void pull_getsTheRecordedVersions_whateverIsNewest() throws IOException {
    done("add", "data", "f.txt");
    done("push");
    String before = read("data.dvc");
    write("data/a.txt", "other\n");
    write("data/new", "new\n");
    Files.delete(project.resolve("data/sub/b.txt"));
    done("add", "data");
    assertThat(done("push")).contains("2 files pushed");
    assertThat(bucket.content())
        .containsEntry("data/a.txt", "other\n")
        .containsKey("data/sub/b.txt");
    write("data.dvc", before);
    delete(".dvc/cache");
    delete("data");
    done("pull");
    assertThat(read("data/a.txt")).isEqualTo("a\n");
    assertThat(read("data/sub/b.txt")).isEqualTo("bb\n");
    assertThat(project.resolve("data/new")).doesNotExist();
    assertThat(done("status", "--json").strip()).isEqualTo("{}");
    done("get", ".", "data/a.txt", "-o", "copy");
    assertThat(read("copy")).isEqualTo("a\n");
  }

  private void delete(String name) throws IOException {
    FolderTree.delete(project.resolve(name));
  }

  @Test
  void pipeline_listsItsFilesInTheLock_thoseOfDependenciesToo() throws IOException {
    write("dvc.yaml",
        "stages:\n  s:\n    cmd: cp -r data so\n    deps: [data]\n    outs: [so]\n");
    done("add", "data");
    write("so/o", "one\n");
    done("commit", "-f", "s");
    assertThat(done("push")).contains("3 files pushed");
    assertThat(read("dvc.lock"))
        .isEqualTo(
            "schema: '2.0'\nstages:\n  s:\n    cmd: cp -r data so\n    deps:\n"
                + "    - path: data\n      hash: md5\n      files:\n"
                + "      - relpath: a.txt\n        md5: 60b725f10c9c85c70d97880dfe8191b3\n"
                + "      - relpath: sub/b.txt\n        md5: bfcc9da4f2e1d313c63cd0a4ee7604e9\n"
                + "    outs:\n    - path: so\n      hash: md5\n      files:\n"
                + "      - relpath: o\n        md5: 5bbf5a52328e7439ae6e719dfe712200\n"
                + "        size: 4\n"
                + cloud("        ", "5bbf5a52328e7439ae6e719dfe712200", version("so/o")));
    assertThat(done("status", "--json").strip()).isEqualTo("{}");
    assertThat(done("push")).contains("Everything is up to date.");
  }

  @Test
  void fileWithoutVersion_isNamedAndTheRestArrives() throws IOException {
    done("add", "data", "f.txt");
    done("push");
    write("f.txt.dvc", SINGLE);
    delete(".dvc/cache");
    Ran fetched = run("fetch");
    assertThat(fetched.err()).contains("no version on 'rr' is recorded").contains("f.txt");
    assertThat(fetched.out()).contains("2 files fetched");
  }

  @Test
  void corruptVersion_isNotDelivered() throws IOException {
    done("add", "f.txt");
    done("push");
    bucket.put("f.txt", "two\n");
    write("f.txt.dvc",
        SINGLE + cloud("  ", "5bbf5a52328e7439ae6e719dfe712200", version("f.txt")));
    delete(".dvc/cache");
    Ran pulled = run("pull");
    assertThat(pulled.code()).isEqualTo(6);
    assertThat(pulled.err()).contains("f.txt");
  }

  @Test
  void bucketWithoutVersions_isRefused_andNothingIsRecorded() throws IOException {
    bucket = new Bucket(false);
    done("add", "f.txt");
    Ran pushed = run("push");
    assertThat(pushed.code()).isEqualTo(1);
    assertThat(pushed.err()).contains("keeps no versions, which the remote 'rr' needs");
    assertThat(read("f.txt.dvc")).isEqualTo(SINGLE);
  }

  @Test
  void whatNeedsObjects_saysSo() throws IOException {
    done("add", "f.txt");
    done("push");
    for (String line : List.of("status -c", "gc -c -w -f", "fsck -r rr", "add --to-remote f.txt")) {
      Ran ran = run(line.split(" "));
      assertThat(ran.code()).as(line).isEqualTo(4);
      assertThat(ran.err()).as(line).contains("the remote 'rr' keeps versions of files");
    }
    assertThat(run("who-has", "f.txt").out()).contains("rr (rr): cannot be asked");
    done("remote", "modify", "rr", "version_aware", "false");
    done("remote", "modify", "rr", "worktree", "true");
    assertThat(run("push").err()).contains("`worktree` needs `version_aware`");
  }

  /// As `dvc import-url --version-aware` records an import: what it names is taken, not the newest.
  @Test
  void importOfVersions_takesThese() throws IOException {
    String settings = "  hash: md5\n  path: s3://ver/src/";
    bucket.put("src/f.txt", "one\n");
    bucket.put("src/d/a.txt", "a\n");
    write("f.txt.dvc",
        "frozen: true\ndeps:\n- etag: 5bbf5a52328e7439ae6e719dfe712200\n  size: 4\n  version_id: "
            + version("src/f.txt") + "\n" + settings + "f.txt\n  fs_config:\n"
            + "    version_aware: true\n" + SINGLE + "  push: false\n");
    write("d.dvc",
        "frozen: true\ndeps:\n- hash: md5\n  path: s3://ver/src/d\n  fs_config:\n"
            + "    version_aware: true\n  files:\n  - relpath: a.txt\n"
            + "    etag: 60b725f10c9c85c70d97880dfe8191b3\n    size: 2\n    version_id: "
            + version("src/d/a.txt") + "\nouts:\n- hash: md5\n  path: d\n  push: false\n");
    bucket.put("src/f.txt", "two\n");
    bucket.put("src/d/a.txt", "other\n");
    bucket.put("src/d/new", "new\n");
    Files.delete(project.resolve("f.txt"));
    done("pull");
    assertThat(read("f.txt")).isEqualTo("one\n");
    assertThat(read("d/a.txt")).isEqualTo("a\n");
    assertThat(project.resolve("d/new")).doesNotExist();
  }
}
