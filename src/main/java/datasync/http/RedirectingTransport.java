package datasync.http;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/// Follows redirects by hand (RFC 9110, section 15.4).
///
/// `GET` and `HEAD` follow all of them with the same method; 307 and 308 send anything again as it
/// was, with its body; 303 is followed by a `GET`. Other requests are not followed at 301 and 302.
/// Fields with credentials are left behind when scheme, host or port changes.
final class RedirectingTransport implements HttpTransport {
  private static final int LIMIT = 10;
  private static final List<String> CREDENTIALS =
      List.of(
          "Authorization", "Cookie", "Proxy-Authorization", "X-Amz-Security-Token", "X-Auth-Token",
          "PRIVATE-TOKEN", "X-Api-Key", "Api-Key");

  private final HttpTransport inner;

  RedirectingTransport(HttpTransport inner) {
    this.inner = inner;
  }

  @Override
  public Response exchange(Request first) throws IOException {
    Request request = first;
    for (int hop = 0; hop <= LIMIT; hop++) {
      Response response = inner.exchange(request);
      if (!isRedirect(response)) {
        return response;
      }
      try (response) {
        request = next(request, response);
      }
    }
    throw HttpFailure.of(
        first, FailureKind.REDIRECT, "more than " + LIMIT + " redirects, probably a loop", null);
  }

  private static boolean isRedirect(Response response) {
    return switch (response.status()) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  private static Request next(Request request, Response response) throws HttpFailure {
    URI target = target(request, response);
    int status = response.status();
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    Request next = request;
    if (status == 303 && !reads) {
      next = Request.get(request.uri()).with(withoutContent(request.headers()));
    } else if (!reads && status != 307 && status != 308) {
      throw HttpFailure.of(
          request,
          FailureKind.REDIRECT,
          "the server redirects " + request.method() + " to `" + Redaction.of(target)
              + "` (status " + status + ")",
          null);
    }
    next = next.to(target);
    if (!Origin.of(target).equals(Origin.of(request.uri()))) {
      Headers headers = next.headers();
      for (String name : CREDENTIALS) {
        headers = headers.without(name);
      }
      next = next.with(headers);
    }
    return next;
  }

  private static Headers withoutContent(Headers headers) {
    Headers kept = headers;
    for (Headers.Field field : headers.fields()) {
      if (field.name().toLowerCase(Locale.ROOT).startsWith("content-")) {
        kept = kept.without(field.name());
      }
    }
    return kept;
  }

  private static URI target(Request request, Response response) throws HttpFailure {
    String location = response.headers().first("Location").orElse("").strip();
    if (location.isEmpty()) {
      throw HttpFailure.of(request, FailureKind.REDIRECT, "a redirect that leads nowhere", null);
    }
    try {
      URI target = request.uri().resolve(URI.create(asciiOnly(location)));
      return Request.get(target).uri();
    } catch (IllegalArgumentException invalid) {
      throw HttpFailure.of(
          request, FailureKind.REDIRECT,
          "a redirect to `" + Redaction.of(location) + "`, which is no usable address", null);
    }
  }

  /// Locations with characters that should be encoded are common; they are encoded as browsers do.
  private static String asciiOnly(String location) {
    StringBuilder encoded = new StringBuilder();
    for (int i = 0; i < location.length(); i++) {
      char c = location.charAt(i);
      // the client gives bytes beyond ASCII as ISO 8859-1
      if (c <= ' ' || c > '~' || "\"<>\\^`{|}".indexOf(c) >= 0) {
        encoded.append(Percent.encodeByte(c));
      } else {
        encoded.append(c);
      }
    }
    return encoded.toString();
  }

  @Override
  public void close() {
    inner.close();
  }
}
