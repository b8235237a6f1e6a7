package datasync.backend.web;

import datasync.backend.Backend;
import datasync.backend.FileInfo;
import datasync.backend.HttpAddress;
import datasync.backend.HttpFailures;
import datasync.backend.HttpSetup;
import datasync.backend.Opening;
import datasync.backend.PayloadBody;
import datasync.http.HttpFailure;
import datasync.http.HttpTransport;
import datasync.http.Origin;
import datasync.http.Redaction;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.Response;
import datasync.http.ResumingStream;
import datasync.http.RetryPolicy;
import datasync.http.Transports;
import datasync.io.SettingException;
import datasync.object.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// The files below one address of a web server. Safe for several threads; the caller closes it.
public final class WebBackend implements Backend {
  private final WebSettings settings;
  private final HttpFailures failures;
  private final RetryPolicy policy;
  private final HttpTransport transport;
  private volatile boolean wantsLength;

  private WebBackend(WebSettings settings, RetryPolicy policy, HttpTransport transport) {
    this.settings = settings;
    this.failures = new HttpFailures(Redaction.of(settings.base()));
    this.policy = policy;
    this.transport = transport;
  }

  /// A backend that connects when it is first asked.
  ///
  /// @param random for Digest; must be safe for several threads
  public static WebBackend open(
      WebSettings settings, RetryPolicy policy, RandomGenerator random) {
    HttpTransport transport = Transports.open(settings.transport());
    HttpTransport known =
        Transports.authenticating(
            transport, Origin.of(settings.base()), settings.authentication(), random);
    return new WebBackend(settings, policy, Transports.following(known, policy));
  }

  /// A backend with the settings and retries of a remote; it connects when it is first asked.
  ///
  /// @throws SettingException when a value makes no sense or one that is needed is missing
  public static WebBackend open(Opening opening) throws SettingException {
    return open(
        WebSettings.of(opening), HttpSetup.retries(opening), opening.environment().random());
  }

  @Override
  public OptionalLong size(String name) throws IOException {
    Request request = Request.get(address(name));
    try (Response first = transport.exchange(request.with("Range", "bytes=0-0"))) {
      if (first.status() != 400 && first.status() != 501) {
        return size(first);
      }
    } catch (HttpFailure failure) {
      throw failures.of("query", name, failure);
    }
    // a server that does not like ranges
    try (Response whole = transport.exchange(request)) {
      return size(whole);
    } catch (HttpFailure failure) {
      throw failures.of("query", name, failure);
    }
  }

  private static OptionalLong size(Response response) throws HttpFailure {
    int status = response.status();
    if (status == 206 || status == 416) {
      return OptionalLong.of(response.total());
    }
    if (status < 400) {
      return OptionalLong.of(response.length());
    }
    refuseUnclear(response);
    return OptionalLong.empty();
  }

  /// Throws for an answer that says neither that a file is there nor that it is not.
  private static void refuseUnclear(Response response) throws HttpFailure {
    int status = response.status();
    boolean unclear = status >= 500 && status != 501 || status == 401 || status == 407;
    if (unclear || status == 408 || status == 425 || status == 429) {
      throw HttpFailure.of(response);
    }
  }

  /// What the server says about a file: its `ETag` as written, else its `Content-MD5`.
  ///
  /// Source: dvc 3.67 with dvc-data 3.18 `hashfile/meta.py`, which records this as `checksum`.
  @Override
  public FileInfo look(String name) throws IOException {
    try (Response head = transport.exchange(Request.head(address(name)))) {
      if (head.isSuccess() && head.length() >= 0) {
        return file(head);
      }
      refuseUnclear(head);
    }
    // a server that does not like HEAD; some say 403, 405 or 501, some say 404
    try (Response whole = transport.exchange(Request.get(address(name)))) {
      if (whole.status() < 400) {
        return file(whole);
      }
      refuseUnclear(whole);
      return null;
    }
  }

  private static FileInfo file(Response response) {
    String checksum =
        response
            .headers()
            .first("ETag")
            .or(() -> response.headers().first("Content-MD5"))
            .orElse("");
    return new FileInfo(response.length(), checksum, "");
  }

  @Override
  public InputStream open(String name, long from) throws IOException {
    return reading(name, from, Long.MAX_VALUE);
  }

  @Override
  public InputStream open(String name, long from, long length) throws IOException {
    return reading(name, from, from + length);
  }

  private InputStream reading(String name, long from, long end) throws IOException {
    Request request = Request.get(address(name));
    return failures.open(
        name, () -> ResumingStream.open(transport, policy, request, from, end));
  }

  @Override
  public void write(String name, Payload payload) throws IOException {
    RequestBody body = new PayloadBody(payload);
    Request request =
        Request.of(settings.method(), address(name), body)
            .with("Content-Type", "application/octet-stream")
            .asReplayable();
    try {
      if (!wantsLength && upload(request.with(RequestBody.chunked(body)))) {
        return;
      }
      wantsLength = true;
      upload(request);
    } catch (HttpFailure failure) {
      throw failures.of("write", name, failure);
    }
  }

  /// Sends a file; false when the server wants its length beforehand.
  private boolean upload(Request request) throws IOException {
    try (Response response = transport.exchange(request)) {
      if (response.status() == 411 && request.body().length() < 0) {
        return false;
      }
      if (!response.isSuccess()) {
        throw HttpFailure.of(response);
      }
      return true;
    }
  }

  private URI address(String name) {
    return HttpAddress.below(settings.base(), name);
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
}
