package datasync.backend.webdav;

import datasync.backend.HttpAddress;
import datasync.http.Authentication;
import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.http.HttpTransport;
import datasync.http.Origin;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.Response;
import datasync.http.RetryPolicy;
import datasync.http.Signer;
import datasync.http.Transports;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/// The requests of WebDAV, each repeated while it may pass. Safe for several threads.
final class DavClient implements AutoCloseable {
  private static final byte[] PROPERTIES =
      ("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<D:propfind xmlns:D=\"DAV:\"><D:prop>"
              + "<D:resourcetype/><D:getcontentlength/><D:getetag/></D:prop></D:propfind>")
          .getBytes(StandardCharsets.US_ASCII);

  private final URI base;
  private final RetryPolicy policy;
  private final HttpTransport once;
  private final HttpTransport repeating;

  private DavClient(URI base, RetryPolicy policy, HttpTransport known) {
    this.base = base;
    this.policy = policy;
    this.once = Transports.following(known, RetryPolicy.none());
    this.repeating = Transports.following(known, policy);
  }

  /// @param random for Digest; must be safe for several threads
  static DavClient open(DavSettings settings, RetryPolicy policy, RandomGenerator random) {
    HttpTransport plain = Transports.open(settings.transport());
    Origin origin = Origin.of(settings.base());
    Authentication who = settings.authentication();
    HttpTransport known = Transports.authenticating(plain, origin, who, random);
    if (who instanceof Authentication.Basic login) {
      Authentication digest = new Authentication.Digest(login.user(), login.password());
      known = new DavLogin(known, Transports.authenticating(plain, origin, digest, random));
    }
    return new DavClient(settings.base(), policy, known);
  }

  /// @param signer brings the token with each request
  static DavClient signing(DavSettings settings, RetryPolicy policy, Signer signer) {
    HttpTransport plain = Transports.open(settings.transport());
    return new DavClient(settings.base(), policy, Transports.signing(plain, signer));
  }

  /// What an answer means; throws what is to be repeated or given up.
  @FunctionalInterface
  interface Meaning<T> {
    /// @throws HttpFailure as [DavClient#refused] makes it, or another one
    T of(Response response) throws IOException;
  }

  /// Makes a request until its answer means something.
  <T> T ask(Request request, Meaning<T> meaning) throws IOException {
    return policy.run(() -> exchange(request, meaning));
  }

  /// Makes a request once.
  <T> T exchange(Request request, Meaning<T> meaning) throws IOException {
    try (Response response = once.exchange(request)) {
      return meaning.of(response);
    }
  }

  /// What an answer means that is not the wanted one.
  static HttpFailure refused(Response response) {
    return response.status() == 423
        ? HttpFailure.told(
            response, FailureKind.BUSY, "the server has locked it (status 423)", true)
        : HttpFailure.of(response);
  }

  /// The retries and their limits.
  RetryPolicy policy() {
    return policy;
  }

  /// Repeats requests by itself, for reading.
  HttpTransport repeating() {
    return repeating;
  }

  /// The address of a file.
  URI file(String name) {
    return HttpAddress.below(base, name);
  }

  /// The address of a folder, with its final `/`; empty for the top.
  URI folder(String name) {
    return HttpAddress.below(base, name.isEmpty() ? "" : name + "/");
  }

  /// What the server says about an address, and with a depth of 1 about what is in it, too; empty
  /// when there is nothing.
  List<DavEntry> properties(URI address, int depth) throws IOException {
    Request request =
        Request.of("PROPFIND", address, RequestBody.of(PROPERTIES))
            .with("Depth", Integer.toString(depth))
            .with("Content-Type", "application/xml; charset=utf-8");
    return ask(
        request,
        response -> {
          int status = response.status();
          if (status == 207) {
            return Multistatus.read(response);
          }
          if (status == 404 || status == 410) {
            return List.of();
          }
          if (response.isSuccess() || status == 405 || status == 501) {
            throw HttpFailure.told(
                response, FailureKind.PROTOCOL,
                "the server does not speak WebDAV at this address (status " + status + ")", false);
          }
          throw refused(response);
        });
  }

  /// What the server says about a file; null when there is none, or a folder.
  DavEntry look(String name) throws IOException {
    List<DavEntry> found = properties(file(name), 0);
    return found.isEmpty() || found.getFirst().folder() ? null : found.getFirst();
  }

  /// Removes a file; one that is not there is no error, a folder is not removed.
  void delete(URI address) throws IOException {
    // servers that heed the depth refuse folders
    ask(
        Request.of("DELETE", address, RequestBody.NONE).with("Depth", "0"),
        response -> {
          boolean gone = response.status() == 404 || response.status() == 410;
          if (!gone && (!response.isSuccess() || response.status() == 207)) {
            throw refused(response);
          }
          return null;
        });
  }

  @Override
  public void close() {
    repeating.close();
  }
}
