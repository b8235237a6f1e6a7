package datasync.remotes;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.faults.Effort;
import datasync.remotes.FaultProxy.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The jar and sshd with a line between them that breaks, and the jar killed in the middle: what
/// was sent once is not sent again, and nothing wrong gets a name.
@Tag("remotes")
@Timeout(600)
final class KilledTransfersTest {
  private static final long MIB = 1 << 20;
  private static final long SIZE = Effort.of(48, 512) * MIB;

  @TempDir private static Path base;
  private static SshServer server;
  private static FaultProxy proxy;
  private static JarProject filled;

  private final long seed = Long.getLong("datasync.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server = SshServer.start(base);
    proxy = new FaultProxy(server.port());
    filled = project("filled", "cache", "first");
    Random bytes = new Random(1);
    Files.createDirectories(filled.folder().resolve("data"));
    filled.writeNoise("data/large", SIZE, bytes);
    Files.writeString(filled.folder().resolve("data/small"), "small\n");
    filled.done("add", "data");
    filled.done("push");
  }

  @AfterAll
  static void stop() throws IOException {
    proxy.close();
    server.close();
  }

  @BeforeEach
  void mend() {
    proxy.reset();
  }

  private static JarProject project(String name, String cache, String remote)
      throws IOException {
    Map<String, String> settings = new HashMap<>(server.settings(remote));
    settings.put(
        "url", settings.get("url").replace(":" + server.port(), ":" + proxy.port()));
    JarProject project =
        JarProject.make(base.resolve(name), base.resolve(cache), settings)
            .with(
                Map.of(
                    "DATASYNC_SSH",
                    server.program() + " -oStrictHostKeyChecking=no -oIPQoS=none",
                    "TMPDIR",
                    base.toString()));
    if (filled != null) {
      Files.copy(
          filled.folder().resolve("data.dvc"), project.folder().resolve("data.dvc"));
    }
    return project;
  }

  private static void assertPulled(JarProject project) {
    assertThat(project.folder().resolve("data/large"))
        .hasSameBinaryContentAs(filled.folder().resolve("data/large"));
    assertThat(project.folder().resolve("data/small")).hasContent("small");
  }

  /// The objects of a remote, each of which has to be the one of the cache of that name.
  private static long soundObjects(String remote) throws IOException {
    Path objects = server.files().resolve(remote).resolve("files/md5");
    if (!Files.exists(objects)) {
      return 0;
    }
    long count = 0;
    boolean listed = false;
    try (Stream<Path> all = Files.walk(objects)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        if (each.getFileName().toString().matches("[0-9a-f]{30}(\\.dir)?")) {
          String name = objects.relativize(each).toString();
          assertThat(each).hasSameBinaryContentAs(base.resolve("cache/files/md5").resolve(name));
          listed |= name.endsWith(".dir");
          count++;
        }
      }
    }
    assertThat(listed).as("the listing is there with the last file").isEqualTo(count == 3);
    return count;
  }

  @Test
  void download_killedAtHalf_goesOnThere() throws Exception {
    JarProject project = project("down", "down-cache", "first");
    proxy.limits(40 * MIB);
    assertThat(project.runUntil(() -> proxy.down() > SIZE / 2, "pull").code()).isEqualTo(-1);
    assertThat(project.folder().resolve("data/large")).doesNotExist();
    proxy.reset();
    project.done("pull");
    assertPulled(project);
    assertThat(proxy.down()).isLessThan(SIZE * 55 / 100 + 2 * MIB);
  }

  @Test
  void upload_killedAtHalf_goesOnThere() throws Exception {
    JarProject project = project("up", "cache", "second");
    proxy.limits(40 * MIB);
    assertThat(project.runUntil(() -> proxy.up() > SIZE / 2, "push").code()).isEqualTo(-1);
    assertThat(soundObjects("second")).isLessThan(3);
    proxy.reset();
    project.done("push");
    assertThat(soundObjects("second")).isEqualTo(3);
    assertThat(proxy.up()).isLessThan(SIZE * 55 / 100 + 2 * MIB);
  }

  @Test
  void connections_cutAtRandomOffsets_costFewMoreBytes() throws Exception {
    JarProject project = project("cut", "cut-cache", "first");
    proxy.breaks(Kind.CUT, true, MIB + random.nextInt((int) (4 * MIB)), 4);
    project.done("pull");
    assertPulled(project);
    assertThat(proxy.left()).as("seed %d", seed).isZero();
    assertThat(proxy.down()).as("seed %d", seed).isLessThan(SIZE + SIZE / 5);
    proxy.reset();
    JarProject sender = project("cutting", "cache", "third");
    proxy.breaks(Kind.CUT, false, MIB + random.nextInt((int) (4 * MIB)), 4);
    sender.done("push");
    assertThat(soundObjects("third")).isEqualTo(3);
    assertThat(proxy.up()).as("seed %d", seed).isLessThan(SIZE + SIZE / 5);
  }

  /// SSH itself finds the byte that changed, and ends the connection.
  @Test
  void corruptBytes_endTheConnection() throws Exception {
    JarProject project = project("bad", "bad-cache", "first");
    proxy.breaks(Kind.FLIPPED_BIT, true, MIB + random.nextInt((int) MIB), 1);
    project.done("pull");
    assertPulled(project);
    assertThat(proxy.left()).isZero();
  }
}
