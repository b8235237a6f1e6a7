package datasync.auth.aws;

import datasync.io.SettingException;
import java.net.URI;

/// Addresses of services as the user names them.
final class Addresses {
  private Addresses() {}

  /// The address of a service, its path being at least `/`.
  ///
  /// @throws SettingException when it is no address of `http` or `https`
  static URI of(String text, String service) throws SettingException {
    try {
      URI uri = URI.create(text);
      boolean isHttp =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      if (isHttp && uri.getHost() != null && uri.getRawQuery() == null) {
        return uri.getRawPath().isEmpty() ? URI.create(text + "/") : uri;
      }
    } catch (IllegalArgumentException wrong) {
      // told below
    }
    throw new SettingException(
        "the endpoint of `" + service + "` is no address of `http` or `https`");
  }

  /// An address below that of a service.
  static URI below(URI service, String path) {
    String top = service.toString();
    return URI.create((top.endsWith("/") ? top.substring(0, top.length() - 1) : top) + path);
  }
}
