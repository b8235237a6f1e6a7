package datasync.backend.s3;

import datasync.auth.aws.SigV4;
import datasync.backend.PayloadBody;
import datasync.http.FailureKind;
import datasync.http.Headers;
import datasync.http.HttpFailure;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.object.Payload;
import java.io.IOException;
import java.io.InputStream;

/// `PutObject` and `UploadPart`: bytes in one request, which the service or we compare with their
/// digest.
///
/// Small bytes are read whole, so that their MD5 goes ahead of them. Larger ones are read once: the
/// MD5 of an object in DVC's layout is its name, that of others is taken on the way and compared
/// with the tag in the answer.
///
/// @param client the requests
/// @param protection encryption and access
/// @param signed when bodies are part of the signature
record SinglePut(S3Client client, Protection protection, Signed signed) {
  /// Up to here bytes are held in memory.
  static final int SMALL = 256 * 1024;

  /// When the digest of a body is signed.
  enum Signed {
    /// Never: TLS protects the bytes.
    NEVER,
    /// When it costs no second reading.
    SMALL,
    /// Always.
    ALWAYS
  }

  /// Sends bytes whose length is known.
  ///
  /// @param request without a body, with all its other fields
  /// @param md5 the MD5 that the bytes must have, or null
  /// @return the fields of the answer
  Headers send(Request request, Payload payload, byte[] md5) throws IOException {
    if (payload.length() <= SMALL) {
      return inMemory(request, read(payload), md5);
    }
    DigestedBody digested = md5 == null ? new DigestedBody(payload) : null;
    RequestBody body = digested == null ? new PayloadBody(payload) : digested;
    Request full = request.with(body).with(SigV4.CONTENT_DIGEST, SigV4.UNSIGNED);
    if (md5 != null) {
      full = full.with("Content-MD5", Digests.base64(md5));
    }
    if (signed == Signed.ALWAYS) {
      full = full.with(SigV4.CONTENT_DIGEST, sha256(payload));
    }
    Headers answer = client.send(full);
    String tag = answer.first("ETag").orElse("");
    byte[] sent = digested == null ? null : digested.md5();
    if (sent != null && protection.tagIsMd5() && Digests.contradicts(tag, sent)) {
      String reason = "the bytes that arrived are not those that were sent";
      throw HttpFailure.of(request, FailureKind.PROTOCOL, reason, null);
    }
    return answer;
  }

  /// Sends bytes in memory.
  Headers inMemory(Request request, byte[] bytes, byte[] md5) throws IOException {
    byte[] digest = md5 == null ? Digests.md5(bytes) : md5;
    String sha = signed == Signed.NEVER ? SigV4.UNSIGNED : SigV4.sha256(bytes);
    Headers fields =
        request
            .headers()
            .with("Content-MD5", Digests.base64(digest))
            .with(SigV4.CONTENT_DIGEST, sha);
    return client.send(request.with(fields).with(RequestBody.of(bytes)));
  }

  private static byte[] read(Payload payload) throws IOException {
    int length = Math.toIntExact(payload.length());
    try (InputStream in = payload.open()) {
      byte[] bytes = new byte[length];
      if (in.readNBytes(bytes, 0, length) < length || in.read() >= 0) {
        throw new IOException("the bytes to send changed meanwhile");
      }
      return bytes;
    }
  }

  private static String sha256(Payload payload) throws IOException {
    try (InputStream in = payload.open()) {
      return Digests.sha256(in);
    }
  }
}
