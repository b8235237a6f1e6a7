package datasync.remotes;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.backend.Opening;
import datasync.backend.UploadSessions;
import datasync.backend.s3.S3Backend;
import datasync.faults.Effort;
import datasync.io.Environment;
import datasync.object.Digester;
import datasync.object.HashName;
import datasync.remotes.FaultProxy.Kind;
import datasync.task.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The jar and MinIO with a line between them that breaks: what was sent once is not sent again,
/// nothing wrong gets a name, and the same command ends where it always ends.
@Tag("remotes")
@Timeout(900)
final class S3FaultsTest {
  private static final long MIB = 1 << 20;
  private static final long SIZE = Effort.of(72, 1024) * MIB;
  private static final long PART = 8 * MIB;
  private static final int AT_ONCE = 6;
  private static final Pattern MEMBER = Pattern.compile("\"md5\": \"([0-9a-f]{32})\"");
  private static final AtomicInteger NUMBER = new AtomicInteger();

  @TempDir private static Path base;
  private static MinioServer minio;
  private static FaultProxy proxy;
  private static JarProject filled;

  private final long seed = Long.getLong("datasync.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    minio = MinioServer.plain(base);
    minio.admin().makeBucket("faults", false);
    proxy = new FaultProxy(minio.endpoint().getPort());
    filled = JarProject.make(base.resolve("filled"), base.resolve("cache"), remote("first"));
    Random bytes = new Random(1);
    filled.writeNoise("large", SIZE, bytes);
    Files.createDirectories(filled.folder().resolve("small"));
    for (int i = 0; i < 40; i++) {
      byte[] content = new byte[20_000 + i];
      bytes.nextBytes(content);
      Files.write(filled.folder().resolve("small/" + i), content);
    }
    filled.done("add", "large", "small");
    filled.done("push");
  }

  @AfterAll
  static void stop() throws IOException {
    proxy.close();
    minio.close();
  }

  @BeforeEach
  @AfterEach
  void mend() {
    proxy.reset();
  }

  /// A remote behind the line, with stalls noticed soon.
  private static Map<String, String> remote(String prefix) {
    Map<String, String> settings = new HashMap<>(minio.settings("s3://faults/" + prefix));
    settings.put("endpointurl", "http://127.0.0.1:" + proxy.port());
    settings.put("read_timeout", "4");
    return settings;
  }

  /// A project with the metadata of the filled one, an empty cache and the remote that has all.
  private static JarProject reader() throws IOException {
    Path folder = base.resolve("reader" + NUMBER.incrementAndGet());
    return copied(JarProject.make(folder, base.resolve(folder + "-cache"), remote("first")));
  }

  /// A project with the full cache and an empty remote.
  private static JarProject writer(String prefix) throws IOException {
    Path folder = base.resolve("writer" + NUMBER.incrementAndGet());
    return copied(JarProject.make(folder, base.resolve("cache"), remote(prefix)));
  }

  private static JarProject copied(JarProject project) throws IOException {
    for (String name : new String[] {"large.dvc", "small.dvc"}) {
      Files.copy(filled.folder().resolve(name), project.folder().resolve(name));
    }
    return project;
  }

  private static void assertPulled(JarProject project) throws IOException {
    assertThat(project.folder().resolve("large"))
        .hasSameBinaryContentAs(filled.folder().resolve("large"));
    assertThat(project.folder().resolve("small/7"))
        .hasSameBinaryContentAs(filled.folder().resolve("small/7"));
  }

  /// That every object has the content of its name, and a listing all it names.
  ///
  /// @return how many there are
  private static int soundObjects(String prefix) throws IOException {
    Set<String> names = new HashSet<>();
    Set<String> members = new HashSet<>();
    try (S3Backend backend =
        S3Backend.open(
            new Opening(
                minio.settings("s3://faults/" + prefix),
                new Environment(Map.of(), base, base, InstantSource.system(), new Random(1)),
                (host, user) -> Optional.empty(),
                UploadSessions.NONE,
                Progress.none()))) {
      backend.list("files/md5", (name, size) -> names.add(name));
      for (String name : names) {
        String id = name.substring("files/md5/".length()).replace("/", "");
        Digester digester = Digester.of(HashName.MD5);
        try (InputStream in = backend.open(name, 0)) {
          byte[] block = new byte[1 << 16];
          for (int n = in.read(block); n >= 0; n = in.read(block)) {
            digester.update(block, 0, n);
            if (id.endsWith(".dir")) {
              Matcher found = MEMBER.matcher(new String(block, 0, n, StandardCharsets.UTF_8));
              while (found.find()) {
                members.add(found.group(1));
              }
            }
          }
        }
        assertThat(digester.finish(id.endsWith(".dir")).value()).isEqualTo(id);
      }
    }
    for (String member : members) {
      assertThat(names).contains("files/md5/" + member.substring(0, 2) + "/" + member.substring(2));
    }
    return names.size();
  }

