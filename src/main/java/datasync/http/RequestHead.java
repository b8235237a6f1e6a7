package datasync.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/// The head of a request (RFC 9112, section 3).
final class RequestHead {
  private static final Set<String> WITH_BODY = Set.of("PUT", "POST", "PATCH");

  private RequestHead() {}

  /// The bytes of it, up to the empty line.
  ///
  /// @param proxy where it goes through, which changes the form of plain requests
  static byte[] of(Request request, Optional<ProxySettings.Proxy> proxy) {
    URI uri = request.uri();
    boolean secure = uri.getScheme().equalsIgnoreCase("https");
    String host = uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    boolean absolute = proxy.isPresent() && !secure;
    StringBuilder head = new StringBuilder(256);
    head.append(request.method()).append(' ');
    head.append(absolute ? "http://" + host + target : target).append(" HTTP/1.1\r\n");
    line(head, "Host", host);
    long length = request.body().length();
    if (length < 0) {
      line(head, "Transfer-Encoding", "chunked");
    } else if (length > 0 || WITH_BODY.contains(request.method())) {
      line(head, "Content-Length", Long.toString(length));
    }
    for (Headers.Field field : request.headers().fields()) {
      line(head, field.name(), field.value());
    }
    if (!request.headers().has("User-Agent")) {
      line(head, "User-Agent", "datasync");
    }
    if (!request.headers().has("Accept-Encoding")) {
      line(head, "Accept-Encoding", "identity");
    }
    if (absolute && !proxy.get().credentials().isEmpty()) {
      line(head, "Proxy-Authorization", proxy.get().credentials());
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void line(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }
}
