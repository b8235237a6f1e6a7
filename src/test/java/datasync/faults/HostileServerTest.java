package datasync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.http.FakeServer;
import datasync.io.FolderTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A server that is an enemy: whatever it answers, a command ends soon with an error that says
/// what happened, keeps nothing wrong, touches nothing else, and works as ever when the server
/// does.
@Tag("faults")
class HostileServerTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String LOGIN = "Basic dTpzM2NyZXQ=";

  @TempDir(factory = InMemory.class)
  Path folder;

  private final BreakingServer files = new BreakingServer();
  private World world;
  private Map<String, String> whole;
  private volatile Lie lie;

  /// What the server does instead of answering.
  enum Lie {
    HUGE_FIELD, ENDLESS_FIELDS, ENDLESS_FIELD, ENDLESS_STATUS_LINE, INFORMATION, NO_HTTP,
    STRANGE_STATUS, NO_CONTENT, ENDLESS_BODY, ENDLESS_LENGTH, LENGTH_TOO_LONG, LENGTH_TOO_SHORT,
    NEGATIVE_LENGTH, TWO_LENGTHS, NO_CHUNK, HUGE_CHUNK, GZIP_BOMB, TO_A_FILE, TO_FTP, TO_ITSELF,
    TO_ELSEWHERE, ALWAYS_ELSEWHERE, COME_BACK_LATER, COME_BACK_NEVER, OTHER_RANGE, HUGE_RANGE,
    NEGATIVE_RANGE, PAGE_FOR_ALL, OTHER_LISTING, LISTING_THAT_LEAVES
  }

  private void prepare(FakeServer http) throws IOException {
    world = new World(folder.toRealPath().resolve("world"));
    String url = http.uri("/r").toString().replace("://", "://u:s3cret@");
    world.make(
        List.of(
            "> init -q", "> remote add -q -d r " + url, "> remote modify -q r read_timeout 1",
            "> remote modify -q r connect_timeout 1",
            "write data/a 5000 1", "write data/sub/b 300 2", "write model.bin 1500000 7",
            "> add -q data model.bin", "> push -q"));
    whole = world.look();
    for (String gone : List.of(".dvc/cache", "data", "model.bin")) {
      FolderTree.delete(world.project().resolve(gone));
    }
    Files.writeString(world.top().resolve("precious"), "keep me");
  }

  @ParameterizedTest
  @EnumSource(Lie.class)
  void commandsEndAndKeepNothingWrong(Lie each) throws Exception {
    try (FakeServer elsewhere = new FakeServer((request, reply) -> reply.send(200, "evil"));
        FakeServer http = new FakeServer((asked, reply) -> answer(elsewhere, asked, reply))) {
      prepare(http);
      Map<String, String> before = world.look();
      for (String verb : List.of("pull", "fetch --dry-run", "status -c", "pull -f")) {
        lie = each;
        World.Ran ran = Assertions.assertTimeoutPreemptively(LIMIT, () -> world.run(verb));
        lie = null;
        String what = each + ", " + verb + " → " + ran.exit() + ": " + ran.text();
        assertThat(ran.text()).as(what).doesNotContain("bug", "s3cret", "dTpzM2NyZXQ", "memory");
        if (verb.startsWith("pull")) {
          assertThat(ran.exit()).as(what).isIn(1, 3, 6);
        } else {
          assertThat(ran.exit()).as(what).isIn(0, 1, 3, 6);
        }
        Map<String, String> after = world.look();
        after.keySet().removeIf(name -> name.startsWith("project/.dvc/"));
        before.keySet().removeIf(name -> name.startsWith("project/.dvc/"));
        // what did come is right
        after.entrySet().removeAll(whole.entrySet());
        before.entrySet().removeAll(whole.entrySet());
        assertThat(after).as(what).isEqualTo(before);
        checkCache(what);
      }
      for (FakeServer.Seen seen : elsewhere.seen()) {
        assertThat(seen.headers()).as(each.name()).doesNotContainKey("Authorization");
      }
      World.Ran again = world.run("pull");
      assertThat(again.exit()).as(again.text()).isZero();
    }
  }

  /// All objects are what their names say, and no cut download of a liar waits.
  private void checkCache(String what) throws IOException {
    for (Path each : world.paths()) {
      String name = world.top().relativize(each).toString();
      if (name.contains("/cache/files/md5/") && Files.isRegularFile(each)) {
        String id = name.substring(name.length() - 33).replace("/", "");
        if (name.endsWith(".dir")) {
          id = name.substring(name.length() - 37, name.length() - 4).replace("/", "");
        }
        assertThat(World.digest(each)).as(what + name).isEqualTo(id);
      }
    }
  }

  private void answer(FakeServer elsewhere, FakeServer.Seen asked, FakeServer.Reply reply)
      throws IOException {
    Lie now = lie;
    if (now == null) {
      files.answer(asked, reply);
      return;
    }
    assertThat(asked.header("Authorization")).isEqualTo(LOGIN);
    byte[] file = files.files().getOrDefault(asked.target(), new byte[10]);
    switch (now) {
      case HUGE_FIELD ->
          raw(reply, "HTTP/1.1 200 OK\r\nX: " + "x".repeat(5_000_000) + "\r\n\r\n");
      case ENDLESS_FIELDS ->
          endless(reply, "HTTP/1.1 200 OK\r\n", "X-A: " + "a".repeat(99) + "\r\n");
      case ENDLESS_FIELD -> endless(reply, "HTTP/1.1 200 OK\r\nX: ", "a".repeat(10_000));
      case ENDLESS_STATUS_LINE -> endless(reply, "HTTP/1.1 200 ", "O".repeat(10_000));
      case INFORMATION -> endless(reply, "", "HTTP/1.1 103 Early\r\nLink: x\r\n\r\n");
      case NO_HTTP -> raw(reply, "SSH-2.0-OpenSSH_9.9\r\n\r\n");
      case STRANGE_STATUS -> raw(reply, "HTTP/1.1 999 x\r\nContent-Length: 0\r\n\r\n");
      case NO_CONTENT -> raw(reply, "HTTP/1.1 204 x\r\n\r\n");
      case ENDLESS_BODY -> {
        if (!isBounded(asked)) {
          files.answer(asked, reply);
        } else {
          String block = "10000\r\n" + "a".repeat(0x10000) + "\r\n";
          endless(reply, "HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n", block);
        }
      }
      case ENDLESS_LENGTH -> {
        if (!isBounded(asked)) {
          files.answer(asked, reply);
        } else {
          String head = "HTTP/1.1 200 x\r\nContent-Length: " + Long.MAX_VALUE + "\r\n\r\n";
          endless(reply, head, "a".repeat(0x10000));
        }
      }
      default -> small(now, elsewhere, asked, reply, file);
    }
  }

  /// Whether it is known how long the object is: of files in a folder nothing is recorded.
  private boolean isBounded(FakeServer.Seen asked) {
    boolean listing = asked.target().endsWith(".dir");
    byte[] file = files.files().get(asked.target());
    return listing ? Effort.isFull() : file == null || file.length > 1_000_000;
  }

  private void small(
      Lie now, FakeServer elsewhere, FakeServer.Seen asked, FakeServer.Reply reply, byte[] file)
      throws IOException {
    String to = "http://localhost:" + elsewhere.port() + "/x";
    switch (now) {
      case LENGTH_TOO_LONG -> {
        reply.head(200, file.length + 10L);
        reply.raw(file);
        reply.cut();
      }
      case LENGTH_TOO_SHORT -> {
        reply.head(200, file.length / 2);
        reply.raw(file);
        reply.cut();
      }
      case NEGATIVE_LENGTH -> raw(reply, "HTTP/1.1 200 x\r\nContent-Length: -5\r\n\r\nabcde");
      case TWO_LENGTHS ->
          raw(reply, "HTTP/1.1 200 x\r\nContent-Length: 1\r\nContent-Length: 5\r\n\r\nabcde");
      case NO_CHUNK ->
          raw(reply, "HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\nabc\r\n");
      case HUGE_CHUNK ->
          raw(reply, "HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nab");
      case GZIP_BOMB -> reply.send(200, bomb(), "Content-Encoding: gzip");
      case TO_A_FILE -> reply.send(302, "", "Location: file:///etc/passwd");
      case TO_FTP -> reply.send(302, "", "Location: ftp://localhost/x");
      case TO_ITSELF -> reply.send(307, "", "Location: " + asked.target());
      case TO_ELSEWHERE -> reply.send(302, "", "Location: " + to);
      case ALWAYS_ELSEWHERE -> reply.send(302, "", "Location: /r/" + asked.number());
      case COME_BACK_LATER -> reply.send(503, "", "Retry-After: 999999999");
      case COME_BACK_NEVER -> reply.send(429, "", "Retry-After: " + Long.MAX_VALUE);
      case OTHER_RANGE -> reply.send(206, "abc", "Content-Range: bytes 7-9/10");
      case HUGE_RANGE ->
          reply.send(206, "abc", "Content-Range: bytes 0-2/99999999999999999999999999");
      case NEGATIVE_RANGE -> reply.send(206, "abc", "Content-Range: bytes -9--7/-5");
      case OTHER_LISTING ->
          reply.send(
              200, asked.target().endsWith(".dir") ? new byte[] {'[', ']'} : file);
      case LISTING_THAT_LEAVES ->
          reply.send(
              200,
              "[{\"md5\": \"d41d8cd98f00b204e9800998ecf8427e\", \"relpath\": \"../../precious\"}]");
      default -> reply.send(200, "<html>please log in</html>");
    }
  }

  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(new byte[10_000_000]);
    }
    return out.toByteArray();
  }

  private static void raw(FakeServer.Reply reply, String text) throws IOException {
    reply.raw(text.getBytes(StandardCharsets.ISO_8859_1));
    reply.cut();
  }

  /// Goes on until the other side ends the connection.
  private static void endless(FakeServer.Reply reply, String start, String block)
      throws IOException {
    reply.raw(start.getBytes(StandardCharsets.ISO_8859_1));
    byte[] bytes = block.getBytes(StandardCharsets.ISO_8859_1);
    while (true) {
      reply.raw(bytes);
    }
  }

  /// A body that comes byte by byte is alive; the head of an answer has its time as a whole.
  @Test
  void headThatTrickles_runsOutOfTime() throws Exception {
    try (FakeServer http = new FakeServer((asked, reply) -> {
      byte[] line = "HTTP/1.1 200 x\r\nX: ".getBytes(StandardCharsets.US_ASCII);
      if (lie == null) {
        files.answer(asked, reply);
        return;
      }
      reply.raw(line);
      while (true) {
        LockSupport.parkNanos(100_000_000);
        reply.raw(Arrays.copyOf(line, 1));
      }
    })) {
      prepare(http);
      lie = Lie.ENDLESS_FIELD;
      World.Ran ran = Assertions.assertTimeoutPreemptively(LIMIT, () -> world.run("pull"));
      assertThat(ran.exit()).as(ran.text()).isEqualTo(1);
      assertThat(ran.text()).contains("does not answer");
    }
  }
}
