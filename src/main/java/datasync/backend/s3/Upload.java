package datasync.backend.s3;

import datasync.backend.PartedUpload;
import datasync.backend.UploadSessions;
import datasync.http.Headers;
import datasync.http.HttpFailure;
import datasync.http.RequestBody;
import datasync.object.Payload;
import datasync.object.RangedPayload;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes objects: in one request, or in parts that a later run goes on with. Safe for several
/// threads.
///
/// @param client the requests
/// @param put sends bytes
/// @param protection encryption and access
/// @param sizes when objects are sent in parts
/// @param memory what a later run has to know
record Upload(
    S3Client client, SinglePut put, Protection protection, Sizes sizes, Memory memory) {
  private static final long LARGEST_PUT = 5L << 30;
  private static final int MOST_PARTS = 9_000;
  private static final long MIB = 1 << 20;
  private static final Duration STALE = Duration.ofDays(6);

  /// When and how objects are sent in parts.
  ///
  /// @param threshold from how many bytes on
  /// @param part the bytes of a part, at least
  /// @param atOnce how many parts of one object are on their way at once
  record Sizes(long threshold, long part, int atOnce) {}

  /// Where uploads are remembered.
  ///
  /// @param sessions for later runs
  /// @param place names the bucket and the service
  /// @param clock tells how old an upload is
  record Memory(UploadSessions sessions, String place, InstantSource clock) {}

  /// Makes an object.
  ///
  /// @param md5 the MD5 of its bytes where that is known, or null
  /// @return the fields of the answer to the request that made it
  Headers run(String key, Payload payload, byte[] md5) throws IOException {
    long length = payload.length();
    if (length >= 0 && length < sizes.threshold()) {
      return single(key, payload, md5);
    }
    if (length >= 0 && payload instanceof RangedPayload ranged) {
      return parted(key, new PartedUpload(ranged, partSize(length)), md5 != null);
    }
    return length >= 0 && length <= LARGEST_PUT
        ? single(key, payload, md5)
        : new StreamedParts(client, put, protection).run(key, payload);
  }

  private Headers single(String key, Payload payload, byte[] md5) throws IOException {
    return put.send(
        protection.making(client.request("PUT", key, "", RequestBody.NONE)), payload, md5);
  }

  /// All parts but the last have one size, which some services insist on, and there are at most
  /// 10,000.
  private long partSize(long length) {
    long needed = Math.ceilDiv(length, MOST_PARTS);
    return needed <= sizes.part() ? sizes.part() : Math.ceilDiv(needed, MIB) * MIB;
  }

  private Headers parted(String key, PartedUpload upload, boolean named) throws IOException {
    Session session = Session.find(this, key, upload);
    SortedMap<Integer, Multipart.Sent> there = new TreeMap<>();
    Multipart multipart = session == null ? null : session.multipart();
    if (multipart != null) {
      there = resumable(multipart, upload, named);
      multipart = there == null ? null : multipart;
    }
    if (multipart == null) {
      there = new TreeMap<>();
      multipart = Multipart.create(client, put, protection, key);
      Session.remember(this, multipart, upload);
    }
    SortedMap<Integer, Multipart.Sent> parts = Collections.synchronizedSortedMap(there);
    Multipart uploading = multipart;
    try {
      upload.send(
          parts::containsKey,
          sizes.atOnce(),
          part -> parts.put(part.number(), uploading.part(part.number(), part.bytes())));
      Headers answer = complete(uploading, parts, upload.payload().length());
      memory.sessions().forget(Session.key(this, key));
      return answer;
    } catch (IOException failed) {
      if (!mayGoOn(failed)) {
        Session.end(this, uploading);
      }
      throw failed;
    }
  }

  /// Whether a later run may go on with the upload: it was the line or the service that failed.
  private boolean mayGoOn(IOException failed) {
    boolean remembered = !(memory.sessions() instanceof UploadSessions.None);
    boolean outside =
        failed instanceof HttpFailure
            || failed instanceof S3Refusal refusal && !refusal.code().startsWith("InvalidPart")
            || failed instanceof InterruptedIOException;
    return remembered && outside;
  }

  /// The parts of an earlier run that can stay; null when the service does not know it any more.
  private SortedMap<Integer, Multipart.Sent> resumable(
      Multipart multipart, PartedUpload upload, boolean named) throws IOException {
    SortedMap<Integer, Multipart.Sent> there;
    try {
      there = multipart.parts();
    } catch (S3Refusal refusal) {
      if (refusal.code().equals("NoSuchUpload") || refusal.status() == 404) {
        return null;
      }
      throw refusal;
    }
    SortedMap<Integer, Multipart.Sent> kept = new TreeMap<>();
    for (int number = 1; number <= upload.parts(); number++) {
      Multipart.Sent sent = there.get(number);
      if (sent != null && isSame(sent, upload.part(number), named)) {
        kept.put(number, sent);
      }
    }
    return kept;
  }

  /// Whether a part is what would be sent. A tag that is no MD5 tells nothing: then a part of an
  /// object that is named by its content is trusted by its size, others are not.
  private boolean isSame(Multipart.Sent sent, PartedUpload.Part part, boolean named)
      throws IOException {
    if (sent.size() != part.bytes().length()) {
      return false;
    }
    if (!protection.tagIsMd5()) {
      return named;
    }
    DigestedBody body = new DigestedBody(part.bytes());
    try (InputStream in = body.open()) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return body.md5() != null && !Digests.contradicts(sent.etag(), body.md5());
  }

  /// Ends the upload. When the answer was lost and the upload is gone by then, the object itself
  /// tells whether it worked.
  private Headers complete(
      Multipart multipart, SortedMap<Integer, Multipart.Sent> parts, long length)
      throws IOException {
    try {
      return multipart.complete(parts);
    } catch (S3Refusal refusal) {
      if (!refusal.code().equals("NoSuchUpload")) {
        throw refusal;
      }
      Headers head;
      try {
        head =
            client.send(
                protection.about(
                    client.request("HEAD", multipart.key(), "", RequestBody.NONE)));
      } catch (S3Refusal missing) {
        throw refusal;
      }
      String tag = head.first("ETag").orElse("");
      if (head.number("Content-Length") != length || !tag.contains("-" + parts.size())) {
        throw refusal;
      }
      return head;
    }
  }

  /// An upload as it is remembered: when it was begun, size, part size and id.
  private record Session(Multipart multipart) {
    static String key(Upload upload, String key) {
      return "s3 " + upload.memory.place() + " " + key;
    }

    /// The upload of an earlier run with the same sizes; others are ended. Null when there is none.
    static Session find(Upload upload, String key, PartedUpload parts) throws IOException {
      Optional<String> text = upload.memory.sessions().find(key(upload, key));
      String[] fields = text.map(line -> line.split(" ", 4)).orElse(new String[0]);
      if (fields.length != 4) {
        return null;
      }
      Multipart multipart =
          new Multipart(upload.client, upload.put, upload.protection, key, fields[3]);
      boolean same =
          fields[1].equals(Long.toString(parts.payload().length()))
              && fields[2].equals(Long.toString(parts.partSize()))
              && isFresh(upload, fields[0]);
      if (same) {
        return new Session(multipart);
      }
      end(upload, multipart);
      return null;
    }

    private static boolean isFresh(Upload upload, String begun) {
      try {
        Instant then = Instant.ofEpochSecond(Long.parseLong(begun));
        return then.plus(STALE).isAfter(upload.memory.clock().instant());
      } catch (NumberFormatException damaged) {
        return false;
      }
    }

    static void remember(Upload upload, Multipart multipart, PartedUpload parts)
        throws IOException {
      String text =
          upload.memory.clock().instant().getEpochSecond()
              + " " + parts.payload().length()
              + " " + parts.partSize()
              + " " + multipart.id();
      upload.memory.sessions().remember(key(upload, multipart.key()), text);
    }

    /// Aborts an upload as far as that is possible.
    static void end(Upload upload, Multipart multipart) throws IOException {
      upload.memory.sessions().forget(key(upload, multipart.key()));
      try {
        multipart.abort();
      } catch (HttpFailure | S3Refusal left) {
        // what is left of it the bucket's own rules remove
      }
    }
  }
}
