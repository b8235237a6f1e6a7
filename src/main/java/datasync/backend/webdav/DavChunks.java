package datasync.backend.webdav;

import datasync.backend.PartedUpload;
import datasync.backend.PayloadBody;
import datasync.http.HttpFailure;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.io.TempName;
import datasync.object.Payload;
import datasync.object.RangedPayload;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Large files in pieces, as Nextcloud takes them (chunked upload, version 2).
///
/// The pieces of an object are kept by the server in a folder whose name follows from the object,
/// so that a later run sends the missing ones alone; the server drops such folders after a day.
/// Safe for several threads.
final class DavChunks {
  private static final Pattern FILES =
      Pattern.compile("(.*/remote\\.php/dav/)files/([^/]+)(/.*)?");
  private static final Pattern OBJECT =
      Pattern.compile("(.*/)?[0-9a-f]{2}/[0-9a-f]{30}(\\.dir)?");
  private static final int MOST = 10_000;
  private static final int AT_ONCE = 4;

  private final DavClient client;
  private final URI uploads;
  private final Sizes sizes;

  private DavChunks(DavClient client, URI uploads, Sizes sizes) {
    this.client = client;
    this.uploads = uploads;
    this.sizes = sizes;
  }

  /// What goes in pieces.
  ///
  /// @param threshold the bytes of the largest file that is sent at once
  /// @param piece the bytes of a piece, where 10 000 of them are enough
  record Sizes(long threshold, long piece) {
    /// Below the limit of 100 MB that proxies in front of such servers often have.
    static final Sizes DEFAULT = new Sizes(48 << 20, 24 << 20);
  }

  /// The pieces for a remote, or nothing where its address is not one of Nextcloud's file trees.
  static Optional<DavChunks> of(DavClient client, Sizes sizes) {
    URI base = client.folder("");
    Matcher files = FILES.matcher(base.getRawPath());
    return files.matches()
        ? Optional.of(
            new DavChunks(
                client, base.resolve(files.group(1) + "uploads/" + files.group(2) + "/"), sizes))
        : Optional.empty();
  }

  /// Whether a file is to be sent in pieces.
  boolean takes(Payload payload) {
    return payload instanceof RangedPayload && payload.length() > sizes.threshold();
  }

  /// Sends a file whose folder is there.
  void send(String name, URI target, RangedPayload payload) throws IOException {
    long piece = Math.max(sizes.piece(), Math.ceilDiv(payload.length(), MOST));
    PartedUpload upload = new PartedUpload(payload, piece);
    URI folder = uploads.resolve(folder(name, target, payload.length(), piece) + "/");
    try {
      Map<String, Long> there = begin(folder, target);
      upload.send(
          number -> there.getOrDefault(chunk(number), -1L) == upload.part(number).bytes().length(),
          AT_ONCE,
          part -> put(folder.resolve(chunk(part.number())), target, part, payload.length()));
      assemble(name, folder.resolve(".file"), target, payload.length());
    } catch (HttpFailure failure) {
      if (failure.status() == 400) {
        drop(folder);
      }
      throw failure;
    } catch (IOException unreadable) {
      drop(folder);
      throw unreadable;
    }
  }

  /// A name that only the same bytes have; other files than objects may have changed since.
  private static String folder(String name, URI target, long length, long piece) {
    if (!OBJECT.matcher(name).matches()) {
      return "datasync-" + TempName.next().substring(1, 23);
    }
    String key = target + " " + length + " " + piece;
    return "datasync-" + UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String chunk(int number) {
    return "%05d".formatted(number);
  }

  /// Makes the folder, or tells what an earlier run left in it.
  private Map<String, Long> begin(URI folder, URI target) throws IOException {
    boolean fresh =
        client.ask(
            Request.of("MKCOL", folder, RequestBody.NONE).with("Destination", target.toString()),
            response -> {
              if (!response.isSuccess() && response.status() != 405) {
                throw DavClient.refused(response);
              }
              return response.isSuccess();
            });
    Map<String, Long> there = new HashMap<>();
    if (!fresh) {
      for (DavEntry entry : client.properties(folder, 1)) {
        there.put(entry.name(), entry.size());
      }
    }
    return there;
  }

  private void put(URI chunk, URI target, PartedUpload.Part part, long total)
      throws IOException {
    Request request =
        Request.of("PUT", chunk, new PayloadBody(part.bytes()))
            .with("Destination", target.toString())
            .with("OC-Total-Length", Long.toString(total))
            .with("Content-Type", "application/octet-stream");
    client.ask(
        request,
        response -> {
          if (!response.isSuccess()) {
            throw DavClient.refused(response);
          }
          return null;
        });
  }

  /// Has the pieces joined. The server may need longer than the connection lasts: it then answers
  /// 423 or 504, and the file is looked for before it is asked again.
  private void assemble(String name, URI all, URI target, long length) throws IOException {
    Request request =
        Request.of("MOVE", all, RequestBody.NONE)
            .with("Destination", target.toString())
            .with("Overwrite", "T")
            .with("OC-Total-Length", Long.toString(length));
    boolean[] again = {false};
    client.policy().run(
        () -> {
          if (again[0] && isWhole(name, length)) {
            return null;
          }
          again[0] = true;
          return client.exchange(
              request,
              response -> {
                if (!response.isSuccess()) {
                  throw DavClient.refused(response);
                }
                return null;
              });
        });
  }

  private boolean isWhole(String name, long length) throws IOException {
    DavEntry there = client.look(name);
    return there != null && there.size() == length;
  }

  private void drop(URI folder) {
    try {
      client.ask(Request.of("DELETE", folder, RequestBody.NONE), response -> null);
    } catch (IOException unreachable) {
      // the server drops it after a day
    }
  }
}
