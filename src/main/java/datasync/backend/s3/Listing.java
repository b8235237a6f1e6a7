package datasync.backend.s3;

import datasync.auth.aws.SigV4;
import datasync.http.HttpFailure;
import datasync.http.Percent;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.text.xml.XmlElement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/// `ListObjectsV2`, and `ListObjects` of services that only know that. Immutable.
final class Listing {
  /// What services without version 2 say.
  private static final Set<String> UNKNOWN =
      Set.of("NotImplemented", "InvalidArgument", "InvalidRequest", "MethodNotAllowed");

  private final S3Client client;
  private final int pageSize;

  /// @param pageSize the most names in an answer; 0 for as many as the service likes
  Listing(S3Client client, int pageSize) {
    this.client = client;
    this.pageSize = pageSize;
  }

  /// Receives what is listed.
  interface Visitor {
    /// @param key the whole key
    void object(String key, long size, String etag) throws IOException;

    /// @param prefix with its final `/`
    default void folder(String prefix) throws IOException {}
  }

  /// Lists the keys that begin with a prefix, to the end.
  ///
  /// @param oneLevel whether what lies deeper than the next `/` is told as folders
  void run(String prefix, boolean oneLevel, Visitor visitor) throws IOException {
    String query =
        (oneLevel ? "delimiter=%2F&" : "")
            + "encoding-type=url"
            + (pageSize > 0 ? "&max-keys=" + pageSize : "")
            + "&prefix=" + SigV4.encode(prefix, false);
    Page page;
    try {
      page = page("list-type=2&" + query, visitor);
    } catch (S3Refusal refusal) {
      if (!UNKNOWN.contains(refusal.code()) && !refusal.isUnsupported()) {
        throw refusal;
      }
      page = page(query, visitor);
    }
    while (page.more) {
      String here = page.token.isEmpty() ? "marker=" + enc(page.last) : "list-type=2";
      String go = page.token.isEmpty() ? "" : "continuation-token=" + enc(page.token) + "&";
      Page next = page(go + here + "&" + query, visitor);
      if (next.more && next.last.equals(page.last) && next.token.equals(page.token)) {
        throw S3Client.strange(request(query), "the listing of the bucket does not get on");
      }
      page = next;
    }
  }

  private static String enc(String text) {
    return SigV4.encode(text, false);
  }

  /// One answer, after its contents were handed on.
  ///
  /// @param more whether there are more
  /// @param token where version 2 goes on, or empty
  /// @param last where version 1 goes on
  private record Page(boolean more, String token, String last) {}

  private Request request(String query) {
    return client.request("GET", "", query, RequestBody.NONE);
  }

  private Page page(String query, Visitor visitor) throws IOException {
    Request request = request(query);
    XmlElement root = client.document(request).document();
    if (root == null || !root.name().equals("ListBucketResult")) {
      throw S3Client.strange(request, "the answer is no listing of a bucket");
    }
    boolean encoded = root.textAt("EncodingType").strip().equals("url");
    String last = "";
    for (XmlElement child : root.children()) {
      switch (child.name()) {
        case "Contents" -> {
          String key = decoded(child.textAt("Key"), encoded);
          visitor.object(key, size(request, child), Digests.tag(child.textAt("ETag")));
          last = later(last, key);
        }
        case "CommonPrefixes" -> {
          String folder = decoded(child.textAt("Prefix"), encoded);
          visitor.folder(folder);
          last = later(last, folder);
        }
        default -> {
          // about the listing
        }
      }
    }
    String told = root.textAt("IsTruncated").strip();
    boolean more = told.equalsIgnoreCase("true");
    if (!more && !told.equalsIgnoreCase("false")) {
      throw S3Client.strange(request, "the listing does not say whether it is whole");
    }
    String marker = decoded(root.textAt("NextMarker"), encoded);
    String token = root.textAt("NextContinuationToken").strip();
    if (more && token.isEmpty() && marker.isEmpty() && last.isEmpty()) {
      throw S3Client.strange(request, "the listing does not say where it goes on");
    }
    return new Page(more, token, marker.isEmpty() ? last : marker);
  }

  /// Version 1 goes on after the last of both kinds, in the order of bytes.
  private static String later(String one, String other) {
    byte[] a = one.getBytes(StandardCharsets.UTF_8);
    byte[] b = other.getBytes(StandardCharsets.UTF_8);
    return Arrays.compareUnsigned(a, b) >= 0 ? one : other;
  }

  /// The bytes that an element says an object has.
  static long size(Request request, XmlElement element) throws HttpFailure {
    try {
      return Long.parseLong(element.textAt("Size").strip());
    } catch (NumberFormatException none) {
      throw S3Client.strange(request, "the listing has an object without size");
    }
  }

  /// A name as it is written, with `+` for a blank where it is encoded.
  static String decoded(String text, boolean encoded) {
    return encoded ? Percent.decode(text.replace("+", "%20")) : text;
  }
}
