package datasync.backend.azure;

import datasync.backend.FileInfo;
import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.http.Percent;
import datasync.http.Request;
import datasync.http.Response;
import datasync.text.FormatException;
import datasync.text.xml.XmlElement;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Lists the blobs of a container, page by page, to the end or not at all.
///
/// @param service the container
record BlobListing(BlobService service) {
  private static final int PAGE = 5000;
  private static final int LIMIT = 64 << 20;

  /// What one request asks for.
  ///
  /// @param prefix what names begin with
  /// @param flat whether blobs of all depths come, else those up to the next `/`
  /// @param versions whether versions are told, of which the newest counts
  record Query(String prefix, boolean flat, boolean versions) {}

  /// Receives what a listing gives.
  interface Visitor {
    /// A blob.
    void blob(String name, FileInfo info) throws IOException;

    /// A prefix that ends with `/`.
    void prefix(String name) throws IOException;
  }

  /// Lists what begins with a prefix.
  ///
  /// @throws IOException when it could not be listed to its end
  void list(Query query, Visitor visitor) throws IOException {
    Set<String> seen = new HashSet<>();
    String marker = "";
    do {
      Request request = service.ofContainer("GET", text(query, marker));
      XmlElement page = service.policy().run(() -> page(request));
      Optional<XmlElement> blobs = page.child("Blobs");
      if (blobs.isEmpty()) {
        throw HttpFailure.of(request, FailureKind.PROTOCOL, "the answer is no listing", null);
      }
      for (XmlElement each : blobs.get().children()) {
        switch (each.name()) {
          case "Blob" -> blob(each, visitor);
          case "BlobPrefix" -> visitor.prefix(name(each));
          default -> {
            // nothing that is known
          }
        }
      }
      marker = page.textAt("NextMarker");
      if (!marker.isEmpty() && !seen.add(marker)) {
        throw HttpFailure.of(
            request, FailureKind.PROTOCOL, "the listing goes round in circles", null);
      }
    } while (!marker.isEmpty());
  }

  private static String text(Query query, String marker) {
    StringBuilder text = new StringBuilder("restype=container&comp=list&maxresults=" + PAGE);
    text.append("&include=metadata").append(query.versions() ? "%2Cversions" : "");
    if (!query.prefix().isEmpty()) {
      text.append("&prefix=").append(BlobAddress.encodeAll(query.prefix()));
    }
    if (!query.flat()) {
      text.append("&delimiter=%2F");
    }
    if (!marker.isEmpty()) {
      text.append("&marker=").append(BlobAddress.encodeAll(marker));
    }
    return text.toString();
  }

  private XmlElement page(Request request) throws IOException {
    try (Response response = service.exchange(request)) {
      if (response.status() != 200) {
        throw service.refusal(response);
      }
      byte[] body = response.readAll(LIMIT);
      int start = body.length > 2 && (body[0] & 0xff) == 0xef ? 3 : 0;
      byte[] text = start == 0 ? body : Arrays.copyOfRange(body, start, body.length);
      return XmlElement.parse(text, "the listing of the container");
    } catch (FormatException cut) {
      throw HttpFailure.of(request, FailureKind.CUT, "the listing is cut or damaged", cut);
    }
  }

  private static void blob(XmlElement blob, Visitor visitor) throws IOException {
    String size = blob.textAt("Properties", "Content-Length").strip();
    boolean current =
        blob.child("IsCurrentVersion").isEmpty()
            ? blob.child("VersionId").isEmpty()
            : blob.textAt("IsCurrentVersion").strip().equals("true");
    boolean folder =
        blob.textAt("Properties", "ResourceType").equals("directory")
            || blob.textAt("Metadata", "hdi_isfolder").equalsIgnoreCase("true");
    if (!current || folder || blob.textAt("Deleted").strip().equals("true")) {
      return;
    }
    String etag = blob.textAt("Properties", "Etag").strip().replace("\"", "");
    String version = blob.textAt("VersionId").strip();
    visitor.blob(name(blob), new FileInfo(length(size), etag, version));
  }

  private static long length(String size) {
    try {
      return size.isEmpty() ? -1 : Math.max(-1, Long.parseLong(size));
    } catch (NumberFormatException unknown) {
      return -1;
    }
  }

  /// Names with characters that XML does not have come encoded.
  private static String name(XmlElement each) throws FormatException {
    String name = each.textAt("Name");
    if (name.isEmpty()) {
      throw new FormatException("the listing of the container", 1, 1, "a blob has no name");
    }
    // XML has no U+FFFE and U+FFFF, and elements here no attributes that would tell
    boolean encoded = name.contains("%EF%BF%BE") || name.contains("%EF%BF%BF");
    return encoded ? Percent.decode(name) : name;
  }
}
