package datasync.http;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/// Addresses as they may be shown: without credentials.
public final class Redaction {
  private static final String MASK = "***";

  /// Query parameters that carry a secret or part of one, in lower case: signed addresses of S3,
  /// GCS and Azure, OAuth and what sites use by habit.
  private static final Set<String> SECRET =
      Set.of(
          "x-amz-signature", "x-amz-credential", "x-amz-security-token",
          "x-goog-signature", "x-goog-credential", "signature", "awsaccesskeyid", "googleaccessid",
          "sig", "token", "access_token", "refresh_token", "id_token", "auth", "authorization",
          "key", "apikey", "api_key", "api-key", "secret", "client_secret", "password", "passwd",
          "pwd", "pass", "code", "private_token", "private-token", "session", "sas", "delegation",
          "hdnea", "policy", "upload_id", "key-pair-id", "credential", "jwt");

  private Redaction() {}

  /// The address with user information and the values of secret query parameters masked.
  public static String of(URI uri) {
    return of(uri.toString());
  }

  /// The same for an address that may not be a valid one.
  public static String of(String address) {
    int authority = address.indexOf("://");
    if (authority < 0) {
      return maskQuery(address);
    }
    int start = authority + 3;
    int end = start;
    while (end < address.length() && "/?#".indexOf(address.charAt(end)) < 0) {
      end++;
    }
    int at = address.lastIndexOf('@', end - 1);
    String rest = maskQuery(address.substring(end));
    if (at < start) {
      return address.substring(0, end) + rest;
    }
    return address.substring(0, start) + MASK + address.substring(at, end) + rest;
  }

  private static String maskQuery(String text) {
    int query = text.indexOf('?');
    if (query < 0) {
      // a query that became part of the path, as DVC makes it of an address to import from
      int encoded = text.toLowerCase(Locale.ROOT).indexOf("%3f");
      return encoded < 0 ? text : text.substring(0, encoded + 3) + MASK;
    }
    int fragment = text.indexOf('#', query);
    int end = fragment < 0 ? text.length() : fragment;
    StringBuilder shown = new StringBuilder(text.substring(0, query));
    char before = '?';
    for (String part : text.substring(query + 1, end).split("[&;]", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      shown.append(before).append(name);
      if (equals >= 0) {
        shown.append('=').append(isSecret(name) ? MASK : part.substring(equals + 1));
      }
      before = '&';
    }
    return shown.append(text.substring(end)).toString();
  }

  private static boolean isSecret(String name) {
    return SECRET.contains(name.toLowerCase(Locale.ROOT));
  }
}
