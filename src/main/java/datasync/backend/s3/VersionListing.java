package datasync.backend.s3;

import datasync.auth.aws.SigV4;
import datasync.backend.FileInfo;
import datasync.backend.VersionedBackend.InfoVisitor;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.text.xml.XmlElement;
import java.io.IOException;

/// `ListObjectVersions`: the newest version of each object that is not deleted.
record VersionListing(S3Client client, int pageSize) {
  /// Lists the keys that begin with a prefix, to the end.
  ///
  /// @param visitor is given whole keys
  void run(String prefix, InfoVisitor visitor) throws IOException {
    String query =
        "versions=&encoding-type=url"
            + (pageSize > 0 ? "&max-keys=" + pageSize : "")
            + "&prefix=" + SigV4.encode(prefix, false);
    String from = "";
    while (true) {
      Request request = client.request("GET", "", query + from, RequestBody.NONE);
      XmlElement root = client.document(request).document();
      if (root == null || !root.name().equals("ListVersionsResult")) {
        throw S3Client.strange(request, "the answer is no listing of versions");
      }
      boolean encoded = root.textAt("EncodingType").strip().equals("url");
      for (XmlElement version : root.all("Version")) {
        if (version.textAt("IsLatest").strip().equals("true")) {
          String key = Listing.decoded(version.textAt("Key"), encoded);
          visitor.file(key, info(request, version));
        }
      }
      String told = root.textAt("IsTruncated").strip();
      if (told.equals("false")) {
        return;
      }
      String marker = Listing.decoded(root.textAt("NextKeyMarker"), encoded);
      String next =
          "&key-marker=" + SigV4.encode(marker, false)
              + "&version-id-marker=" + SigV4.encode(root.textAt("NextVersionIdMarker"), false);
      if (!told.equals("true") || marker.isEmpty() || next.equals(from)) {
        throw S3Client.strange(request, "the listing does not say where it goes on");
      }
      from = next;
    }
  }

  private static FileInfo info(Request request, XmlElement version) throws IOException {
    return new FileInfo(
        Listing.size(request, version),
        Digests.tag(version.textAt("ETag")),
        id(version.textAt("VersionId").strip()));
  }

  /// The id of a version; objects from before the bucket kept versions have `null`.
  static String id(String told) {
    return told.equals("null") ? "" : told;
  }
}
