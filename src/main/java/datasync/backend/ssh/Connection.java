package datasync.backend.ssh;

import datasync.task.Ahead;
import datasync.text.FormatException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/// One connection to an SFTP server, on which many requests are on their way at once.
///
/// Whoever asks writes the request; one thread reads the answers and finds by their numbers who
/// waits. A connection on which no byte moves for too long while something is asked is ended, and
/// everybody who waits gets a [ConnectionLost]. Safe for several threads; the caller closes it.
final class Connection implements Closeable {
  /// How long the server may be silent while it owes an answer.
  static final Duration PATIENCE = Duration.ofSeconds(25);

  private static final int VERSION = 3;
  private static final int BUFFER = 64 << 10;
  private static final int SLICE = 32 << 10;
  /// Writing a large file to the disk of a busy server takes its time.
  private static final int SYNC_FACTOR = 12;

  private final Wire wire;
  private final Duration patience;
  private final DataInputStream in;
  private final OutputStream out;
  private final ReentrantLock writing = new ReentrantLock();
  private final Map<Integer, Pending> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger streams = new AtomicInteger();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile ConnectionLost lost;
  private volatile long moved = System.nanoTime();
  private volatile FormatException foreign;
  private volatile Powers powers;

  private Connection(Wire wire, Duration patience) {
    this.wire = wire;
    this.patience = patience;
    this.in = new DataInputStream(new BufferedInputStream(wire.in(), BUFFER));
    this.out = wire.out();
  }

  /// Greets the server over a wire, which then belongs to the connection.
  ///
  /// @param patience how long the server may be silent while it owes an answer
  /// @throws ConnectionLost when the wire ends meanwhile
  /// @throws FormatException when what answers is no SFTP server
  static Connection greet(Wire wire, Duration patience) throws IOException {
    Connection connection = new Connection(wire, patience);
    try {
      connection.greet();
    } catch (IOException | RuntimeException failed) {
      connection.close();
      throw failed;
    }
    return connection;
  }

  private void greet() throws IOException {
    Ahead.start(this::watch);
    Pending version = new Pending(patience.multipliedBy(SYNC_FACTOR));
    waiting.put(-1, version);
    transmit(List.of(Packet.init(VERSION).finished()));
    Ahead.start(this::read);
    powers = Powers.of(greeting(version).as(Reply.VERSION));
    if (powers.tellsLimits()) {
      powers = powers.within(call(Packet.extended(Powers.LIMITS)).as(Reply.EXTENDED));
    }
  }

  private Reply greeting(Pending version) throws IOException {
    try {
      return version.await();
    } catch (ConnectionLost ended) {
      if (foreign != null) {
        throw foreign;
      }
      throw ended;
    }
  }

  Powers powers() {
    return powers;
  }

  /// Sends a request; does not wait for its answer.
  Pending send(Packet request) throws IOException {
    return send(List.of(request), patience).getFirst();
  }

  /// Sends requests in one go: a packet of ssh's own around each would cost more than they do.
  List<Pending> sendTogether(List<Packet> requests) throws IOException {
    return send(requests, patience);
  }

  /// The same for requests that the server may be long about.
  List<Pending> sendSlow(List<Packet> requests) throws IOException {
    return send(requests, patience.multipliedBy(SYNC_FACTOR));
  }

  /// Sends a request and waits for its answer.
  Reply call(Packet request) throws IOException {
    return send(request).await();
  }

  private List<Pending> send(List<Packet> requests, Duration limit) throws IOException {
    List<Pending> sent = new ArrayList<>(requests.size());
    List<ByteBuffer> packets = new ArrayList<>(requests.size());
    for (Packet request : requests) {
      Pending pending = new Pending(limit);
      int number = numbers.getAndIncrement() & Integer.MAX_VALUE;
      waiting.put(number, pending);
      sent.add(pending);
      packets.add(request.numbered(number));
    }
    if (lost != null) {
      throw fail(lost.getMessage()).again();
    }
    transmit(packets);
    return sent;
  }

  private void transmit(List<ByteBuffer> packets) throws IOException {
    writing.lock();
    try {
      moved = System.nanoTime();
      for (ByteBuffer packet : packets) {
        for (int at = 0; at < packet.limit(); at += SLICE) {
          out.write(packet.array(), at, Math.min(SLICE, packet.limit() - at));
          moved = System.nanoTime();
        }
      }
      out.flush();
    } catch (IOException broken) {
      throw fail("the connection ended").again();
    } finally {
      writing.unlock();
    }
  }

  /// Reads answers until the connection ends.
  private void read() {
    try {
      Reply first = Reply.read(in, this::touch);
      if (first == null) {
        fail("the connection ended");
        return;
      }
      waiting.remove(-1).complete(first);
      Reply reply = Reply.read(in, this::touch);
      while (reply != null) {
        Pending asked = waiting.remove(reply.int32());
        if (asked == null) {
          throw Reply.malformed("an answer to no question");
        }
        touch();
        asked.complete(reply);
        reply = Reply.read(in, this::touch);
      }
      fail("the connection ended");
    } catch (FormatException unknown) {
      foreign = unknown;
      fail(unknown.getMessage());
    } catch (IOException broken) {
      fail("the connection ended");
    }
  }

  private void touch() {
    moved = System.nanoTime();
  }

  /// Ends the connection when nothing moves although something should.
  private void watch() {
    long tick = Math.max(1, Math.min(1000, patience.toMillis() / 4));
    try {
      while (!ended.await(tick, TimeUnit.MILLISECONDS)) {
        long limit = 0;
        for (Pending pending : waiting.values()) {
          limit = Math.max(limit, pending.patience().toNanos());
        }
        if (limit > 0 && System.nanoTime() - moved > limit) {
          long seconds = TimeUnit.NANOSECONDS.toSeconds(limit);
          fail("the server has not answered for " + seconds + " seconds");
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private ConnectionLost fail(String reason) {
    ConnectionLost first;
    synchronized (this) {
      if (lost == null) {
        lost = new ConnectionLost(reason);
      }
      first = lost;
    }
    ended.countDown();
    wire.close();
    for (Integer number : waiting.keySet()) {
      Pending pending = waiting.remove(number);
      if (pending != null) {
        pending.fail(first);
      }
    }
    return first;
  }

  /// Whether it still works as far as is known.
  boolean isAlive() {
    return lost == null;
  }

  /// What the wire says about its end.
  String lastWords() {
    return wire.lastWords();
  }

  /// A stream of bytes begins on this connection.
  void streamBegins() {
    streams.incrementAndGet();
  }

  /// A stream of bytes has ended.
  void streamEnds() {
    streams.decrementAndGet();
  }

  /// How many bytes one stream may have on their way, so that all together stay within a bound.
  int share() {
    return Windows.BYTES / Math.max(1, streams.get());
  }

  /// Ends it at once; who still waits for an answer gets a [ConnectionLost].
  @Override
  public void close() {
    fail("the connection was closed");
  }
}
