package datasync.backend.s3;

import datasync.auth.aws.SigV4;
import datasync.http.Headers;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.object.Payload;
import datasync.text.xml.XmlElement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The requests of one upload in parts. Safe for several threads.
///
/// @param client the requests
/// @param put sends bytes
/// @param protection encryption and access
/// @param key the whole key
/// @param id the service's id of the upload
record Multipart(S3Client client, SinglePut put, Protection protection, String key, String id) {
  /// A part that the service has.
  ///
  /// @param size its bytes
  /// @param etag its tag as the service writes it
  record Sent(long size, String etag) {}

  /// `CreateMultipartUpload`.
  static Multipart create(S3Client client, SinglePut put, Protection protection, String key)
      throws IOException {
    Request request = client.request("POST", key, "uploads=", RequestBody.NONE);
    XmlElement answer = client.document(protection.making(request)).document();
    String id = answer == null ? "" : answer.textAt("UploadId").strip();
    if (id.isEmpty()) {
      throw S3Client.strange(request, "the service began an upload without an id");
    }
    return new Multipart(client, put, protection, key, id);
  }

  /// `UploadPart`.
  Sent part(int number, Payload bytes) throws IOException {
    return sent(bytes.length(), put.send(partRequest(number), bytes, null));
  }

  /// `UploadPart` of bytes in memory.
  Sent part(int number, byte[] bytes) throws IOException {
    return sent(bytes.length, put.inMemory(partRequest(number), bytes, null));
  }

  private Request partRequest(int number) {
    String query = "partNumber=" + number + "&" + upload();
    return protection.about(client.request("PUT", key, query, RequestBody.NONE));
  }

  private Sent sent(long size, Headers answer) throws IOException {
    String etag = answer.first("ETag").orElse("");
    if (etag.isEmpty()) {
      throw S3Client.strange(partRequest(1), "the service gave a part no tag");
    }
    return new Sent(size, etag);
  }

  /// `ListParts`: those that the service has, by number.
  SortedMap<Integer, Sent> parts() throws IOException {
    SortedMap<Integer, Sent> parts = new TreeMap<>();
    String from = "";
    while (true) {
      Request request = client.request("GET", key, upload() + from, RequestBody.NONE);
      XmlElement root = client.document(request).document();
      if (root == null || !root.name().equals("ListPartsResult")) {
        throw S3Client.strange(request, "the answer is no listing of parts");
      }
      for (XmlElement part : root.all("Part")) {
        int number;
        try {
          number = Integer.parseInt(part.textAt("PartNumber").strip());
        } catch (NumberFormatException none) {
          throw S3Client.strange(request, "the listing has a part without number");
        }
        parts.put(number, new Sent(Listing.size(request, part), part.textAt("ETag").strip()));
      }
      String next = "&part-number-marker=" + root.textAt("NextPartNumberMarker").strip();
      if (!root.textAt("IsTruncated").strip().equals("true")) {
        return parts;
      }
      if (next.equals(from)) {
        throw S3Client.strange(request, "the listing of parts does not get on");
      }
      from = next;
    }
  }

  /// `CompleteMultipartUpload`.
  ///
  /// @return the fields of the answer
  Headers complete(SortedMap<Integer, Sent> parts) throws IOException {
    StringBuilder text = new StringBuilder("<CompleteMultipartUpload>");
    for (Map.Entry<Integer, Sent> part : parts.entrySet()) {
      text.append("<Part><PartNumber>").append(part.getKey()).append("</PartNumber><ETag>");
      text.append(BatchDelete.escape(part.getValue().etag())).append("</ETag></Part>");
    }
    byte[] body =
        text.append("</CompleteMultipartUpload>").toString().getBytes(StandardCharsets.UTF_8);
    Request request =
        client
            .request("POST", key, upload(), RequestBody.of(body))
            .with("Content-Type", "application/xml")
            .with(SigV4.CONTENT_DIGEST, SigV4.sha256(body));
    return client.document(protection.about(request)).headers();
  }

  /// `AbortMultipartUpload`; one that the service does not know any more is no error.
  void abort() throws IOException {
    try {
      client.send(client.request("DELETE", key, upload(), RequestBody.NONE));
    } catch (S3Refusal refusal) {
      if (!refusal.code().equals("NoSuchUpload") && refusal.status() != 404) {
        throw refusal;
      }
    }
  }

  private String upload() {
    return "uploadId=" + SigV4.encode(id, false);
  }
}
