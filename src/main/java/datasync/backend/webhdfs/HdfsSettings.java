package datasync.backend.webhdfs;

import datasync.backend.HttpAddress;
import datasync.backend.HttpSetup;
import datasync.backend.Opening;
import datasync.http.Authentication;
import datasync.http.Redaction;
import datasync.http.TransportSettings;
import datasync.io.SettingException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The settings of one remote on HDFS.
///
/// @param service where the name node answers, `…/webhdfs/v1`
/// @param root the folder of the remote, decoded, without a final `/`
/// @param identity who we are, as parameters of each request; secret
/// @param authentication Basic where a gateway wants it, or none
/// @param transport how connections are made
/// @param told the service as the cluster names it in redirects, which stands for `service`
/// @param replication how many copies of each file, or 0 for the cluster's own number
/// @param location the address as it is configured, without a login
record HdfsSettings(
    URI service,
    String root,
    Map<String, String> identity,
    Authentication authentication,
    TransportSettings transport,
    String told,
    int replication,
    String location) {
  /// The variable with the address of the name node over HTTP for `hdfs://` remotes.
  static final String HTTP_VARIABLE = "DATASYNC_HDFS_HTTP";

  private static final int WEBHDFS_PORT = 50070;
  private static final int NAME_NODE_PORT = 9870;
  private static final String PATH = "/webhdfs/v1";

  HdfsSettings {
    identity = Map.copyOf(identity);
  }

  /// Reads the keys of a remote as DVC names them. With `webhdfs`: `user`, `password`, `token`,
  /// `proxy_to`, `use_https`, `ssl_verify`, `data_proxy_target`, `kerberos`. With `hdfs`: `user`,
  /// `replication`, `kerb_ticket`.
  ///
  /// @throws SettingException when a value makes no sense, contradicts another, or asks for
  ///     Kerberos
  static HdfsSettings of(Opening opening) throws SettingException {
    String url = opening.url();
    int scheme = url.indexOf("://");
    boolean web = url.toLowerCase(Locale.ROOT).startsWith("webhdfs:");
    if (scheme < 0 || !web && !url.toLowerCase(Locale.ROOT).startsWith("hdfs:")) {
      throw new SettingException("`" + Redaction.of(url) + "` is no address of HDFS");
    }
    int path = url.indexOf('/', scheme + 3);
    String authority = path < 0 ? url.substring(scheme + 3) : url.substring(scheme + 3, path);
    URI node = HttpAddress.parse("http://" + authority + "/");
    refuseKerberos(opening);
    Optional<String> user =
        opening.text("user").or(() -> HttpAddress.login(node).map(Authentication.Basic::user));
    String root = path < 0 ? "" : url.substring(path).replaceAll("/+", "/");
    root = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
    String told = told(opening, node, web);
    String target = opening.text("data_proxy_target").orElse(told);
    TransportSettings transport = HttpSetup.transport(opening, "", "");
    return new HdfsSettings(
        service(target), root, identity(opening, user, web),
        authentication(opening, node, user), transport, told, replication(opening),
        Redaction.of(url.substring(0, scheme + 3) + HttpAddress.withoutUser(node).getAuthority()
            + root));
  }

  /// The name node as `webhdfs` addresses give it, or as the variable says for `hdfs`.
  private static String told(Opening opening, URI node, boolean web) throws SettingException {
    if (web) {
      String scheme = opening.flag("use_https", false) ? "https://" : "http://";
      int port = node.getPort() < 0 ? WEBHDFS_PORT : node.getPort();
      return scheme + node.getHost() + ":" + port + PATH;
    }
    String set = opening.environment().variable(HTTP_VARIABLE);
    if (set.isEmpty()) {
      return "http://" + node.getHost() + ":" + NAME_NODE_PORT + PATH;
    }
    URI named = HttpAddress.parse(set.contains("://") ? set : "http://" + set);
    String path = named.getRawPath().isEmpty() || named.getRawPath().equals("/") ? PATH : "";
    return named.toString().replaceFirst("/$", "") + path;
  }

  private static URI service(String text) throws SettingException {
    URI service = HttpAddress.parse(text);
    return URI.create(service.toString().replaceFirst("/+$", ""));
  }

  private static void refuseKerberos(Opening opening) throws SettingException {
    boolean ticket = opening.text("kerb_ticket").isPresent();
    if (ticket || opening.flag("kerberos", false)) {
      throw new SettingException(
          "Kerberos is not spoken here",
          "get a delegation token with `hdfs fetchdt --webservice http://NAMENODE:9870 FILE`"
              + " and set it for a `webhdfs://` remote:"
              + " `datasync remote modify --local REMOTE token TOKEN`");
    }
  }

  private static Map<String, String> identity(
      Opening opening, Optional<String> user, boolean web) throws SettingException {
    Map<String, String> identity = new LinkedHashMap<>();
    Optional<String> token = opening.text("token");
    Optional<String> proxied = opening.text("proxy_to");
    if (token.isPresent()) {
      if (user.isPresent() || proxied.isPresent()) {
        throw new SettingException(
            "a delegation `token` names its user: `user` and `proxy_to` must not be set");
      }
      identity.put("delegation", token.get());
    }
    if (opening.text("password").isEmpty()) {
      user.ifPresent(name -> identity.put("user.name", name));
    }
    if (!web && user.isEmpty()) {
      String own = opening.environment().variable("HADOOP_USER_NAME");
      own = own.isEmpty() ? opening.environment().variable("USER") : own;
      if (!own.isEmpty()) {
        identity.put("user.name", own);
      }
    }
    proxied.ifPresent(name -> identity.put("doas", name));
    return identity;
  }

  private static Authentication authentication(
      Opening opening, URI node, Optional<String> user) throws SettingException {
    Optional<String> password = opening.text("password");
    if (password.isEmpty()) {
      return Authentication.NONE;
    }
    if (user.isEmpty()) {
      throw new SettingException("WebHDFS with `password` needs `user`");
    }
    return new Authentication.Basic(user.get(), password.get());
  }

  private static int replication(Opening opening) throws SettingException {
    String text = opening.text("replication").orElse("0");
    try {
      int copies = Integer.parseInt(text.strip());
      if (copies >= 0) {
        return copies;
      }
    } catch (NumberFormatException notANumber) {
      // told below
    }
    throw new SettingException("`replication` must be a number of copies");
  }

  /// The address, which holds no secret.
  @Override
  public String toString() {
    return location;
  }
}
