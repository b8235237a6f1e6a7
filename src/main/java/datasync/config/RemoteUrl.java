package datasync.config;

import java.util.Locale;

/// A remote's URL in the parts that decide what kind of remote it is, as Python's `urlparse`
/// splits it.
///
/// @param scheme the scheme in lower case, or empty
/// @param authority what stands between `//` and the path, user information included, or empty
/// @param path the path with its leading `/`, without query and fragment
record RemoteUrl(String scheme, String authority, String path) {
  /// The parts of a URL or path, or null when brackets of an IPv6 address do not match.
  static RemoteUrl parse(String text) {
    int start = 0;
    while (start < text.length() && text.charAt(start) <= ' ') {
      start++;
    }
    String url = text.substring(start).replace("\t", "").replace("\r", "").replace("\n", "");
    String scheme = "";
    int colon = url.indexOf(':');
    if (colon > 0 && isScheme(url, colon)) {
      scheme = url.substring(0, colon).toLowerCase(Locale.ROOT);
      url = url.substring(colon + 1);
    }
    String authority = "";
    if (url.startsWith("//")) {
      int end = 2;
      while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
        end++;
      }
      authority = url.substring(2, end);
      url = url.substring(end);
      if ((authority.indexOf('[') < 0) != (authority.indexOf(']') < 0)) {
        return null;
      }
    }
    int hash = url.indexOf('#');
    url = hash < 0 ? url : url.substring(0, hash);
    int query = url.indexOf('?');
    return new RemoteUrl(scheme, authority, query < 0 ? url : url.substring(0, query));
  }

  /// The scheme where it counts: empty for a local path, which has no authority.
  String kind() {
    return authority.isEmpty() ? "" : scheme;
  }

  /// Whether it refers to another remote: `remote://name/path`.
  boolean isReference() {
    return kind().equals("remote");
  }

  private static boolean isScheme(String url, int colon) {
    for (int i = 0; i < colon; i++) {
      char c = url.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      boolean other = c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.';
      if (!letter && (i == 0 || !other)) {
        return false;
      }
    }
    return true;
  }
}
