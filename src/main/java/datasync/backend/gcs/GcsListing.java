package datasync.backend.gcs;

import datasync.auth.google.TokenEndpoint;
import datasync.backend.ListableBackend;
import datasync.backend.VersionedBackend;
import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.http.HttpTransport;
import datasync.http.Request;
import datasync.http.Response;
import datasync.text.json.JsonFields;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Listings, page by page to their end. Objects whose name ends in `/` stand for folders in the
/// web console and are no files.
///
/// @param settings where
/// @param transport carries and repeats requests
record GcsListing(GcsSettings settings, HttpTransport transport) {
  private static final String PAGE = "1000";

  void all(String below, VersionedBackend.InfoVisitor visitor) throws IOException {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("prefix", settings.prefix() + below);
    query.put("fields", "items(name,size,etag,generation),nextPageToken");
    each(
        query,
        page -> {
          for (JsonFields item : page.items("items")) {
            GcsObject object = GcsObject.of(item);
            if (!object.name().endsWith("/")) {
              visitor.file(relative(object.name()), object.info());
            }
          }
        });
  }

  void children(String below, ListableBackend.ChildVisitor visitor) throws IOException {
    String prefix = settings.prefix() + below;
    Map<String, String> query = new LinkedHashMap<>();
    query.put("prefix", prefix);
    query.put("delimiter", "/");
    query.put("fields", "items(name,size),prefixes,nextPageToken");
    Set<String> folders = new HashSet<>();
    each(
        query,
        page -> {
          for (JsonFields item : page.items("items")) {
            GcsObject object = GcsObject.of(item);
            if (!object.name().endsWith("/")) {
              String name = object.name().substring(prefix.length());
              visitor.child(name, false, object.info().size());
            }
          }
          for (String folder : page.texts("prefixes")) {
            if (folders.add(folder)) {
              visitor.child(folder.substring(prefix.length(), folder.length() - 1), true, -1);
            }
          }
        });
  }

  private String relative(String key) {
    return key.substring(settings.prefix().length());
  }

  private interface PageVisitor {
    void page(JsonFields page) throws IOException;
  }

  private void each(Map<String, String> query, PageVisitor visitor) throws IOException {
    query.put("maxResults", PAGE);
    String before = "";
    while (true) {
      Request request =
          Request.get(settings.objects("/storage/v1/b/", TokenEndpoint.query(query)));
      JsonFields page;
      try (Response response = transport.exchange(request)) {
        page = GcsObject.parse(response);
      }
      visitor.page(page);
      String next = page.text("nextPageToken");
      if (next.isEmpty()) {
        return;
      }
      if (next.equals(before)) {
        throw HttpFailure.of(
            request, FailureKind.PROTOCOL, "the listing does not come to an end", null);
      }
      before = next;
      query.put("pageToken", next);
    }
  }
}
