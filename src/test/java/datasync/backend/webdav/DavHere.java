package datasync.backend.webdav;

import datasync.http.Authentication;
import datasync.http.FakeServer;
import datasync.http.Percent;
import datasync.http.RetryPolicy;
import datasync.http.TransportSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;

/// A fake server with a backend on it, for one test.
final class DavHere implements AutoCloseable {
  private final DavFake fake;
  private final FakeServer server;
  private final WebDavBackend backend;

  DavHere(DavFake.Style style) {
    this(style, null, Authentication.NONE);
  }

  /// @param around answers in place of the fake, which it may hand on to; null for the fake alone
  DavHere(DavFake.Style style, Around around, Authentication who) {
    this.fake = new DavFake(style);
    try {
      this.server =
          new FakeServer(
              around == null ? fake : (request, reply) -> around.answer(request, reply, fake));
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
    this.backend = open("/dav/our store", who);
  }

  /// A server around the fake.
  interface Around {
    void answer(FakeServer.Seen request, FakeServer.Reply reply, DavFake fake) throws IOException;
  }

  WebDavBackend open(String path, Authentication who) {
    URI base = server.uri(Percent.encodePath(path));
    DavSettings settings = new DavSettings(base, who, TransportSettings.DEFAULT);
    return new WebDavBackend(
        settings, DavClient.open(settings, retries(), new Random(1)),
        new DavChunks.Sizes(1000, 400));
  }

  /// Retries that do not wait.
  static RetryPolicy retries() {
    return RetryPolicy.of(
        new RetryPolicy.Limits(
            4, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMinutes(1)),
        new RetryPolicy.Outside(
            InstantSource.system(), new Random(1), time -> {}, (failure, wait) -> {}));
  }

  DavFake fake() {
    return fake;
  }

  FakeServer server() {
    return server;
  }

  WebDavBackend backend() {
    return backend;
  }

  @Override
  public void close() {
    try {
      backend.close();
      server.close();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
