package datasync.backend.gcs;

import datasync.auth.google.BearerSigner;
import datasync.auth.google.GoogleTransport;
import datasync.auth.google.TokenEndpoint;
import datasync.backend.FileInfo;
import datasync.backend.HttpFailures;
import datasync.backend.HttpSetup;
import datasync.backend.Opening;
import datasync.backend.VersionedBackend;
import datasync.http.HttpFailure;
import datasync.http.HttpTransport;
import datasync.http.Origin;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.Response;
import datasync.http.ResumingStream;
import datasync.http.RetryPolicy;
import datasync.http.Transports;
import datasync.object.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.OptionalLong;

/// The files below one prefix of a bucket of Google Cloud Storage. Safe for several threads; the
/// caller closes it.
public final class GcsBackend implements VersionedBackend {
  private static final int PIECE = 16 << 20;

  private final GcsSettings settings;
  private final HttpFailures failures;
  private final RetryPolicy policy;
  private final HttpTransport transport;
  private final GcsListing listing;
  private final GcsUpload upload;

  private GcsBackend(GcsSettings settings, Opening opening, HttpTransport signed, int piece) {
    this.settings = settings;
    this.failures = new HttpFailures(settings.location());
    this.policy = HttpSetup.retries(opening);
    this.transport = new GoogleTransport(Transports.following(signed, RetryPolicy.none()), policy);
    this.listing = new GcsListing(settings, transport);
    this.upload = new GcsUpload(settings, transport, signed, policy, opening.sessions(), piece);
  }

  /// A backend with the settings of a remote; nothing is asked yet, and files of logins are read.
  ///
  /// @throws datasync.io.SettingException when a value makes no sense
  /// @throws datasync.auth.NoCredentials when the file of a login cannot be read
  public static GcsBackend open(Opening opening) throws IOException {
    return open(opening, PIECE);
  }

  /// @param piece the bytes of one request of a long upload
  static GcsBackend open(Opening opening, int piece) throws IOException {
    GcsSettings settings = GcsSettings.of(opening);
    HttpTransport plain =
        Transports.open(HttpSetup.transport(opening, "connect_timeout", "read_timeout"));
    if (settings.anonymous()) {
      return new GcsBackend(settings, opening, plain, piece);
    }
    HttpTransport tokens = Transports.following(plain, HttpSetup.retries(opening));
    TokenEndpoint endpoint = new TokenEndpoint(tokens, opening.environment().clock());
    BearerSigner signer =
        new BearerSigner(
            settings.login(opening, endpoint),
            Origin.of(settings.base()),
            opening.environment().clock(),
            settings.isGoogle());
    return new GcsBackend(settings, opening, Transports.signing(plain, signer), piece);
  }

  private String key(String name) {
    return settings.prefix() + name;
  }

  @Override
  public OptionalLong size(String name) throws IOException {
    return FileInfo.sizeOf(look(name));
  }

  @Override
  public FileInfo look(String name) throws IOException {
    return look(name, "");
  }

  @Override
  public FileInfo lookVersion(String name, String version) throws IOException {
    return look(name, "&generation=" + TokenEndpoint.escape(version));
  }

  private FileInfo look(String name, String generation) throws IOException {
    String query = "fields=size,etag,generation" + generation;
    Request request = Request.get(settings.object(key(name), query));
    try (Response response = transport.exchange(request)) {
      return GcsObject.of(GcsObject.parse(response)).info();
    } catch (HttpFailure failure) {
      if (GcsObject.isMissing(failure)) {
        return null;
      }
      throw failures.of("query", name, failure);
    }
  }

  @Override
  public InputStream open(String name, long from) throws IOException {
    return open(name, "", from, Long.MAX_VALUE);
  }

  @Override
  public InputStream open(String name, long from, long length) throws IOException {
    return open(name, "", from, from + length);
  }

  @Override
  public InputStream openVersion(String name, String version, long from) throws IOException {
    return open(name, "&generation=" + TokenEndpoint.escape(version), from, Long.MAX_VALUE);
  }

  private InputStream open(String name, String generation, long from, long end)
      throws IOException {
    Request request = Request.get(settings.object(key(name), "alt=media" + generation));
    try {
      return failures.reading(
          name, ResumingStream.open(new AsStored(transport), policy, request, from, end));
    } catch (HttpFailure failure) {
      if (GcsObject.isMissing(failure)) {
        throw new NoSuchFileException(settings.location() + "/" + name);
      }
      throw failures.of("read", name, failure);
    }
  }

  @Override
  public void write(String name, Payload payload) throws IOException {
    writeVersion(name, payload);
  }

  @Override
  public FileInfo writeVersion(String name, Payload payload) throws IOException {
    return failures.ask("write", name, () -> upload.send(key(name), payload));
  }

  @Override
  public void list(String folder, Visitor visitor) throws IOException {
    listVersions(folder, (name, info) -> visitor.file(name, info.size()));
  }

  @Override
  public void listVersions(String folder, InfoVisitor visitor) throws IOException {
    String below = folder.isEmpty() ? "" : folder + "/";
    failures.tell("list", folder, () -> listing.all(below, visitor));
  }

  @Override
  public void children(String folder, ChildVisitor visitor) throws IOException {
    String below = folder.isEmpty() ? "" : folder + "/";
    failures.tell("list", folder, () -> listing.children(below, visitor));
  }

  @Override
  public void delete(Collection<String> names) throws IOException {
    failures.each("remove", names, parallelism(), this::delete);
  }

  private void delete(String name) throws IOException {
    Request request = Request.of("DELETE", settings.object(key(name), ""), RequestBody.NONE);
    try {
      transport.exchange(request).close();
    } catch (HttpFailure failure) {
      if (!GcsObject.isMissing(failure)) {
        throw failure;
      }
    }
  }

  @Override
  public int parallelism() {
    return HttpSetup.parallelism();
  }

  @Override
  public String location() {
    return failures.location();
  }

  @Override
  public void close() {
    transport.close();
  }

  /// Reads objects as they are stored: those kept with `Content-Encoding: gzip` are unpacked on
  /// the way unless asked for otherwise, which would change size, digest and ranges.
  private record AsStored(HttpTransport inner) implements HttpTransport {
    @Override
    public Response exchange(Request request) throws IOException {
      Response response = inner.exchange(request);
      String stored = response.headers().first("x-goog-stored-content-encoding").orElse("");
      String sent = response.headers().first("Content-Encoding").orElse("");
      if (!stored.equals("gzip") || sent.equals("gzip")) {
        return response;
      }
      response.close();
      return inner.exchange(request.with("Accept-Encoding", "gzip"));
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
