package datasync.http;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/// One request as it goes out.
///
/// @param method the method in upper case
/// @param uri the absolute address with the path and query exactly as they are sent; user
///     information in it is neither sent nor shown
/// @param headers the fields to send; length, host and connection fields are the transport's
/// @param body the bytes to send; [RequestBody#NONE] for none
/// @param replayable whether sending it twice does no harm, so that it may be retried
/// @param total the longest time from sending to the head of the response, zero for no limit
///     other than the idle times of [TransportSettings]
public record Request(
    String method,
    URI uri,
    Headers headers,
    RequestBody body,
    boolean replayable,
    Duration total) {
  private static final Set<String> IDEMPOTENT =
      Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PROPFIND", "MKCOL");

  /// Checks that the address is an absolute one of `http` or `https` with a host.
  public Request {
    method = method.toUpperCase(Locale.ROOT);
    String scheme = uri.getScheme();
    if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
      throw new IllegalArgumentException("not an http address: " + Redaction.of(uri));
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("no valid host name in " + Redaction.of(uri));
    }
  }

  /// A request without fields; replayable when its method is idempotent by RFC 9110.
  public static Request of(String method, URI uri, RequestBody body) {
    return new Request(
        method, uri, Headers.NONE, body, IDEMPOTENT.contains(method), Duration.ZERO);
  }

  /// A `GET` of this address.
  public static Request get(URI uri) {
    return of("GET", uri, RequestBody.NONE);
  }

  /// A `HEAD` of this address.
  public static Request head(URI uri) {
    return of("HEAD", uri, RequestBody.NONE);
  }

  /// The same with this field in place of all of its name.
  public Request with(String name, String value) {
    return with(headers.with(name, value));
  }

  /// The same with these fields.
  public Request with(Headers changed) {
    return new Request(method, uri, changed, body, replayable, total);
  }

  /// The same with another body.
  public Request with(RequestBody changed) {
    return new Request(method, uri, headers, changed, replayable, total);
  }

  /// The same to another address.
  public Request to(URI changed) {
    return changed == uri
        ? this
        : new Request(method, changed, headers, body, replayable, total);
  }

  /// The same, allowed to be sent more than once whatever the method is.
  public Request asReplayable() {
    return new Request(method, uri, headers, body, true, total);
  }

  /// The same with a limit on the time until the head of the response is there.
  public Request within(Duration limit) {
    return new Request(method, uri, headers, body, replayable, limit);
  }

  /// Method and redacted address.
  @Override
  public String toString() {
    return method + " " + Redaction.of(uri);
  }
}
