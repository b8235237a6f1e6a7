package datasync.backend.s3;

import datasync.auth.aws.AwsPartition;
import datasync.auth.aws.SigV4;
import datasync.io.SettingException;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/// Where the requests of one bucket go: Amazon's hosts by region, or one that the user names.
///
/// @param scheme `http` or `https`
/// @param authority host and port, for Amazon with `{region}` in place of the region
/// @param path what comes before bucket and key, without final `/`
/// @param bucket the bucket
/// @param virtual whether the bucket is the first part of the host name and not of the path
record Endpoint(String scheme, String authority, String path, String bucket, boolean virtual) {
  private static final String REGION = "{region}";
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");

  /// Amazon's endpoint for a bucket.
  ///
  /// @param service what comes before the region, such as `s3` or `s3.dualstack`
  /// @param style `auto`, `virtual` or `path`
  /// @param region the region if it is known, which tells the part of Amazon's world
  static Endpoint amazon(
      String service, String bucket, boolean secure, String style, String region) {
    boolean fits = isHostName(bucket) && !(secure && bucket.contains("."));
    boolean virtual = !style.equals("path") && fits;
    String authority = service + "." + REGION + "." + AwsPartition.suffix(region);
    return new Endpoint(secure ? "https" : "http", authority, "", bucket, virtual);
  }

  /// An endpoint that the user names: the bucket is in the path unless the style is `virtual`, as
  /// with botocore.
  ///
  /// @throws SettingException when it is no address
  static Endpoint custom(String url, String bucket, String style) throws SettingException {
    URI address;
    try {
      address = URI.create(url);
    } catch (IllegalArgumentException invalid) {
      address = URI.create("");
    }
    String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
    if (address.getHost() == null || !scheme.equals("http") && !scheme.equals("https")) {
      throw new SettingException(
          "`endpointurl` must be an address such as `https://host:port`",
          "`datasync remote modify NAME endpointurl https://HOST:PORT`");
    }
    if (address.getRawUserInfo() != null || address.getRawQuery() != null) {
      throw new SettingException("`endpointurl` must have neither a login nor a query");
    }
    String port = address.getPort() < 0 ? "" : ":" + address.getPort();
    String path = address.getRawPath();
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    boolean virtual = style.equals("virtual") && isHostName(bucket);
    return new Endpoint(scheme, address.getHost() + port, path, bucket, virtual);
  }

  private static boolean isHostName(String bucket) {
    return NAME.matcher(bucket).matches()
        && !bucket.contains("..")
        && !ADDRESS.matcher(bucket).matches();
  }

  /// Whether the region is part of the host name.
  boolean isAmazon() {
    return authority.contains(REGION);
  }

  /// Whether bytes are safe on their way.
  boolean isSecure() {
    return scheme.equals("https");
  }

  /// The address of a key in a region.
  ///
  /// @param key not encoded, or empty for the bucket itself
  /// @param query encoded, without `?`, or empty
  URI address(String region, String key, String query) {
    return address(root(region), key, query);
  }

  /// What the addresses in a region have in common, for [#address(URI, String, String)].
  URI root(String region) {
    return URI.create(origin(region) + "/");
  }

  /// The address of a key below a root, whose host then need not be read again.
  URI address(URI root, String key, String query) {
    StringBuilder text = new StringBuilder(path.length() + bucket.length() + key.length() + 64);
    text.append(path);
    if (!virtual) {
      text.append('/').append(SigV4.encode(bucket, false));
    }
    if (virtual || !key.isEmpty()) {
      text.append('/').append(SigV4.encode(key, true));
    }
    if (!query.isEmpty()) {
      text.append('?').append(query);
    }
    String below = text.toString();
    // what begins with two of them would be read as a host
    return below.startsWith("//")
        ? URI.create(root.toString().concat(below.substring(1)))
        : root.resolve(URI.create(below));
  }

  /// The same address in another region; an address elsewhere comes back as it is.
  URI moved(URI address, String from, String to) {
    if (from.equals(to) || !isAmazon()) {
      return address;
    }
    String text = address.toString();
    String old = origin(from);
    boolean here = text.startsWith(old) && text.startsWith("/", old.length());
    return here ? URI.create(origin(to) + text.substring(old.length())) : address;
  }

  /// Whether an address is this endpoint's in a region: whether credentials may go there.
  boolean owns(URI address, String region) {
    return address.getRawPath().startsWith("/") && isOrigin(address, region)
        || isAmazon()
            && address.getScheme().equals(scheme)
            && address.getHost().startsWith(bucket + ".s3")
            && address.getHost().endsWith(authority.substring(authority.indexOf('}') + 1));
  }

  private boolean isOrigin(URI address, String region) {
    String host = isAmazon() ? authority.replace(REGION, region) : authority;
    return scheme.equals(address.getScheme())
        && (virtual ? bucket + "." + host : host).equals(address.getRawAuthority());
  }

  private String origin(String region) {
    String host = authority.replace(REGION, region);
    return scheme + "://" + (virtual ? bucket + "." : "") + host;
  }
}
