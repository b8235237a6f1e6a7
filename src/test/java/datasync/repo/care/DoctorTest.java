package datasync.repo.care;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.io.Environment;
import datasync.remote.Remotes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  @TempDir Path root;

  private InstantSource clock = InstantSource.system();

  @BeforeEach
  void project() throws IOException {
    write(".dvc/config", "[core]\nno_scm = True\n");
    Files.createDirectories(root.resolve(".dvc/tmp"));
    Files.createDirectories(root.resolve(".dvc/cache"));
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private List<Diagnosis> examine() {
    Map<String, String> variables = Map.of("PATH", System.getenv("PATH"));
    Environment environment =
        new Environment(variables, root, root.resolve("home"), clock, new Random(1));
    Remotes remotes =
        new Remotes(
            Remotes.Outside.unattended(environment));
    return new Doctor(environment, remotes).examine();
  }

  /// What is wrong or worth a note, but for what depends on the machine.
  private List<String> findings() {
    List<String> found = new ArrayList<>();
    for (Diagnosis each : examine()) {
      boolean ours = !List.of("java", "locale", "workspace", "sharing").contains(each.area());
      if (ours && each.state() != Diagnosis.State.OK) {
        assertThat(each.mend()).as(each.toString()).isNotEmpty();
        found.add(
            (each.state() + " " + each.area() + ": " + each.text())
                .replace(root.toString(), "ROOT"));
      }
    }
    return found;
  }

  @Test
  void examine_ofAFineProject_findsNothing_andLeavesNothing() throws IOException {
    write(".dvc/config", "[core]\nno_scm = True\nremote = far\n['remote \"far\"']\nurl = ../far\n");
    Files.createDirectory(root.resolve("far"));
    assertThat(findings()).isEmpty();
    try (var left = Files.list(root.resolve(".dvc/cache"))) {
      assertThat(left).isEmpty();
    }
    try (var left = Files.list(root.resolve(".dvc/tmp"))) {
      assertThat(left.filter(file -> !file.endsWith("datasync"))).isEmpty();
    }
  }

  @Test
  void examine_ofAClockThatIsWrong_saysByHowMuch() {
    clock = () -> InstantSource.system().instant().plus(Duration.ofHours(1));
    assertThat(findings())
        .anySatisfy(text -> assertThat(text).matches("WRONG clock: .* 36\\d\\d s behind .*"));
  }

  @Test
  void examine_ofLocks_saysWhoLeftThem() throws IOException {
    write(".dvc/tmp/lock", " 99999999\ndatasync\n");
    write(
        ".dvc/tmp/rwlock",
        "{\"write\": {\"/a\": {\"pid\": 99999999, \"cmd\": \"dvc repro\"}}, \"read\": {}}");
    assertThat(findings())
        .contains(
            "NOTE locks: the lock of the project is left by process 99999999, which was killed",
            "NOTE locks: processes that are gone have left paths in `rwlock`: '/a' by `dvc repro`"
                + " (99999999)");
    write(".dvc/tmp/rwlock", "{");
    assertThat(findings()).anyMatch(text -> text.startsWith("WRONG locks: cannot read"));
  }

  @Test
  void examine_ofRemotes_tellsWhatIsNotThere() throws IOException {
    write(
        ".dvc/config",
        "[core]\nno_scm = True\nremote = gone\n['remote \"usb\"']\nurl = /nowhere/mounted/here\n"
            + "['remote \"new\"']\nurl = ../new\n['remote \"web\"']\nurl = http://127.0.0.1:1/x\n");
    assertThat(findings())
        .contains("WRONG remote: the default one, `gone`, does not exist")
        .anyMatch(text -> text.startsWith("WRONG remote usb: neither `/nowhere/mounted/here`"))
        .anyMatch(text -> text.startsWith("NOTE remote new: "))
        .anyMatch(text -> text.startsWith("WRONG remote web: "));
  }

  @Test
  void examine_ofConflictMarkers_namesTheFiles_alsoInTheConfiguration() throws IOException {
    write("sub/d.dvc", "outs:\n<<<<<<< HEAD\n- md5: a\n=======\n- md5: b\n>>>>>>> other\n");
    assertThat(findings()).contains("WRONG conflict: `sub/d.dvc` has conflict markers");
    write(".dvc/config", "<<<<<<< HEAD\n[core]\n=======\n>>>>>>> other\n");
    assertThat(findings())
        .contains("WRONG conflict: `.dvc/config` has conflict markers")
        .anyMatch(text -> text.startsWith("WRONG config: "));
  }

  @Test
  void examine_ofGit_tellsWhatIsNotIgnored() throws IOException {
    write(".dvc/config", "");
    assertThat(findings()).anyMatch(text -> text.startsWith("NOTE git: "));
    write(".git/HEAD", "ref: refs/heads/main\n");
    assertThat(findings())
        .contains("WRONG git: not ignored in `.dvc`: /tmp, /cache, /config.local");
    write(".gitignore", "/.dvc\n");
    assertThat(findings())
        .contains("WRONG git: `.dvc` is ignored, so nobody gets the configuration");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void examine_ofLinksThatCannotBe_wantsAnotherType() throws IOException {
    Path elsewhere = Files.createTempDirectory(Path.of("/dev/shm"), "cache");
    try {
      write(
          ".dvc/config",
          "[core]\nno_scm = True\n[cache]\ntype = hardlink\ndir = " + elsewhere + "\n");
      assertThat(findings())
          .anyMatch(text -> text.startsWith("WRONG links: ") && text.endsWith("wants hardlink"));
    } finally {
      Files.delete(elsewhere);
    }
  }
}
