package datasync.remotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.backend.BackendStore;
import datasync.backend.DvcLayout;
import datasync.backend.ListableBackend;
import datasync.backend.ListableBackendContract;
import datasync.backend.Opening;
import datasync.backend.UploadSessions;
import datasync.backend.webhdfs.WebHdfsBackend;
import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.io.Environment;
import datasync.object.BytesPayload;
import datasync.object.ObjectStore;
import datasync.object.ObjectStoreContract;
import datasync.object.RangedPayload;
import datasync.object.StoreFailure;
import datasync.task.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What every backend promises, on Hadoop's own servers.
@Tag("remotes")
@Timeout(120)
class WebHdfsBackendTest {
  private static final String OBJECT = "files/md5/ab/cdef0123456789abcdef0123456789";
  @TempDir static Path folder;
  private static MiniHdfs cluster;
  private static int number;

  @BeforeAll
  @Timeout(240)
  static void start() throws IOException {
    cluster = new MiniHdfs(folder);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static WebHdfsBackend connect(String scheme, String path, String... pairs)
      throws IOException {
    int port = scheme.equals("hdfs") ? 8020 : cluster.port();
    Map<String, String> values =
        new HashMap<>(Map.of("url", scheme + "://127.0.0.1:" + port + path, "user", "alice"));
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    Environment environment =
        new Environment(
            Map.of("DATASYNC_HDFS_HTTP", "127.0.0.1:" + cluster.port()), folder, folder,
            InstantSource.system(), new Random(1));
    return WebHdfsBackend.open(
        new Opening(
            values, environment, (host, user) -> Optional.empty(), UploadSessions.NONE,
            Progress.none()));
  }

  @Nested
  class Files extends ListableBackendContract {
    private WebHdfsBackend backend;

    @Override
    protected ListableBackend openBackend() throws IOException {
      backend = connect("webhdfs", "/user/some one/" + number++);
      return backend;
    }

    @AfterEach
    void close() {
      backend.close();
    }
  }

  @Nested
  class Objects extends ObjectStoreContract {
    private WebHdfsBackend backend;

    @Override
    protected ObjectStore openStoreObject() throws IOException {
      backend = connect("hdfs", "/objects/" + number++, "replication", "1");
      return new BackendStore(backend, DvcLayout.CURRENT);
    }

    @AfterEach
    void close() {
      backend.close();
    }
  }

  @Test
  void listing_ofMoreThanAPage_isWhole() throws IOException {
    try (WebHdfsBackend backend = connect("webhdfs", "/pages")) {
      for (int i = 0; i < 130; i++) {
        backend.write("a/" + i, new BytesPayload(new byte[] {1}));
      }
      int[] count = {0};
      backend.list("", (name, size) -> count[0]++);
      assertThat(count[0]).isEqualTo(130);
    }
  }

  /// The checksum is the one that Hadoop 3.5 gives for these bytes.
  @Test
  void look_givesTheChecksumOfTheCluster() throws IOException {
    try (WebHdfsBackend backend = connect("webhdfs", "/sums")) {
      backend.write("hello", new BytesPayload("hello\n".getBytes(StandardCharsets.US_ASCII)));
      assertThat(backend.look("hello").checksum())
          .isEqualTo("0000020000000000000000002b559725e23eb93541b0675b41e25ab300000000");
    }
  }

  @Test
  void whatTheClusterForbids_isToldAsThat() throws IOException {
    try (WebHdfsBackend backend = connect("webhdfs", "/locked")) {
      assertThatThrownBy(() -> backend.write("one", new BytesPayload(new byte[] {1})))
          .isInstanceOf(StoreFailure.class)
          .extracting(thrown -> ((HttpFailure) thrown.getCause()).kind())
          .isEqualTo(FailureKind.FORBIDDEN);
      assertThat(backend.size("one")).isEmpty();
    }
  }

  @Test
  void uploadThatBroke_isCompletedByALaterRun() throws Exception {
    byte[] bytes = new byte[12 << 20];
    new Random(3).nextBytes(bytes);
    AtomicLong read = new AtomicLong();
    WebHdfsBackend backend = connect("webhdfs", "/resumed");
    Thread running =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    backend.write(OBJECT, new Slow(bytes, 8 << 20, read));
                  } catch (IOException cut) {
                    // the test cuts it
                  }
                });
    while (read.get() < 8 << 20) {
      Thread.onSpinWait();
    }
    // the process goes away, and its connections with it
    backend.close();
    running.interrupt();
    running.join();
    cluster.awaitFile("/resumed/files/md5/ab", 4 << 20);
    read.set(0);
    try (WebHdfsBackend later = connect("webhdfs", "/resumed")) {
      later.write(OBJECT, new Slow(bytes, Long.MAX_VALUE, read));
      try (InputStream in = later.open(OBJECT, 0)) {
        assertThat(in.readAllBytes()).isEqualTo(bytes);
      }
      int[] count = {0};
      later.children("files/md5/ab", (name, isFolder, size) -> count[0]++);
      assertThat(count[0]).isEqualTo(1);
      assertThat(read.get()).isLessThan(9L << 20);
    }
  }

  /// Waits for ever at a position, as a process does that is killed there.
  private record Slow(byte[] bytes, long stop, AtomicLong read) implements RangedPayload {
    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public InputStream openAt(long offset) {
      InputStream in = new BytesPayload(bytes).openAt(offset);
      return new InputStream() {
        @Override
        public int read() {
          throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
          if (read.get() >= stop) {
            try {
              Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException gone) {
              throw new IOException(gone);
            }
          }
          int count = in.read(target, from, length);
          read.addAndGet(Math.max(0, count));
          return count;
        }
      };
    }
  }
}
