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
/// @param times who is told the time that each answer says it is
public record TransportSettings(
    Duration connectTimeout,
    Duration readTimeout,
    TlsSettings tls,
    ProxySettings proxies,
    boolean http2,
    TimeListener times) {
  /// How long a connection may stand or stand still before another one is tried.
  private static final Duration STALL = Duration.ofSeconds(30);
  private static final Duration USUAL = Duration.ofSeconds(60);

  /// 30 s to connect, DVC's 60 s to read, the trust of the platform, no proxy, HTTP/1.1.
  public static final TransportSettings DEFAULT =
      new TransportSettings(
          STALL,
          USUAL,
          TlsSettings.DEFAULT,
          ProxySettings.NONE,
          false,
          TimeListener.NONE);

  /// Refuses times that would never let anything pass.
  public TransportSettings {
    if (!connectTimeout.isPositive() || !readTimeout.isPositive()) {
      throw new IllegalArgumentException("timeouts must be positive");
    }
  }

  /// How long a transfer that goes on where it stopped may stand still before it is continued on
  /// another connection: 30 s, but the read timeout where it is shorter, or longer than DVC's own,
  /// which somebody then asked for.
  public Duration patience() {
    boolean own = readTimeout.compareTo(STALL) < 0 || readTimeout.compareTo(USUAL) > 0;
    return own ? readTimeout : STALL;
  }

  /// The same with other times.
  public TransportSettings within(Duration connect, Duration read) {
    return new TransportSettings(connect, read, tls, proxies, http2, times);
  }

  /// The same with another trust.
  public TransportSettings trusting(TlsSettings changed) {
    return new TransportSettings(
        connectTimeout, readTimeout, changed, proxies, http2, times);
  }

  /// The same through these proxies.
  public TransportSettings through(ProxySettings changed) {
    return new TransportSettings(connectTimeout, readTimeout, tls, changed, http2, times);
  }

  /// The same with HTTP/2 allowed or not.
  public TransportSettings withHttp2(boolean allowed) {
    return new TransportSettings(connectTimeout, readTimeout, tls, proxies, allowed, times);
  }

  /// The same with somebody who is told the servers' times.
  public TransportSettings telling(TimeListener listener) {
    return new TransportSettings(connectTimeout, readTimeout, tls, proxies, http2, listener);
  }
}
