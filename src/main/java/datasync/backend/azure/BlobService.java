package datasync.backend.azure;

import datasync.http.HttpFailure;
import datasync.http.HttpTransport;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.Response;
import datasync.http.RetryPolicy;
import datasync.http.Transports;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// One container as requests reach it: signed, repeated, and refused with the service's own words.
///
/// An [HttpTransport] of its own: a `404` for what is not there and a `416` are answers, any other
/// refusal is an [HttpFailure]. Safe for several threads.
final class BlobService implements HttpTransport {
  private static final String VERSION = "2021-12-02";
  private static final int BLOCKS_IN_MEMORY = 16;

  private final BlobAddress addresses;
  private final String container;
  private final HttpTransport transport;
  private final RetryPolicy policy;
  private final Semaphore rooms = new Semaphore(BLOCKS_IN_MEMORY);

  BlobService(AzureSettings settings, RetryPolicy policy) {
    this.addresses = BlobAddress.of(settings);
    this.container = settings.container();
    this.policy = policy;
    HttpTransport signing =
        Transports.signing(Transports.open(settings.transport()), settings.account().signer());
    this.transport = Transports.following(signing, policy);
  }

  /// How often is tried.
  RetryPolicy policy() {
    return policy;
  }

  /// Room in memory for one block.
  interface Room extends AutoCloseable {
    /// Gives it back.
    @Override
    void close();
  }

  /// Waits until there is room for one more block.
  Room room() throws InterruptedIOException {
    try {
      rooms.acquire();
      return rooms::release;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /// A request about a blob.
  ///
  /// @param query encoded, or empty
  Request request(String method, String name, String query, RequestBody body) {
    return versioned(method, addresses.blob(name, query), body);
  }

  /// A request about the container.
  Request ofContainer(String method, String query) {
    return versioned(method, addresses.ofContainer(query), RequestBody.NONE);
  }

  private static Request versioned(String method, URI address, RequestBody body) {
    return Request.of(method, address, body).with("x-ms-version", VERSION);
  }

  /// Sends a request; the caller closes the answer.
  ///
  /// `If-Range` goes as `If-Match`: the service does not know the former.
  @Override
  public Response exchange(Request request) throws IOException {
    Response response = raw(request);
    if (response.isSuccess() || response.status() == 416) {
      return response;
    }
    if (response.status() == 404) {
      String code = response.headers().first("x-ms-error-code").orElse("");
      boolean blob = code.isEmpty() || code.equals("BlobNotFound");
      if (blob || code.equals("ResourceNotFound") && request.method().equals("HEAD")) {
        return response;
      }
    }
    try (response) {
      throw AzureFailure.of(response, container);
    }
  }

  /// Sends a request; any answer of the service is one.
  Response raw(Request request) throws IOException {
    Optional<String> same = request.headers().first("If-Range");
    return transport.exchange(
        same.isEmpty()
            ? request
            : request.with(request.headers().without("If-Range").with("If-Match", same.get())));
  }

  /// The failure that an answer is which should not be one.
  HttpFailure refusal(Response response) {
    return AzureFailure.of(response, container);
  }

  /// The same with a code that was read already.
  HttpFailure refusal(Response response, String code) {
    return AzureFailure.of(response, code, container);
  }

  @Override
  public void close() {
    transport.close();
  }
}
