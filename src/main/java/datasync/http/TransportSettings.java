package datasync.http;

import java.time.Duration;

/// How connections are made.
///
/// @param connectTimeout the longest time for a connection to stand
/// @param readTimeout the longest time in which no byte comes or goes, on the way up, while waiting
///     for the answer, and on the way down; there is no limit on a whole transfer
/// @param tls whom to trust
/// @param proxies which requests go through which proxy
/// @param http2 whether HTTP/2 may be agreed on with servers of `https`; one connection then
///     carries everything, which is good for many small requests and bad for large files
public record TransportSettings(
    Duration connectTimeout,
    Duration readTimeout,
    TlsSettings tls,
    ProxySettings proxies,
    boolean http2) {
  /// DVC's times (60 s each), the trust of the platform, no proxy, HTTP/1.1.
  public static final TransportSettings DEFAULT =
      new TransportSettings(
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          TlsSettings.DEFAULT,
          ProxySettings.NONE,
          false);

  /// Refuses times that would never let anything pass.
  public TransportSettings {
    if (!connectTimeout.isPositive() || !readTimeout.isPositive()) {
      throw new IllegalArgumentException("timeouts must be positive");
    }
  }

  /// The same with other times.
  public TransportSettings within(Duration connect, Duration read) {
    return new TransportSettings(connect, read, tls, proxies, http2);
  }

  /// The same with another trust.
  public TransportSettings trusting(TlsSettings changed) {
    return new TransportSettings(connectTimeout, readTimeout, changed, proxies, http2);
  }

  /// The same through these proxies.
  public TransportSettings through(ProxySettings changed) {
    return new TransportSettings(connectTimeout, readTimeout, tls, changed, http2);
  }

  /// The same with HTTP/2 allowed or not.
  public TransportSettings withHttp2(boolean allowed) {
    return new TransportSettings(connectTimeout, readTimeout, tls, proxies, allowed);
  }
}
