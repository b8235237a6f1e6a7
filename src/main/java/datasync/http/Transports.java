package datasync.http;

import java.util.random.RandomGenerator;

/// Puts the parts of this package together.
public final class Transports {
  private Transports() {}

  /// Redirects and retries over a transport, without credentials.
  public static HttpTransport following(HttpTransport transport, RetryPolicy policy) {
    return new RetryingTransport(new RedirectingTransport(transport), policy);
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
