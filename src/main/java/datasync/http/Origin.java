package datasync.http;

import java.net.URI;
import java.util.Locale;

/// Scheme, host and port: what credentials belong to (RFC 6454).
///
/// @param scheme `http` or `https`
/// @param host the host in lower case
/// @param port the port, the scheme's own when the address names none
public record Origin(String scheme, String host, int port) {
  /// The origin of an address with a host.
  public static Origin of(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
  }

  // written out: what the compiler makes for records is set up at run time, for some milliseconds
  @Override
  public boolean equals(Object other) {
    return other instanceof Origin(String otherScheme, String otherHost, int otherPort)
        && port == otherPort
        && host.equals(otherHost)
        && scheme.equals(otherScheme);
  }

  @Override
  public int hashCode() {
    return host.hashCode() * 31 + port;
  }
}
