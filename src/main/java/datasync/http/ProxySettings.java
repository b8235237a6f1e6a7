package datasync.http;

import datasync.io.Environment;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// Which requests go through which proxy, as the environment says.
///
/// `http_proxy`, `https_proxy` and `all_proxy` in lower or upper case (lower case first, also when
/// it is empty), without a scheme or with `http://`, with `user:password@` where the proxy wants a
/// login. Proxies of other schemes are passed over, as DVC does. [NoProxy] says what goes direct.
/// Immutable.
public final class ProxySettings {
  /// No proxy for anything.
  public static final ProxySettings NONE =
      new ProxySettings(null, null, NoProxy.of(""));

  private final Proxy http;
  private final Proxy https;
  private final NoProxy direct;

  private ProxySettings(Proxy http, Proxy https, NoProxy direct) {
    this.http = http;
    this.https = https;
    this.direct = direct;
  }

  /// One proxy.
  ///
  /// @param host its host name or address
  /// @param port its port
  /// @param credentials the value of `Proxy-Authorization`, or empty; secret
  public record Proxy(String host, int port, String credentials) {
    /// Host and port alone.
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /// What the variables of the environment say. In a CGI program (`REQUEST_METHOD` is set) the
  /// upper case `HTTP_PROXY` is a field of the request and not believed.
  public static ProxySettings of(Environment environment) {
    Proxy all = proxy(either(environment, "all_proxy"));
    String plain =
        environment.variable("REQUEST_METHOD").isEmpty()
            ? either(environment, "http_proxy")
            : environment.variable("http_proxy");
    String secure = either(environment, "https_proxy");
    return new ProxySettings(
        plain.isEmpty() ? all : proxy(plain),
        secure.isEmpty() ? all : proxy(secure),
        NoProxy.of(either(environment, "no_proxy")));
  }

  private static String either(Environment environment, String name) {
    boolean isSet = environment.variables().containsKey(name);
    return environment.variable(isSet ? name : name.toUpperCase(Locale.ROOT)).strip();
  }

  /// The proxy a value names, or null when it names none that can be used.
  private static Proxy proxy(String value) {
    if (value.isEmpty()) {
      return null;
    }
    String address = value.contains("://") ? value : "http://" + value;
    if (!address.regionMatches(true, 0, "http://", 0, 7)) {
      return null;
    }
    String rest = address.substring(7);
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    int at = authority.lastIndexOf('@');
    URI uri;
    try {
      uri = URI.create("http://" + authority.substring(at + 1));
    } catch (IllegalArgumentException invalid) {
      return null;
    }
    if (uri.getHost() == null) {
      return null;
    }
    String credentials = at < 0 ? "" : basic(authority.substring(0, at));
    return new Proxy(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort(), credentials);
  }

  private static String basic(String userInformation) {
    byte[] login = Percent.decode(userInformation).getBytes(StandardCharsets.UTF_8);
    String encoded = Base64.getEncoder().encodeToString(login);
    return "Basic " + encoded;
  }

  /// The proxy for this address, or empty when it is asked directly.
  public Optional<Proxy> forAddress(URI uri) {
    boolean secure = uri.getScheme().equalsIgnoreCase("https");
    Proxy proxy = secure ? https : http;
    boolean goesDirect = proxy == null || direct.covers(Origin.of(uri));
    return goesDirect ? Optional.empty() : Optional.of(proxy);
  }
}
