package datasync.backend.webhdfs;

import datasync.backend.PayloadBody;
import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.Response;
import datasync.io.TempName;
import datasync.object.Payload;
import datasync.object.RangedPayload;
import datasync.object.SlicePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Sends one file: to a temporary name in its folder, which is then renamed over its own.
///
/// What arrived of it before a connection broke is kept and appended to. For objects the temporary
/// name follows from the object, so that a later run appends to what an earlier one sent. Used by
/// one thread.
final class HdfsUpload {
  private static final Pattern OBJECT =
      Pattern.compile("(.*/)?[0-9a-f]{2}/[0-9a-f]{30}(\\.dir)?");
  private static final long WORTH_KEEPING = 4 << 20;

  private final HdfsClient client;
  private final int replication;
  private final String target;
  private final Payload payload;
  private final boolean kept;
  private String temporary;
  private boolean fresh;
  private String badNode = "";

  /// @param name the file's name in the remote
  HdfsUpload(HdfsClient client, int replication, String name, Payload payload) {
    this.client = client;
    this.replication = replication;
    this.target = client.path(name);
    this.payload = payload;
    this.kept =
        payload instanceof RangedPayload
            && payload.length() >= WORTH_KEEPING
            && OBJECT.matcher(name).matches();
    this.temporary = sibling(kept ? keptName(target, payload.length()) : TempName.next());
    this.fresh = !kept;
  }

  private String sibling(String name) {
    return target.substring(0, target.lastIndexOf('/') + 1) + name;
  }

  /// A temporary name that only the same bytes have.
  private static String keptName(String target, long length) {
    try {
      byte[] key = (target + " " + length).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("MD5").digest(key);
      return "." + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + ".tmp";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  void send() throws IOException {
    try {
      client.policy().run(this::sendRest);
      new HdfsRename(client).over(temporary, target);
    } catch (HttpFailure failure) {
      if (!kept || !failure.isRetryable()) {
        remove();
      }
      throw failure;
    } catch (IOException unreadable) {
      remove();
      throw unreadable;
    }
  }

  /// Sends what is missing, and finds out whether all of it arrived.
  private Void sendRest() throws IOException {
    long have = fresh ? 0 : arrived();
    fresh = false;
    try {
      if (have == 0) {
        create();
      } else if (have < payload.length()) {
        append(have);
      }
    } catch (HttpFailure failure) {
      if (failure.getMessage().startsWith("somebody else writes")) {
        // a writer of the same name, or the rest of one: leave it alone
        temporary = sibling(TempName.next());
        fresh = true;
      }
      throw failure;
    }
    long length = client.status(temporary).map(HdfsStatus::length).orElse(-1L);
    if (payload.length() >= 0 && length != payload.length()) {
      fresh = true;
      throw HttpFailure.of(
          client.request("GET", "GETFILESTATUS", temporary, Map.of()), FailureKind.CUT,
          "the file did not arrive whole: " + length + " of " + payload.length() + " bytes", null);
    }
    return null;
  }

  /// How many bytes of a payload that can be opened in the middle are there.
  private long arrived() throws IOException {
    if (!(payload instanceof RangedPayload) || payload.length() < 0) {
      return 0;
    }
    Optional<HdfsStatus> there = client.status(temporary);
    long length = there.map(HdfsStatus::length).orElse(0L);
    return length > payload.length() ? 0 : length;
  }

  private void create() throws IOException {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("overwrite", "true");
    if (replication > 0) {
      parameters.put("replication", Integer.toString(replication));
    }
    send("PUT", "CREATE", parameters, payload);
  }

  private void append(long from) throws IOException {
    RangedPayload whole = (RangedPayload) payload;
    send(
        "POST", "APPEND", new LinkedHashMap<>(),
        new SlicePayload(whole, from, payload.length() - from));
  }

  /// Asks the name node for a data node, and gives that the bytes.
  private void send(
      String method, String operation, Map<String, String> parameters, Payload bytes)
      throws IOException {
    if (!badNode.isEmpty()) {
      parameters.put("excludedatanodes", badNode);
    }
    Request first = client.request(method, operation, temporary, parameters);
    Request second;
    try (Response response = client.exchange(first)) {
      if (response.status() != 307) {
        throw response.isSuccess()
            ? HdfsClient.strange(response, "the name node names no data node")
            : HdfsFailures.of(response);
      }
      second = client.follow(response, first, body(bytes));
    }
    try (Response response = client.exchange(second)) {
      if (!response.isSuccess()) {
        throw HdfsFailures.of(response);
      }
    } catch (HttpFailure failure) {
      if (failure.status() == 0) {
        badNode = second.uri().getHost() + ":" + second.uri().getPort();
      }
      throw failure;
    }
  }

  private static RequestBody body(Payload bytes) {
    return new PayloadBody(bytes);
  }

  private void remove() {
    try {
      client.delete(temporary);
    } catch (IOException unreachable) {
      // it stays, under a name that listings leave out
    }
  }
}
