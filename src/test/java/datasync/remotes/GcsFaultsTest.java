package datasync.remotes;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.interop.Program;
import datasync.remotes.FaultProxy.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The jar and Cloud Storage's emulator with a line between them that breaks.
///
/// The emulator keeps whole pieces of an upload alone, where Cloud Storage keeps what came.
@Tag("remotes")
@Timeout(180)
class GcsFaultsTest {
  private static final int MIB = 1 << 20;
  private static final int PIECE = 16 * MIB;
  private static final int SIZE = 64 * MIB;

  @TempDir private static Path base;
  private static FaultProxy proxy;
  private static GcsServer server;

  @BeforeAll
  static void start() throws IOException {
    int port = Program.port();
    proxy = new FaultProxy(port);
    server = GcsServer.start(base, port, proxy.port());
    server.make("bkt");
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

  private static JarProject project(String name, String prefix) throws IOException {
    Map<String, String> remote =
        Map.of(
            "url", "gs://bkt/" + prefix,
            "endpointurl", "http://127.0.0.1:" + proxy.port(),
            "allow_anonymous_login", "true");
    return JarProject.make(base.resolve(name), base.resolve(name + "-cache"), remote);
  }

  private static JarProject filled(String name) throws Exception {
    JarProject project = project(name, name);
    Random random = new Random(name.hashCode());
    byte[] block = new byte[MIB];
    try (OutputStream out = Files.newOutputStream(project.folder().resolve("large"))) {
      for (int i = 0; i < SIZE; i += MIB) {
        random.nextBytes(block);
        out.write(block);
      }
    }
    project.done("add", "large");
    return project;
  }

  private static void assertArrived(JarProject writer, String name) throws Exception {
    JarProject reader = project("reader-" + name, name);
    Files.copy(writer.folder().resolve("large.dvc"), reader.folder().resolve("large.dvc"));
    reader.done("pull");
    assertThat(reader.folder().resolve("large"))
        .hasSameBinaryContentAs(writer.folder().resolve("large"));
  }

  @Test
  void aLineThatIsCut_costsOnePieceAtMost() throws Exception {
    JarProject writer = filled("cut");
    proxy.breaks(Kind.CUT, false, 20L * MIB, 1);
    writer.done("push");
    assertThat(proxy.left()).isZero();
    assertThat(proxy.up()).isBetween((long) SIZE, SIZE + PIECE + (long) MIB);
    assertArrived(writer, "cut");
  }

  @Test
  void aRunThatIsKilledAtHalf_isCompletedByTheNext() throws Exception {
    JarProject writer = filled("killed");
    JarProject.Ran killed = writer.runUntil(() -> proxy.up() > SIZE / 2 + 2L * MIB, "push");
    assertThat(killed.code()).isEqualTo(-1);
    long first = proxy.up();
    proxy.reset();
    writer.done("push");
    assertThat(first).isLessThan((long) SIZE);
    assertThat(proxy.up()).isLessThan((long) (0.55 * SIZE));
    assertArrived(writer, "killed");
  }

  @Test
  void aDownloadThatIsCut_goesOn() throws Exception {
    JarProject writer = filled("down");
    writer.done("push");
    proxy.reset();
    proxy.breaks(Kind.CUT, true, 5L * MIB, 3);
    assertArrived(writer, "down");
    assertThat(proxy.left()).isZero();
    assertThat(proxy.down()).isLessThan((long) (1.05 * SIZE));
  }
}
