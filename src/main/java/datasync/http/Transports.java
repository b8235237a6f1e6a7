package datasync.http;

import java.util.random.RandomGenerator;

/// Puts the parts of this package together.
public final class Transports {
  /// How many exchanges with one host are on their way at once at most.
  private static final int MOST = 64;

  private Transports() {}

  /// A transport that has not connected to anything yet: blocking sockets for HTTP/1.1, the JDK's
  /// client where the settings allow HTTP/2. The caller closes it.
  public static HttpTransport open(TransportSettings settings) {
    return settings.http2() ? new JdkTransport(settings) : new SocketTransport(settings);
  }

  /// Redirects and retries over a transport, without credentials, with no more exchanges at once
  /// than each host bears.
  public static HttpTransport following(HttpTransport transport, RetryPolicy policy) {
    return new RetryingTransport(new RedirectingTransport(paced(transport)), policy);
  }

  /// A transport with no more exchanges at once than each host bears; for protocols that redirect
  /// and retry by themselves.
  public static HttpTransport paced(HttpTransport transport) {
    return new PacedTransport(transport, MOST);
  }

  /// Signatures over a transport; wrap it by [#following] so that each attempt and each hop is
  /// signed anew.
  public static HttpTransport signing(HttpTransport transport, Signer signer) {
    return new SigningTransport(transport, signer);
  }

  /// Credentials for one origin over a transport; wrap it by [#following] so that each hop of a
  /// redirect is looked at anew.
  ///
  /// @param random where the nonces of Digest come from; must be safe for several threads
  public static HttpTransport authenticating(
      HttpTransport transport, Origin origin, Authentication who, RandomGenerator random) {
    return new AuthenticatingTransport(transport, origin, who, random);
  }
}
