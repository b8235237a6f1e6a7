package datasync.backend.s3;

import datasync.auth.aws.SigV4;
import datasync.http.FailureKind;
import datasync.http.Headers;
import datasync.http.HttpFailure;
import datasync.http.HttpTransport;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.Response;
import datasync.http.ResumingStream;
import datasync.http.RetryPolicy;
import datasync.http.Transports;
import datasync.text.FormatException;
import datasync.text.xml.XmlElement;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;

/// Requests to one bucket: signed, sent again as the service's codes ask for, and refused with
/// these codes. Safe for several threads.
final class S3Client {
  private static final int DOCUMENT = 64 << 20;

  private static final Headers NO_BODY = Headers.of(SigV4.CONTENT_DIGEST, Digests.EMPTY);

  private final Endpoint endpoint;
  private final URI root;
  private final HttpTransport transport;
  private final RetryPolicy policy;

  /// @param transport without credentials and retries; closed with the client
  S3Client(Endpoint endpoint, S3Signer signer, HttpTransport transport, RetryPolicy policy) {
    this.endpoint = endpoint;
    this.root = endpoint.root(signer.firstRegion());
    this.transport =
        Transports.following(new SigningExchange(transport, signer), RetryPolicy.none());
    this.policy = policy;
  }

  /// An answer with a document.
  ///
  /// @param headers its fields
  /// @param document its body, or null when that is empty
  record Answer(Headers headers, XmlElement document) {}

  /// A request about a key.
  ///
  /// @param key the whole key, or empty for the bucket
  /// @param query encoded, or empty
  Request request(String method, String key, String query, RequestBody body) {
    URI address = endpoint.address(root, key, query);
    Headers fields = body == RequestBody.NONE ? NO_BODY : Headers.NONE;
    return new Request(method, address, fields, body, true, Duration.ZERO);
  }

  /// Sends a request whose answer has no body of interest.
  ///
  /// @return the fields of the answer
  /// @throws S3Refusal when the service refused it for good
  /// @throws HttpFailure when there was no answer in the end
  Headers send(Request request) throws IOException {
    return succeed(
        () -> {
          try (Response response = transport.exchange(request)) {
            return outcome(response, response.headers());
          }
        });
  }

  /// Sends a request whose answer is a document; one that is an error in spite of a status of
  /// success is taken as the error.
  ///
  /// @throws S3Refusal when the service refused it for good
  Answer document(Request request) throws IOException {
    return succeed(
        () -> {
          try (Response response = transport.exchange(request)) {
            if (!response.isSuccess()) {
              return outcome(response, null);
            }
            byte[] body = response.readAll(DOCUMENT);
            if (body.length == 0) {
              return new Outcome<>(new Answer(response.headers(), null), null);
            }
            XmlElement document = parsed(request, body);
            if (document.name().equals("Error")) {
              return refused(response, S3Error.of(document, ""));
            }
            return new Outcome<>(new Answer(response.headers(), document), null);
          }
        });
  }

  private static XmlElement parsed(Request request, byte[] body) throws HttpFailure {
    try {
      return XmlElement.parse(body, "answer");
    } catch (FormatException noDocument) {
      throw strange(request, "the answer is not that of an S3 service");
    }
  }

  /// Opens the bytes of a `GET` from a position to another one, which may be behind their end; they
  /// go on by themselves after a cut.
  ///
  /// @throws S3Refusal when the service refused it for good
  InputStream open(Request request, long from, long end) throws IOException {
    S3Refusal[] refusal = {null};
    try {
      return ResumingStream.open(new Opened(refusal), policy, request, from, end);
    } catch (HttpFailure failure) {
      throw refusal[0] != null && refusal[0].failure() == failure ? refusal[0] : failure;
    }
  }

  /// What came of a request: one of both is null.
  private record Outcome<T>(T answer, S3Refusal refusal) {}

  private static <T> Outcome<T> outcome(Response response, T answer) throws IOException {
    return response.isSuccess()
        ? new Outcome<>(answer, null)
        : refused(response, S3Error.read(response));
  }

  /// What may pass is thrown for the policy to repeat, the rest told.
  private static <T> Outcome<T> refused(Response response, S3Error error) throws HttpFailure {
    HttpFailure failure = error.failure(response);
    if (failure.isRetryable()) {
      throw failure;
    }
    return new Outcome<>(null, new S3Refusal(error, failure));
  }

  private <T> T succeed(RetryPolicy.Attempt<Outcome<T>> attempt) throws IOException {
    Outcome<T> outcome = policy.run(attempt);
    if (outcome.refusal() != null) {
      throw outcome.refusal();
    }
    return outcome.answer();
  }

  /// Brings answers of success, and throws what the service says otherwise.
  private final class Opened implements HttpTransport {
    private final S3Refusal[] refusal;

    Opened(S3Refusal[] refusal) {
      this.refusal = refusal;
    }

    @Override
    public Response exchange(Request request) throws IOException {
      Outcome<Response> outcome = policy.run(() -> attempt(request));
      if (outcome.refusal() != null) {
        refusal[0] = outcome.refusal();
        throw refusal[0].failure();
      }
      return outcome.answer();
    }

    private Outcome<Response> attempt(Request request) throws IOException {
      Response response = transport.exchange(request);
      boolean pastEnd = response.status() == 416 && response.headers().has("Content-Range");
      if (response.isSuccess() || pastEnd) {
        return new Outcome<>(response, null);
      }
      try (response) {
        return outcome(response, null);
      }
    }

    @Override
    public void close() {
      S3Client.this.close();
    }
  }

  /// An answer that does not follow the protocol.
  static HttpFailure strange(Request request, String reason) {
    return HttpFailure.of(request, FailureKind.PROTOCOL, reason, null);
  }

  void close() {
    transport.close();
  }
}
