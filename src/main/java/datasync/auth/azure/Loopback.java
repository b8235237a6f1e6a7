package datasync.auth.azure;

import java.net.URI;
import java.util.Set;

/// Addresses of this machine, where secrets may go without TLS.
final class Loopback {
  private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  private Loopback() {}

  static boolean is(URI address) {
    return NAMES.contains(String.valueOf(address.getHost()));
  }
}
