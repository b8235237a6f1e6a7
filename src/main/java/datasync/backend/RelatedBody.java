package datasync.backend;

import datasync.http.RequestBody;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/// A file with its metadata before it in one body (`multipart/related`, RFC 2387).
///
/// @param metadata a JSON text
/// @param content the file, whose length is known
public record RelatedBody(String metadata, RequestBody content) implements RequestBody {
  private static final String BOUNDARY = "datasync-b8a4d2f0c7e94e1f";
  private static final String HEAD = "--" + BOUNDARY + "\r\n";
  private static final byte[] TAIL =
      ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII);

  /// What `Content-Type` of the request has to say.
  public static final String CONTENT_TYPE = "multipart/related; boundary=" + BOUNDARY;

  private byte[] head() {
    String text =
        HEAD + "Content-Type: application/json; charset=UTF-8\r\n\r\n" + metadata + "\r\n"
            + HEAD + "Content-Type: application/octet-stream\r\n\r\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public long length() {
    return head().length + content.length() + TAIL.length;
  }

  @Override
  public InputStream open() throws IOException {
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(
                new ByteArrayInputStream(head()),
                content.open(),
                new ByteArrayInputStream(TAIL))));
  }
}
