package datasync.backend.s3;

import datasync.auth.aws.SigV4;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.task.Parallel;
import datasync.text.xml.XmlElement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// `DeleteObjects`, and `DeleteObject` for keys that XML cannot carry and services without it.
/// Safe for several threads.
final class BatchDelete {
  private static final int MOST = 1000;
  private static final int BATCHES_AT_ONCE = 4;
  private static final int ROUNDS = 4;
  private static final Set<String> PASSING =
      Set.of("InternalError", "SlowDown", "ServiceUnavailable", "OperationAborted");

  private final S3Client client;
  private final int atOnce;
  private volatile boolean singly;

  /// @param atOnce how many single requests are on their way at once
  BatchDelete(S3Client client, int atOnce) {
    this.client = client;
    this.atOnce = atOnce;
  }

  /// Removes objects; those that are not there are no error.
  ///
  /// @throws IOException the first failure, after the others were tried
  void run(Collection<String> keys) throws IOException {
    List<String> single = new ArrayList<>();
    List<List<String>> batches = new ArrayList<>();
    List<String> batch = new ArrayList<>();
    for (String key : keys) {
      if (singly || !isXml(key)) {
        single.add(key);
        continue;
      }
      batch.add(key);
      if (batch.size() == MOST) {
        batches.add(batch);
        batch = new ArrayList<>();
      }
    }
    if (batch.size() == 1) {
      single.addAll(batch);
    } else if (!batch.isEmpty()) {
      batches.add(batch);
    }
    List<IOException> failures = new ArrayList<>();
    for (Parallel.Failure<List<String>> failed :
        Parallel.forTransfers(BATCHES_AT_ONCE).tryEach(batches, this::several)) {
      failures.add(failed.reason());
    }
    failures.addAll(each(single));
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }

  private List<IOException> each(List<String> keys) throws IOException {
    List<IOException> failures = new ArrayList<>();
    for (Parallel.Failure<String> failed :
        Parallel.forTransfers(atOnce).tryEach(keys, this::one)) {
      failures.add(failed.reason());
    }
    return failures;
  }

  private void one(String key) throws IOException {
    try {
      client.send(client.request("DELETE", key, "", RequestBody.NONE));
    } catch (S3Refusal refusal) {
      if (!refusal.code().equals("NoSuchKey")) {
        throw refusal;
      }
    }
  }

  private void several(List<String> keys) throws IOException {
    List<String> left = keys;
    for (int round = 1; ; round++) {
      Request request = request(left);
      XmlElement result;
      try {
        result = client.document(request).document();
      } catch (S3Refusal refusal) {
        if (!refusal.isUnsupported()) {
          throw refusal;
        }
        singly = true;
        List<IOException> failures = each(left);
        if (!failures.isEmpty()) {
          throw failures.getFirst();
        }
        return;
      }
      left = failed(request, result, round == ROUNDS);
      if (left.isEmpty()) {
        return;
      }
    }
  }

  /// The keys that are worth another try.
  private static List<String> failed(Request request, XmlElement result, boolean last)
      throws IOException {
    List<String> again = new ArrayList<>();
    if (result == null) {
      return again;
    }
    for (XmlElement error : result.all("Error")) {
      String code = error.textAt("Code").strip();
      if (code.equals("NoSuchKey")) {
        continue;
      }
      if (last || !PASSING.contains(code)) {
        throw S3Error.of(error, "").failure(request);
      }
      again.add(error.textAt("Key"));
    }
    return again;
  }

  private Request request(List<String> keys) {
    StringBuilder text = new StringBuilder("<Delete><Quiet>true</Quiet>");
    for (String key : keys) {
      text.append("<Object><Key>").append(escape(key)).append("</Key></Object>");
    }
    byte[] body = text.append("</Delete>").toString().getBytes(StandardCharsets.UTF_8);
    return client
        .request("POST", "", "delete=", RequestBody.of(body))
        .with("Content-MD5", Digests.base64(Digests.md5(body)))
        .with("Content-Type", "application/xml")
        .with(SigV4.CONTENT_DIGEST, SigV4.sha256(body));
  }

  private static boolean isXml(String key) {
    return key.chars().noneMatch(c -> c < ' ' || c == 0xfffe || c == 0xffff);
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
