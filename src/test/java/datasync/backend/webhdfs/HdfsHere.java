package datasync.backend.webhdfs;

import datasync.http.Authentication;
import datasync.http.RetryPolicy;
import datasync.http.TransportSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;

/// A fake cluster with a backend on it, for one test.
final class HdfsHere implements AutoCloseable {
  private final HdfsFake fake;
  private final WebHdfsBackend backend;

  HdfsHere(boolean httpFs) {
    try {
      fake = new HdfsFake(httpFs);
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
    backend = open(Authentication.NONE);
  }

  WebHdfsBackend open(Authentication who) {
    URI service = fake.nameNode().uri("/webhdfs/v1");
    HdfsSettings settings =
        new HdfsSettings(
            service, "/our store", Map.of("user.name", "al&ice"), who, TransportSettings.DEFAULT,
            service.toString(), 0, "webhdfs://here/our store");
    RetryPolicy retries =
        RetryPolicy.of(
            new RetryPolicy.Limits(
                4, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMinutes(1)),
            new RetryPolicy.Outside(
                InstantSource.system(), new Random(1), time -> {}, (failure, wait) -> {}));
    return new WebHdfsBackend(settings, retries);
  }

  HdfsFake fake() {
    return fake;
  }

  WebHdfsBackend backend() {
    return backend;
  }

  @Override
  public void close() {
    backend.close();
    try {
      fake.close();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
