package datasync.backend;

import datasync.http.Authentication;
import datasync.http.Percent;
import datasync.http.Redaction;
import datasync.io.SettingException;
import java.net.IDN;
import java.net.URI;
import java.util.Optional;

/// Addresses of `http` and `https` as people write them, made fit to be sent.
public final class HttpAddress {
  private HttpAddress() {}

  /// An address with its path and query encoded where they are not yet, a host name of other
  /// scripts as DNS has it, and without a fragment. User information stays.
  ///
  /// @throws SettingException when it is no address with a host
  public static URI parse(String url) throws SettingException {
    int authority = url.indexOf("://") + 3;
    int path = authority;
    while (path < url.length() && "/?#".indexOf(url.charAt(path)) < 0) {
      path++;
    }
    int end = path;
    while (end < url.length() && "?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    int fragment = url.indexOf('#', end) < 0 ? url.length() : url.indexOf('#', end);
    String query = url.substring(end, fragment);
    String encoded =
        ascii(url.substring(0, path))
            + Percent.requotePath(url.substring(path, end))
            + (query.isEmpty() ? "" : "?" + Percent.requotePath(query.substring(1)));
    URI address;
    try {
      address = URI.create(encoded);
    } catch (IllegalArgumentException invalid) {
      throw new SettingException("`" + Redaction.of(url) + "` is no valid address");
    }
    if (authority < 3 || address.getHost() == null) {
      throw new SettingException(
          "`" + Redaction.of(url) + "` has no valid host name (letters, digits, `-` and `.`)");
    }
    return address;
  }

  /// Scheme and authority with a host name of other scripts as DNS has it.
  private static String ascii(String authority) {
    int host = Math.max(authority.lastIndexOf('@'), authority.indexOf("://") + 2) + 1;
    try {
      return authority.substring(0, host) + IDN.toASCII(authority.substring(host));
    } catch (IllegalArgumentException noName) {
      return authority;
    }
  }

  /// The same address without user information.
  public static URI withoutUser(URI full) {
    String user = full.getRawUserInfo();
    return user == null
        ? full
        : URI.create(full.toString().replaceFirst("://[^/]*@", "://"));
  }

  /// The user and password that an address carries; without a colon the password is empty.
  public static Optional<Authentication.Basic> login(URI url) {
    String login = url.getRawUserInfo();
    if (login == null) {
      return Optional.empty();
    }
    int colon = login.indexOf(':');
    String user = colon < 0 ? login : login.substring(0, colon);
    String password = colon < 0 ? "" : login.substring(colon + 1);
    return Optional.of(
        new Authentication.Basic(Percent.decode(user), Percent.decode(password)));
  }

  /// The address of a name below another address, whose query it keeps.
  ///
  /// @param name relative, with `/`, not encoded; empty for the address itself with a final `/`
  public static URI below(URI base, String name) {
    String path = base.getRawPath();
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    String query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
    String origin = base.getScheme() + "://" + base.getRawAuthority();
    return URI.create(origin + path + "/" + Percent.encodePath(name) + query);
  }
}
