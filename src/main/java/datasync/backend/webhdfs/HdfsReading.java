package datasync.backend.webhdfs;

import datasync.http.HttpFailure;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.Response;
import datasync.io.BlockStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The bytes of a file from a position on, asked for anew where an answer broke off. Used by one
/// thread; the caller closes it.
final class HdfsReading extends BlockStream {
  private static final int STANDSTILLS = 4;

  private final HdfsClient client;
  private final String path;
  private long left;
  private long position;
  private long brokeAt = -1;
  private int standstills;
  private Response response;

  private HdfsReading(HdfsClient client, String path, long from, long length) {
    this.client = client;
    this.path = path;
    this.position = from;
    this.left = length;
  }

  /// Asks for the bytes and waits for the head of the answer.
  ///
  /// @param length how many bytes at most; negative for all
  /// @throws HttpFailure when they are not to be had
  static HdfsReading open(HdfsClient client, String path, long from, long length)
      throws IOException {
    HdfsReading stream = new HdfsReading(client, path, from, length);
    client.policy().run(stream::connect);
    return stream;
  }

  private Void connect() throws IOException {
    Map<String, String> range = new LinkedHashMap<>();
    if (position > 0) {
      range.put("offset", Long.toString(position));
    }
    if (left >= 0) {
      range.put("length", Long.toString(left));
    }
    Response answer = answer(client.request("GET", "OPEN", path, range));
    if (answer.status() != 200) {
      try (answer) {
        throw HdfsFailures.of(answer);
      }
    }
    response = answer;
    if (answer.length() >= 0) {
      left = answer.length();
    }
    return null;
  }

  /// The answer of the data node, or of the name node where that gives the bytes or refuses.
  private Response answer(Request request) throws IOException {
    Response first = client.exchange(request);
    if (first.status() != 307) {
      return first;
    }
    try (first) {
      return client.exchange(client.follow(first, request, RequestBody.NONE));
    }
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (true) {
      if (left == 0) {
        return length == 0 ? 0 : -1;
      }
      try {
        int count = response.body().read(target, offset, length);
        if (count < 0 && left > 0 && response.length() >= 0) {
          throw HdfsClient.strange(response, "the answer ended early");
        }
        position += Math.max(0, count);
        left -= left > 0 ? Math.max(0, count) : 0;
        return count;
      } catch (HttpFailure broken) {
        resume(broken);
      }
    }
  }

  private void resume(HttpFailure broken) throws IOException {
    response.close();
    standstills = position > brokeAt ? 0 : standstills + 1;
    brokeAt = position;
    if (standstills > STANDSTILLS) {
      throw broken;
    }
    boolean[] told = {false};
    client.policy().run(
        () -> {
          if (!told[0]) {
            told[0] = true;
            throw broken;
          }
          return connect();
        });
  }

  @Override
  public void close() {
    response.close();
  }
}
