package datasync.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One cache of two users of a group, whose umask lets nobody else read.
@Tag("faults")
@Timeout(120)
class TwoUsersTest {
  private static final String GROUP = "4242";
  private static final String[] USERS = {"4243", "4244"};

  @Test
  void sharedCache_worksAlthoughBothHideTheirFiles(@TempDir Path base) throws Exception {
    openTo(base);
    Machine[] machines = new Machine[2];
    for (int i = 0; i < 2; i++) {
      machines[i] = user(base, i, "077", "group");
    }
    for (int i = 0; i < 2; i++) {
      machines[i].write("data/common", 1, 5000);
      machines[i].write("data/of" + i, 10 + i, 500);
      own(machines[i], USERS[i]);
      machines[i].done("add", "data");
    }
    // what one added the other can take, push and add to
    Machine second = machines[1];
    SmallDisk.run(
        "sh", "-c", "cp \"$1\"/data.dvc \"$2\"/first.dvc && sed -i 's/path: data/path: first/'"
            + " \"$2\"/first.dvc", "sh", machines[0].work().toString(), second.work().toString());
    own(second, USERS[1]);
    second.done("checkout", "first.dvc");
    second.done("push");
    second.write("first/new", 5, 50);
    own(second, USERS[1]);
    second.done("add", "first");
    assertThat(second.done("status").out()).contains("up to date");
    Files.walkFileTree(
        base.resolve("cache"),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws java.io.IOException {
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
            assertThat(mode).as(file.toString()).isEqualTo("r--r--r--");
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, java.io.IOException failure)
              throws java.io.IOException {
            if (!folder.equals(base.resolve("cache"))) {
              String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
              assertThat(mode).as(folder.toString()).startsWith("rwxrwx");
            }
            return FileVisitResult.CONTINUE;
          }
        });
    assertThat(new Machine(base).damage()).isEmpty();
  }

  /// Without `cache.shared` the second user cannot read what the first one hid: that is said, and
  /// nothing is taken for missing or lost.
  @Test
  void cacheThatIsNotShared_isNamedAsUnreadable(@TempDir Path base) throws Exception {
    openTo(base);
    Machine first = user(base, 0, "077", "");
    Machine second = user(base, 1, "077", "");
    first.write("data/a", 1, 5000);
    own(first, USERS[0]);
    first.done("add", "data");
    SmallDisk.run(
        "cp", first.work().resolve("data.dvc").toString(), second.work().toString());
    own(second, USERS[1]);
    Machine.Outcome refused = second.run("checkout");
    assertThat(refused.exit()).as(refused.toString()).isNotZero();
    assertThat(refused.err()).contains("permission denied").contains("cache");
    second.write("data/a", 1, 5000);
    own(second, USERS[1]);
    Machine.Outcome added = second.run("add", "data");
    assertThat(added.exit()).as(added.toString()).isNotZero();
    assertThat(added.err()).contains("permission denied").contains("cache");
    assertThat(first.done("status").out()).contains("up to date");
    assertThat(new Machine(base).damage()).isEmpty();
  }

  private static void openTo(Path base) throws Exception {
    boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    if (!root) {
      System.out.println("skipped: only root can be two users");
    }
    assumeTrue(root, "only root can be two users");
    assumeTrue(SmallDisk.run("setpriv", "--version").isEmpty(), "setpriv is not there");
    for (Path at = base; at != null && !at.equals(Path.of("/tmp")); at = at.getParent()) {
      if (at.startsWith("/tmp")) {
        SmallDisk.run("chmod", "a+rx", at.toString());
      }
    }
    for (String shared : new String[] {"cache", "remote"}) {
      Path folder = Files.createDirectories(base.resolve(shared));
      SmallDisk.run("chgrp", GROUP, folder.toString());
      SmallDisk.run("chmod", "2775", folder.toString());
    }
  }

  private static Machine user(Path base, int number, String umask, String shared)
      throws Exception {
    Path own = Files.createDirectories(base.resolve("u" + number));
    for (String name : new String[] {"cache", "remote"}) {
      Files.createSymbolicLink(own.resolve(name), base.resolve(name));
    }
    Machine plain = new Machine(own);
    own(plain, USERS[number]);
    Machine machine =
        plain.through(
            "setpriv", "--reuid=" + USERS[number], "--regid=" + USERS[number], "--groups=" + GROUP,
            "sh", "-c", "umask " + umask + "; exec \"$@\"", "sh");
    machine.initialised();
    if (!shared.isEmpty()) {
      machine.done("config", "cache.shared", shared);
    }
    return machine;
  }

  private static void own(Machine machine, String user) throws Exception {
    SmallDisk.run("chown", "-R", "-P", user, machine.work().getParent().toString());
  }
}
