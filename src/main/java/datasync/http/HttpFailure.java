package datasync.http;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// A request that brought no usable answer.
///
/// Carries what a message and a retry need; neither the message nor a field holds a credential.
public final class HttpFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final String operation;
  private final String url;
  private final FailureKind kind;
  private final int status;
  private final boolean retryable;
  private final Duration retryAfter;
  private String advice = "";

  private HttpFailure(
      Request request,
      FailureKind kind,
      int status,
      Duration retryAfter,
      String reason,
      boolean retryable) {
    super(reason);
    this.operation = request.method();
    this.url = Redaction.of(request.uri());
    this.kind = kind;
    this.status = status;
    this.retryAfter = retryAfter;
    this.retryable = retryable;
  }

  private static boolean passes(FailureKind kind, int status) {
    return switch (kind) {
      case TIMEOUT, REFUSED, UNKNOWN_HOST, CUT, BUSY, SERVER -> true;
      default -> status == 408 || status == 425;
    };
  }

  /// A failure without an answer.
  ///
  /// @param reason what happened, lower case, no full stop, without credentials
  /// @param cause what the transport saw, or null
  public static HttpFailure of(Request request, FailureKind kind, String reason, Throwable cause) {
    HttpFailure failure = new HttpFailure(request, kind, 0, null, reason, passes(kind, 0));
    if (cause != null) {
      failure.initCause(cause);
    }
    return failure;
  }

  /// An answer that is not the wanted one. Does not close the response.
  public static HttpFailure of(Response response) {
    return of(response, InstantSource.system());
  }

  /// An answer that is not the wanted one. Does not close the response.
  ///
  /// @param clock what a date in `Retry-After` is compared with
  public static HttpFailure of(Response response, InstantSource clock) {
    int status = response.status();
    Optional<String> asked = response.headers().first("Retry-After");
    Duration wait = asked.flatMap(value -> RetryAfter.parse(value, clock)).orElse(null);
    FailureKind kind = kindOf(status);
    return new HttpFailure(
        response.request(), kind, status, wait, reasonOf(status), passes(kind, status));
  }

  /// An answer that the protocol above HTTP gives a meaning of its own. Does not close the
  /// response.
  ///
  /// @param reason what the server says, lower case, without credentials
  /// @param retryable whether the same request may work later
  public static HttpFailure told(
      Response response, FailureKind kind, String reason, boolean retryable) {
    HttpFailure plain = of(response);
    return new HttpFailure(
        response.request(), kind, plain.status, plain.retryAfter, reason, retryable);
  }

  /// The same with advice of the protocol in place of the usual one.
  ///
  /// @param text what a person can do about it; `REMOTE` in it stands for the remote's name
  public HttpFailure advising(String text) {
    advice = text;
    return this;
  }

  /// Whether the protocol gave advice of its own.
  public boolean isAdvised() {
    return !advice.isEmpty();
  }

  /// What a status means.
  public static FailureKind kindOf(int status) {
    return switch (status) {
      case 401 -> FailureKind.AUTHENTICATION;
      case 403 -> FailureKind.FORBIDDEN;
      case 404, 410 -> FailureKind.NOT_FOUND;
      case 405, 501 -> FailureKind.UNSUPPORTED;
      case 407 -> FailureKind.PROXY;
      case 408 -> FailureKind.TIMEOUT;
      case 413, 507 -> FailureKind.FULL;
      case 429, 503 -> FailureKind.BUSY;
      default -> {
        if (status >= 500) {
          yield FailureKind.SERVER;
        }
        if (status >= 400) {
          yield FailureKind.REJECTED;
        }
        yield status >= 300 ? FailureKind.REDIRECT : FailureKind.PROTOCOL;
      }
    };
  }

  private static String reasonOf(int status) {
    String meaning =
        switch (status) {
          case 400 -> "the server does not understand the request";
          case 401 -> "the server wants a login, or does not accept this one";
          case 403 -> "the server does not allow it";
          case 404, 410 -> "there is nothing at this address";
          case 405, 501 -> "the server does not take this method here";
          case 407 -> "the proxy wants a login, or does not accept this one";
          case 408 -> "the server waited too long for the request";
          case 409 -> "it conflicts with what the server has";
          case 411 -> "the server wants the length beforehand";
          case 413 -> "the server does not take files of this size";
          case 416 -> "the server has no such range";
          case 429 -> "too many requests";
          case 502, 504 -> "the server behind the gateway does not answer";
          case 503 -> "the server is busy or down";
          case 507 -> "the server has no room left";
          default -> status >= 500 ? "the server failed" : "unexpected answer";
        };
    return meaning + " (status " + status + ")";
  }

  /// The method of the request.
  public String operation() {
    return operation;
  }

  /// The address, with credentials masked.
  public String url() {
    return url;
  }

  /// Why it failed.
  public FailureKind kind() {
    return kind;
  }

  /// The status of the answer, or 0 when there was none.
  public int status() {
    return status;
  }

  /// Whether the same request may work later.
  public boolean isRetryable() {
    return retryable;
  }

  /// How long the server asked to wait before the next try.
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /// What a person can do about it; empty when there is nothing to say beyond the reason.
  ///
  /// @param remote the name of the remote in the configuration, for the command to type
  public Optional<String> hint(String remote) {
    if (!advice.isEmpty()) {
      return Optional.of(advice.replace("REMOTE", remote));
    }
    String modify = "datasync remote modify " + remote + " ";
    String local = "datasync remote modify --local " + remote + " ";
    String hint =
        switch (kind) {
          case AUTHENTICATION ->
              "set the login: `" + modify + "auth basic`, `" + local + "user NAME`, `"
                  + local + "password SECRET`";
          case FORBIDDEN -> "ask whoever runs the server for access, or use another login";
          case CERTIFICATE ->
              "if you trust the server, name the file of its authority: `" + modify
                  + "ssl_verify /path/ca.pem`";
          case TLS -> "the server must speak TLS 1.2 or newer; check scheme and port";
          case PROXY ->
              "check `http_proxy` and `https_proxy`, with login as"
                  + " `http://user:password@host:port`, or exempt the host in `no_proxy`";
          case TIMEOUT ->
              "if the server is only slow, allow more time: `" + modify + "read_timeout 300`";
          case REFUSED -> "check host and port of the address, and that the server runs";
          case UNKNOWN_HOST -> "check the host name, or set `https_proxy` where names are resolved"
              + " by a proxy";
          case UNSUPPORTED -> "choose how files are sent: `" + modify + "method PUT` (or `POST`)";
          case REDIRECT -> "put the address that the server redirects to into the configuration: `"
              + modify + "url ADDRESS`";
          case FULL -> "make room on the server or raise its limit on the size of requests";
          case NOT_FOUND, CUT, BUSY, SERVER, REJECTED, PROTOCOL -> "";
        };
    return hint.isEmpty() ? Optional.empty() : Optional.of(hint);
  }
}
