package datasync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.cli.Captured;
import datasync.io.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole commands; lines on stdout are those of dvc 3.67.1.
class ConfigCommandsTest {
  @TempDir Path folder;
  private Path root;
  private Captured captured;
  private final Map<String, String> variables = new HashMap<>();

  @BeforeEach
  void makeProject() throws IOException {
    root = folder.toRealPath().resolve("project");
    Files.createDirectories(root.resolve(".dvc"));
    variables.put("DVC_SYSTEM_CONFIG_DIR", folder.resolve("system").toString());
  }

  private int run(String... arguments) {
    captured =
        new Captured(
            new Environment(
                variables, root, folder.resolve("home"), () -> Instant.EPOCH, new Random(1)));
    return captured.run(new CommandList(), arguments);
  }

  private String printed() {
    return captured.out();
  }

  private String diagnosed() {
    return captured.err();
  }

  private String file(String name) throws IOException {
    return Files.readString(root.resolve(".dvc").resolve(name));
  }

  @Test
  void remotes_areAddedListedAndForgotten() throws IOException {
    assertThat(run("remote", "add", "-d", "Store", "../store")).isZero();
    assertThat(printed()).isEqualTo("Setting 'store' as a default remote.\n");
    assertThat(run("remote", "add", "web", "https://host/x")).isZero();
    assertThat(run("remote", "list")).isZero();
    assertThat(printed()).isEqualTo("store   " + root.getParent() + "/store        (default)\n"
        .replace("        (", " ".repeat(8 - (root.getParent() + "/store").length() % 8) + "(")
        + "web     https://host/x\n");
    assertThat(run("remote", "default")).isZero();
    assertThat(printed()).isEqualTo("store\n");
    assertThat(run("remote", "rename", "store", "attic")).isZero();
    assertThat(run("remote", "modify", "--local", "web", "password", "secret")).isZero();
    assertThat(file("config.local")).isEqualTo("['remote \"web\"']\n    password = secret\n");
    assertThat(run("remote", "remove", "attic")).isZero();
    assertThat(file("config")).isEqualTo("['remote \"web\"']\n    url = https://host/x\n");
    assertThat(run("remote", "default")).isEqualTo(1);
    assertThat(printed()).isEqualTo("No default remote set\n");
  }

  @Test
  void options_areSetShownAndForgotten() throws IOException {
    assertThat(run("config", "cache.type", "hardlink,copy")).isZero();
    assertThat(run("config", "--show-origin", "cache.type")).isZero();
    assertThat(printed()).isEqualTo(".dvc/config\thardlink,copy\n");
    assertThat(run("config", "-l")).isZero();
    assertThat(printed()).isEqualTo("cache.type=hardlink,copy\n");
    assertThat(run("config", "-u", "cache.type")).isZero();
    assertThat(file("config")).isEqualTo("\n");
    assertThat(run("config", "cache.type")).isZero();
    assertThat(printed()).isEmpty();
  }

  @Test
  void cacheFolder_isPrintedAndSet() throws IOException {
    assertThat(run("cache", "dir")).isZero();
    assertThat(printed()).isEqualTo(root + "/.dvc/cache\n");
    assertThat(run("cache", "dir", "../c")).isZero();
    assertThat(file("config")).isEqualTo("[cache]\n    dir = ../../c\n");
    assertThat(run("cache", "dir")).isZero();
    assertThat(printed()).isEqualTo(root.getParent() + "/c\n");
    assertThat(run("cache", "dir", "--local", "-u")).isEqualTo(4);
    assertThat(diagnosed()).contains("option 'dir' doesn't exist in section 'cache'");
  }

  @Test
  void refusals_haveTheirCodesAndLeaveTheFiles() {
    assertThat(run("config", "core.nope", "1")).isEqualTo(4);
    assertThat(diagnosed()).contains("extra keys not allowed @ data['core']['nope']");
    assertThat(run("config", "core")).isEqualTo(2);
    assertThat(run("config")).isEqualTo(2);
    assertThat(run("config", "-l", "core.remote")).isEqualTo(2);
    assertThat(run("config", "--show-origin", "-u", "core.remote")).isEqualTo(2);
    assertThat(run("remote", "modify", "a", "url")).isEqualTo(2);
    assertThat(run("remote", "default", "gone")).isEqualTo(4);
    assertThat(root.resolve(".dvc/config")).doesNotExist();
  }

  @Test
  void dryRuns_sayWhatTheyWouldWrite() {
    assertThat(run("remote", "add", "--dry-run", "a", "s3://b")).isZero();
    assertThat(printed()).isEqualTo("would write `" + root + "/.dvc/config`\n");
    assertThat(root.resolve(".dvc/config")).doesNotExist();
  }

  @Test
  void json_hasOneRecordForEachAndAResult() {
    run("remote", "add", "-d", "a", "s3://b");
    assertThat(run("remote", "list", "--json")).isZero();
    assertThat(printed()).isEqualTo(
        "{\"type\": \"remote\", \"name\": \"a\", \"url\": \"s3://b\", \"default\": true}\n"
            + "{\"type\": \"result\", \"exit\": 0}\n");
    assertThat(run("config", "--json", "core.remote")).isZero();
    assertThat(printed()).isEqualTo("{\"type\": \"result\", \"exit\": 0, \"value\": \"a\", "
        + "\"origin\": \".dvc/config\"}\n");
  }

  @Test
  void brokenFiles_areNamedWithTheirLine() throws IOException {
    Files.writeString(root.resolve(".dvc/config"), "[core]\n[core]\n");
    assertThat(run("config", "-l")).isEqualTo(4);
    assertThat(diagnosed()).contains(
        root + "/.dvc/config:2: Duplicate section name at line 2.");
    assertThat(diagnosed().split("Duplicate", -1)).hasSize(2);
  }

  @Test
  void lists_areFoldedOnlyAtAWidthThatWasAskedFor() {
    String url = "s3://" + "b".repeat(20) + "/c";
    run("remote", "add", "-d", "store", url);
    run("remote", "list");
    assertThat(printed()).isEqualTo("store   " + url + "     (default)\n");
    variables.put("COLUMNS", "30");
    run("remote", "list");
    assertThat(printed()).isEqualTo("store   \n" + url + "   \n(default)\n");
    assertThat(RemoteListCommand.fold("nb bbb cccccccccccccccccccccccc d", 10))
        .isEqualTo("nb bbb \ncccccccccc\ncccccccccc\ncccc d");
  }
}