  @Test
  void download_cutAtRandomOffsets_arrivesWithFewMoreBytes() throws Exception {
    JarProject project = reader();
    int cuts = 10;
    proxy.breaks(Kind.CUT, true, MIB + random.nextInt((int) (3 * MIB)), cuts);
    String text = project.done("pull");
    assertPulled(project);
    assertThat(proxy.left()).as("seed %d", seed).isZero();
    assertThat(proxy.down()).as("seed %d", seed).isBetween(SIZE, SIZE + SIZE / 20);
    assertThat(text).contains("10 retries", "the connection was lost");
  }

  @Test
  void upload_cutAtRandomOffsets_sendsOnlyTheCutPartsAgain() throws Exception {
    JarProject project = writer("cut");
    int cuts = 5;
    proxy.breaks(Kind.CUT, false, MIB + random.nextInt((int) (3 * MIB)), cuts);
    project.done("push");
    assertThat(proxy.left()).as("seed %d", seed).isZero();
    assertThat(proxy.up()).isBetween(SIZE, SIZE + SIZE / 20 + cuts * PART);
    assertThat(soundObjects("cut")).isEqualTo(42);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void blackHole_isNoticedAndGoneAround(boolean answers) throws Exception {
    JarProject project = answers ? reader() : writer("hole");
    proxy.breaks(Kind.BLACK_HOLE, answers, 2 * MIB, 2);
    long start = System.nanoTime();
    String text = project.done(answers ? "pull" : "push");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(120));
    assertThat(text).contains("nothing moved for 4 s");
    if (answers) {
      assertPulled(project);
      assertThat(proxy.down()).isLessThan(SIZE + SIZE / 20 + 4 * MIB);
    } else {
      assertThat(soundObjects("hole")).isEqualTo(42);
    }
  }

  @Test
  void corruptByte_onTheWayDown_isFetchedAgain() throws Exception {
    JarProject project = reader();
    proxy.breaks(Kind.FLIPPED_BIT, true, 3 * MIB + random.nextInt((int) MIB), 1);
    project.done("pull");
    assertPulled(project);
    assertThat(proxy.left()).isZero();
    assertThat(proxy.down()).isBetween(SIZE, 2 * SIZE + 2 * MIB);
  }

  @Test
  void corruptByte_onTheWayUp_getsNoName() throws Exception {
    JarProject project = writer("corrupt");
    proxy.breaks(Kind.FLIPPED_BIT, false, 3 * MIB + random.nextInt((int) MIB), 1);
    JarProject.Ran ran = project.run("push");
    assertThat(proxy.left()).isZero();
    soundObjects("corrupt");
    if (ran.code() != 0) {
      project.done("push");
    }
    assertThat(soundObjects("corrupt")).isEqualTo(42);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void burstsOf503_areSurvived(boolean down) throws Exception {
    JarProject project = down ? reader() : writer("busy");
    proxy.refuses(4);
    String text = project.done(down ? "pull" : "push");
    assertThat(text).contains("503");
    if (down) {
      assertPulled(project);
    } else {
      assertThat(soundObjects("busy")).isEqualTo(42);
    }
  }

  @Test
  void latencyAndAThinLine_areOnlySlow() throws Exception {
    JarProject project = reader();
    proxy.delays(1);
    proxy.limits(60 * MIB);
    project.done("pull", "-j", "4");
    assertPulled(project);
    assertThat(proxy.down()).isLessThan(SIZE + SIZE / 20);
  }

  @Test
  void limitedDownload_keepsToItsRate() throws Exception {
    JarProject project = reader();
    long start = System.nanoTime();
    project.done("pull", "small", "--limit-rate", "400k");
    double seconds = (System.nanoTime() - start) / 1e9;
    assertThat(seconds).isGreaterThan(proxy.down() / (400.0 * 1024) * 0.8);
  }

  @Test
  void download_killedAtHalf_goesOnThere() throws Exception {
    JarProject project = reader();
    proxy.limits(50 * MIB);
    JarProject.Ran ran = project.runUntil(() -> proxy.down() > SIZE / 2, "pull", "large");
    assertThat(ran.code()).isEqualTo(-1);
    assertThat(project.folder().resolve("large")).doesNotExist();
    proxy.reset();
    project.done("pull");
    assertPulled(project);
    assertThat(proxy.down()).isLessThan(SIZE * 55 / 100);
  }

  @Test
  void upload_killedAtHalf_goesOnThere() throws Exception {
    JarProject project = writer("killed");
    proxy.limits(50 * MIB);
    JarProject.Ran ran = project.runUntil(() -> proxy.up() > SIZE / 2, "push");
    assertThat(ran.code()).isEqualTo(-1);
    soundObjects("killed");
    proxy.reset();
    project.done("push");
    assertThat(soundObjects("killed")).isEqualTo(42);
    // of each part that was on its way nothing is left; of a large object that is little
    long lost = Effort.isFull() ? 0 : AT_ONCE * PART;
    assertThat(proxy.up()).isLessThan(SIZE * 55 / 100 + lost);
  }
}
