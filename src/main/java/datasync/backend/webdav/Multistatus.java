package datasync.backend.webdav;

import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.http.Percent;
import datasync.http.Response;
import datasync.text.FormatException;
import datasync.text.xml.XmlElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the answer to a `PROPFIND` (RFC 4918, sections 9.1 and 14.16).
///
/// Names are matched by namespace. Properties count only from a `propstat` whose status is one of
/// success. Addresses come as paths or whole, encoded as the server likes, with or without a final
/// `/`: they are decoded and compared without it.
final class Multistatus {
  private static final String DAV = "DAV:";

  private Multistatus() {}

  /// All entries of an answer, in its order; what is gone meanwhile is left out.
  ///
  /// @throws HttpFailure when it is no such answer, ends early, or hides one of the entries
  static List<DavEntry> read(Response response) throws IOException {
    List<DavEntry> entries = new ArrayList<>();
    try {
      XmlElement.each(
          response.body(), "the answer", "multistatus",
          element -> {
            if (is(element, "response")) {
              entry(element, response).ifPresent(entries::add);
            }
          });
    } catch (FormatException wrong) {
      String what = "the listing cannot be read: " + wrong.getMessage();
      throw HttpFailure.told(response, FailureKind.PROTOCOL, what, false);
    }
    return entries;
  }

  private static boolean is(XmlElement element, String name) {
    return element.name().equals(name) && element.namespace().equals(DAV);
  }

  private static Optional<XmlElement> child(XmlElement parent, String name) {
    return parent.all(name).stream().filter(found -> is(found, name)).findFirst();
  }

  private static Optional<DavEntry> entry(XmlElement element, Response response)
      throws HttpFailure {
    String href = child(element, "href").map(found -> found.text().strip()).orElse("");
    int whole = child(element, "status").map(found -> status(found.text())).orElse(200);
    if (whole == 404 || whole == 410) {
      return Optional.empty();
    }
    if (href.isEmpty() || whole >= 300) {
      String what = "the server does not tell about `" + href + "` (status " + whole + ")";
      throw HttpFailure.told(response, HttpFailure.kindOf(whole), what, false);
    }
    boolean folder = false;
    long size = -1;
    String etag = "";
    for (XmlElement found : element.all("propstat")) {
      Optional<XmlElement> properties = child(found, "prop");
      int status = child(found, "status").map(line -> status(line.text())).orElse(200);
      if (properties.isPresent() && status < 300) {
        XmlElement known = properties.get();
        folder |= child(known, "resourcetype").flatMap(e -> child(e, "collection")).isPresent();
        size = child(known, "getcontentlength").map(e -> number(e.text())).orElse(size);
        etag = child(known, "getetag").map(XmlElement::text).orElse(etag);
      }
    }
    return Optional.of(new DavEntry(path(href), folder, folder ? -1 : size, etag));
  }

  /// The status of a line such as `HTTP/1.1 200 OK`; one that cannot be read is a failure.
  private static int status(String line) {
    String[] parts = line.strip().split("\\s+");
    try {
      return parts.length < 2 ? 500 : Integer.parseInt(parts[1]);
    } catch (NumberFormatException unreadable) {
      return 500;
    }
  }

  private static long number(String text) {
    try {
      return Math.max(-1, Long.parseLong(text.strip()));
    } catch (NumberFormatException notANumber) {
      return -1;
    }
  }

  /// The decoded path of an address, without a final `/` and without doubled ones.
  static String path(String href) {
    String path = href;
    int authority = href.indexOf("://");
    if (authority > 0 && href.indexOf('/') > authority) {
      int start = href.indexOf('/', authority + 3);
      path = start < 0 ? "" : href.substring(start);
    }
    path = Percent.decode(path).replaceAll("/{2,}", "/");
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
