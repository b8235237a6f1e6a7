package datasync.backend.s3;

import datasync.http.Headers;
import datasync.http.RequestBody;
import datasync.object.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;
import java.util.TreeMap;

/// Sends bytes that can only be read from the start, of unknown length or too many for one request:
/// one part after the other, each of which is held in memory.
///
/// @param client the requests
/// @param put sends bytes
/// @param protection encryption and access
record StreamedParts(S3Client client, SinglePut put, Protection protection) {
  private static final int PART = 8 << 20;
  /// After so many parts they get larger, since there may be no more than 10,000.
  private static final int GROW = 2_000;

  Headers run(String key, Payload payload) throws IOException {
    try (InputStream in = payload.open()) {
      byte[] first = in.readNBytes(PART);
      if (first.length < PART) {
        return put.inMemory(
            protection.making(client.request("PUT", key, "", RequestBody.NONE)), first, null);
      }
      Multipart upload = Multipart.create(client, put, protection, key);
      try {
        SortedMap<Integer, Multipart.Sent> parts = new TreeMap<>();
        byte[] next = first;
        for (int number = 1; next.length > 0; number++) {
          parts.put(number, upload.part(number, next));
          next = in.readNBytes(PART << number / GROW);
        }
        return upload.complete(parts);
      } catch (IOException failed) {
        upload.abort();
        throw failed;
      }
    }
  }
}
