package datasync.backend.azure;

import datasync.backend.FileInfo;
import datasync.backend.PartedUpload;
import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.Response;
import datasync.object.BytesPayload;
import datasync.object.FilePayload;
import datasync.object.Payload;
import datasync.object.RangedPayload;
import datasync.object.SlicePayload;
import datasync.text.FormatException;
import datasync.text.xml.XmlElement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Sends one file: whole, or as blocks that are committed once all are there.
final class BlobUpload {
  private static final long AT_ONCE_BYTES = 32L << 20;
  private static final int BLOCK = 8 << 20;
  private static final long MOST_BLOCKS = 45_000;
  private static final long LARGEST_SINGLE = 5000L << 20;
  private static final int BLOCKS_AT_ONCE = 4;
  private static final int LIMIT = 64 << 20;
  private static final int ATTEMPTS = 3;

  private final BlobService service;
  private final String name;
  private final Payload payload;

  BlobUpload(BlobService service, String name, Payload payload) {
    this.service = service;
    this.name = name;
    this.payload = payload;
  }

  /// Sends it and tells what it became.
  FileInfo run() throws IOException {
    long length = payload.length();
    if (length >= 0 && length <= AT_ONCE_BYTES) {
      return whole();
    }
    HttpFailure last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        Optional<RangedPayload> ranged = ranged();
        return ranged.isPresent() ? blocks(ranged.get()) : streamed();
      } catch (LostBlocks committedElsewhere) {
        last = committedElsewhere.failure;
      } catch (ForeignBlocks inTheWay) {
        if (length < 0 || length > LARGEST_SINGLE) {
          throw inTheWay.failure;
        }
        return whole();
      }
    }
    throw last;
  }

  private Optional<RangedPayload> ranged() {
    if (payload.length() < 0) {
      return Optional.empty();
    }
    return payload instanceof RangedPayload own
        ? Optional.of(own)
        : payload.file().map(file -> new FilePayload(file, payload.length()));
  }

  private long blockSize() {
    return Math.max(BLOCK, Math.ceilDiv(payload.length(), MOST_BLOCKS));
  }

  private FileInfo whole() throws IOException {
    HttpFailure last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return put();
      } catch (Damaged changed) {
        last = changed.failure;
      }
    }
    throw last;
  }

  private FileInfo put() throws IOException {
    DigestingBody body = new DigestingBody(payload);
    Request request =
        service
            .request("PUT", name, "", body)
            .with("x-ms-blob-type", "BlockBlob")
            .with("Content-Type", "application/octet-stream");
    try (Response response = created(request)) {
      String there = response.headers().first("Content-MD5").orElse("");
      String sent = Base64.getEncoder().encodeToString(body.digest());
      if (!there.isEmpty() && !there.equals(sent)) {
        discard();
        throw new Damaged(
            HttpFailure.told(response, FailureKind.CUT, "the bytes changed on their way", true));
      }
      return info(response, payload.length());
    }
  }

  private void discard() throws IOException {
    service.exchange(service.request("DELETE", name, "", RequestBody.NONE)).close();
  }

  private Response created(Request request) throws IOException {
    Response response = service.exchange(request);
    if (response.status() == 201) {
      return response;
    }
    try (response) {
      throw service.refusal(response);
    }
  }

  /// What the service says about a blob in the fields of an answer.
  static FileInfo info(Response response, long size) {
    return new FileInfo(
        size,
        response.headers().first("ETag").orElse("").replace("\"", ""),
        response.headers().first("x-ms-version-id").orElse(""));
  }

  private FileInfo blocks(RangedPayload bytes) throws IOException {
    PartedUpload parts = new PartedUpload(bytes, blockSize());
    Set<String> staged = staged();
    String[] ids = new String[parts.parts()];
    parts.send(
        number -> false,
        BLOCKS_AT_ONCE,
        part -> ids[part.number() - 1] = buffered(part.number(), part.bytes(), staged));
    return commit(List.of(ids), bytes.length(), "");
  }

  private FileInfo streamed() throws IOException {
    Set<String> staged = staged();
    int size = Math.toIntExact(blockSize());
    List<String> ids = new ArrayList<>();
    MessageDigest digest = DigestingBody.md5();
    long length = 0;
    boolean more = true;
    try (InputStream in = payload.open()) {
      while (more) {
        try (BlobService.Room _ = service.room()) {
          byte[] block = in.readNBytes(size);
          more = block.length == size;
          digest.update(block);
          length += block.length;
          if (block.length > 0 || ids.isEmpty()) {
            ids.add(stage(ids.size() + 1, new BytesPayload(block), staged));
          }
        }
      }
    }
    return commit(ids, length, Base64.getEncoder().encodeToString(digest.digest()));
  }

  /// Stages a block from memory, so that its bytes are read once; a very large one is read twice.
  private String buffered(int number, SlicePayload bytes, Set<String> staged)
      throws IOException {
    if (bytes.length() > BLOCK) {
      return stage(number, bytes, staged);
    }
    try (BlobService.Room _ = service.room();
        InputStream in = bytes.open()) {
      byte[] block = in.readNBytes((int) bytes.length());
      return stage(number, new BytesPayload(block), staged);
    }
  }

  /// The ids and sizes of blocks that an earlier run left.
  private Set<String> staged() throws IOException {
    Request request =
        service.request("GET", name, "comp=blocklist&blocklisttype=uncommitted", RequestBody.NONE);
    Set<String> staged = new HashSet<>();
    try (Response response = service.exchange(request)) {
      if (response.status() == 404) {
        return staged;
      }
      XmlElement list = XmlElement.parse(response.readAll(LIMIT), "the list of blocks");
      for (XmlElement blocks : list.all("UncommittedBlocks")) {
        for (XmlElement block : blocks.all("Block")) {
          staged.add(block.textAt("Name").strip() + " " + block.textAt("Size").strip());
        }
      }
      return staged;
    } catch (FormatException damaged) {
      return Set.of();
    }
  }

  /// Sends a block unless it is there, and returns its id.
  private String stage(int number, Payload bytes, Set<String> staged) throws IOException {
    byte[] digest = DigestingBody.digest(bytes);
    String plain = "ds1-%05d-%s".formatted(number, HexFormat.of().formatHex(digest));
    String id = Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    if (staged.contains(id + " " + bytes.length())) {
      return id;
    }
    Request request =
        service
            .request(
                "PUT",
                name,
                "comp=block&blockid=" + BlobAddress.encodeAll(id),
                new DigestingBody(bytes))
            .with("Content-MD5", Base64.getEncoder().encodeToString(digest));
    try (Response response = service.raw(request)) {
      if (response.status() == 201) {
        return id;
      }
      String code = AzureFailure.code(response);
      HttpFailure refusal = service.refusal(response, code);
      if (code.equals("InvalidBlobOrBlock") || code.equals("InvalidBlockId")) {
        throw new ForeignBlocks(refusal);
      }
      throw refusal;
    }
  }

  private FileInfo commit(List<String> ids, long length, String digest) throws IOException {
    StringBuilder list = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>");
    for (String id : ids) {
      list.append("<Latest>").append(id).append("</Latest>");
    }
    byte[] body = list.append("</BlockList>").toString().getBytes(StandardCharsets.UTF_8);
    Request request =
        service
            .request("PUT", name, "comp=blocklist", RequestBody.of(body))
            .with("Content-Type", "application/xml")
            .with("x-ms-blob-content-type", "application/octet-stream");
    if (!digest.isEmpty()) {
      request = request.with("x-ms-blob-content-md5", digest);
    }
    try (Response response = service.raw(request)) {
      if (response.status() == 201) {
        return info(response, length);
      }
      String code = AzureFailure.code(response);
      HttpFailure refusal = service.refusal(response, code);
      if (code.equals("InvalidBlockList")) {
        throw new LostBlocks(refusal);
      }
      throw refusal;
    }
  }

  /// A refusal after which something else is tried; it is told when nothing else helps.
  private abstract static class Setback extends IOException {
    private static final long serialVersionUID = 1L;

    final transient HttpFailure failure;

    Setback(HttpFailure failure) {
      super(failure);
      this.failure = failure;
    }
  }

  /// Bytes that did not arrive as they were sent.
  private static final class Damaged extends Setback {
    private static final long serialVersionUID = 1L;

    Damaged(HttpFailure failure) {
      super(failure);
    }
  }

  /// Blocks with ids of another length forbid ours.
  private static final class ForeignBlocks extends Setback {
    private static final long serialVersionUID = 1L;

    ForeignBlocks(HttpFailure failure) {
      super(failure);
    }
  }

  /// Another writer of the same name committed meanwhile, which drops what was staged.
  private static final class LostBlocks extends Setback {
    private static final long serialVersionUID = 1L;

    LostBlocks(HttpFailure failure) {
      super(failure);
    }
  }
}
