package datasync.backend.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.auth.NoCredentials;
import datasync.backend.StoredSessions;
import datasync.backend.UploadSessions;
import datasync.object.BytesPayload;
import datasync.object.Payload;
import datasync.object.StoppingPayload;
import datasync.object.StoreFailure;
import datasync.task.Parallel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Connections that end, servers that say nothing, and uploads that go on.
@Timeout(30)
class SshFaultsTest {
  private static final int LARGE = 16 << 20;

  private final FakeSftp server = new FakeSftp(FakeSftp.Manner.OPENSSH);

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private SshBackend backend() {
    return server.backend("/data", UploadSessions.NONE);
  }

  private static byte[] read(SshBackend backend, String name) throws IOException {
    try (InputStream in = backend.open(name, 0)) {
      return in.readAllBytes();
    }
  }

  @Test
  void cutAfterAnyRequest_isMadeUpFor() throws IOException {
    byte[] bytes = noise(600_000);
    for (int after = 0; after < 14; after++) {
      server.cuts.add(after);
      try (SshBackend backend = backend()) {
        String name = "of" + after + "/file";
        backend.write(name, new BytesPayload(bytes));
        assertThat(read(backend, name)).as("cut after %d", after).isEqualTo(bytes);
      }
    }
    assertThat(server.tree().files()).hasSize(14).noneMatch(name -> name.endsWith(".tmp"));
    assertThat(server.wrong()).isEmpty();
  }

  @Test
  void cutReading_goesOnWhereItWas() throws IOException {
    byte[] bytes = noise(LARGE);
    try (SshBackend backend = backend()) {
      backend.write("large", new BytesPayload(bytes));
    }
    server.cuts.addAll(List.of(20, 20, 20));
    try (SshBackend backend = backend()) {
      assertThat(read(backend, "large")).isEqualTo(bytes);
    }
    assertThat(server.cuts).isEmpty();
  }

  @Test
  void cutListing_namesEveryFileOnce() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (int i = 0; i < 600; i++) {
      names.add("%02x/%d".formatted(i % 20, i));
    }
    try (SshBackend backend = backend()) {
      Parallel.forTransfers(8)
          .forEach(names, name -> backend.write(name, new BytesPayload(new byte[1])));
    }
    for (int after = 0; after < 90; after += 8) {
      server.cuts.addAll(List.of(after, after));
      List<String> listed = new ArrayList<>();
      try (SshBackend backend = backend()) {
        backend.list("", (name, size) -> listed.add(name));
      }
      assertThat(listed).hasSameSizeAs(names).containsAll(names);
      server.cuts.clear();
    }
  }

  @Test
  void silentServer_isLeftForAnotherConnection() throws IOException {
    byte[] bytes = noise(300_000);
    try (SshBackend backend = backend()) {
      backend.write("file", new BytesPayload(bytes));
      server.silentAfter.set(3);
      assertThat(read(backend, "file")).isEqualTo(bytes);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void serverThatIsAlwaysCut_isGivenUp_asARetryableFailure() throws IOException {
    IntStream.range(0, 20).forEach(each -> server.cuts.add(0));
    try (SshBackend backend = backend()) {
      assertThatThrownBy(() -> backend.size("file"))
          .isInstanceOfSatisfying(
              StoreFailure.class, failure -> assertThat(failure.isRetryable()).isTrue());
    }
    assertThat(server.connections()).isEqualTo(5);
  }

  @Test
  void uploadOfAnEarlierRun_goesOn(@TempDir Path folder) throws IOException {
    UploadSessions sessions = new StoredSessions(folder);
    byte[] bytes = noise(LARGE);
    SshBackend first = server.backend("/data", sessions);
    Payload half = new StoppingPayload(bytes, LARGE / 2, () -> server.cutAll());
    // the connections of the first run end for good
    server.taken.set(1);
    assertThatThrownBy(() -> first.write("large", half)).isInstanceOf(StoreFailure.class);
    first.close();
    server.taken.set(Integer.MAX_VALUE);
    long sent = server.written.getAndSet(0);
    assertThat(sent).isBetween(LARGE / 3L, LARGE / 2L);
    try (SshBackend second = server.backend("/data", sessions)) {
      second.write("large", new BytesPayload(bytes));
      assertThat(server.written.get() + sent).isEqualTo(LARGE);
      assertThat(read(second, "large")).isEqualTo(bytes);
    }
    assertThat(server.tree().files()).containsExactly("/data/large");
  }

  @Test
  void uploadOfOtherBytes_doesNotGoOn(@TempDir Path folder) throws IOException {
    UploadSessions sessions = new StoredSessions(folder);
    SshBackend first = server.backend("/data", sessions);
    server.taken.set(1);
    Payload half = new StoppingPayload(new byte[LARGE], LARGE / 2, () -> server.cutAll());
    assertThatThrownBy(() -> first.write("large", half)).isInstanceOf(StoreFailure.class);
    first.close();
    server.taken.set(Integer.MAX_VALUE);
    byte[] bytes = noise(LARGE);
    try (SshBackend second = server.backend("/data", sessions)) {
      second.write("large", new BytesPayload(bytes));
      assertThat(read(second, "large")).isEqualTo(bytes);
    }
  }

  @Test
  void furtherConnectionsThatAreRefused_areDoneWithout() throws IOException {
    server.taken.set(2);
    List<Integer> all = IntStream.range(0, 300).boxed().toList();
    try (SshBackend backend = backend()) {
      Parallel.forTransfers(32)
          .forEach(all, i -> backend.write("f" + i, new BytesPayload(noise(i))));
      for (int i : List.of(0, 1, 299)) {
        assertThat(read(backend, "f" + i)).isEqualTo(noise(i));
      }
    }
    assertThat(server.tree().files()).hasSize(300);
    assertThat(server.wrong()).isEmpty();
  }

  @Test
  void fullDisk_isTold_andNothingIsLeft() throws IOException {
    server.full.set(true);
    try (SshBackend backend = backend()) {
      assertThatThrownBy(() -> backend.write("a/file", new BytesPayload(noise(100_000))))
          .isInstanceOf(StoreFailure.class)
          .hasMessage("the server's disk is full");
    }
    assertThat(server.tree().files()).isEmpty();
    assertThat(server.wrong()).isEmpty();
  }

  @Test
  void refusedLogin_isNotTriedAgain() throws IOException {
    int[] tried = {0};
    Connector refusing =
        new Connector() {
          @Override
          public Connection connect() throws IOException {
            tried[0]++;
            throw new NoCredentials("no", "hint");
          }

          @Override
          public void close() {}
        };
    SshBackend.Place place = new SshBackend.Place("/data", "ssh://host/data", 4);
    try (SshBackend backend =
        new SshBackend(place, refusing, FakeSftp.retries(), UploadSessions.NONE)) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> backend.size("file")).hasCauseInstanceOf(NoCredentials.class);
      }
    }
    assertThat(tried[0]).isEqualTo(1);
  }
}
