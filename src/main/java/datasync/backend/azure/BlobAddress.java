package datasync.backend.azure;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// The addresses of one container.
///
/// @param container the address of the container, encoded, without a query
/// @param timeout the seconds that go along as `timeout`, or 0 for none
record BlobAddress(String container, long timeout) {
  static BlobAddress of(AzureSettings settings) {
    String container = settings.account().endpoint() + "/" + encode(settings.container());
    return new BlobAddress(container, settings.timeout());
  }

  /// The address of a blob.
  ///
  /// @param query encoded, without `?`; empty for none
  URI blob(String name, String query) {
    return address("/" + encode(name), query);
  }

  /// The address of the container itself.
  URI ofContainer(String query) {
    return address("", query);
  }

  private URI address(String path, String query) {
    String limit = timeout > 0 ? "timeout=" + timeout : "";
    String joint = query.isEmpty() || limit.isEmpty() ? "" : "&";
    String whole = query + joint + limit;
    return URI.create(container + path + (whole.isEmpty() ? "" : "?" + whole));
  }

  /// Everything but letters, digits, `-._~` and `/` as `%xx`, as the SDKs send names: it is part
  /// of the signature.
  static String encode(String name) {
    return encodeAll(name).replace("%2F", "/");
  }

  /// The same with `/` encoded, for a query.
  static String encodeAll(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
