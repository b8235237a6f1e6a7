package datasync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import datasync.text.FormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Feeds a parser with damaged inputs and demands: no exception but the documented ones, no
/// overflow of a small stack, no more than two seconds and 256 MiB allocated for one input.
///
/// The seed is in the message of a failure; `-Ddatasync.fuzz.seed=…` repeats it,
/// `-Ddatasync.fuzz.times=…` tries that many times as much, and `-Ddatasync.fuzz.folder=…` takes
/// real files as further seeds.
public final class Fuzz {
  private static final long STACK = 512 << 10;
  private static final long ALLOCATION = 256L << 20;
  private static final long MOST_NANOS = 2_000_000_000L;
  private static final long HANGING_MILLIS = 30_000;

  private final String name;
  private final List<byte[]> seeds = new ArrayList<>();
  private final List<Class<? extends Exception>> allowed = new ArrayList<>();
  private final Map<String, String> failures = new TreeMap<>();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private volatile byte[] current = {};
  private volatile long since;
  private int accepted;

  /// A parser.
  public interface Target {
    /// Reads an input, and checks what was read.
    void read(byte[] input) throws Exception;
  }

  /// Damaged input may be refused with a [FormatException].
  ///
  /// @param name what is read, for messages
  public Fuzz(String name) {
    this.name = name;
    this.allowed.add(FormatException.class);
  }

  /// Names one more documented exception.
  public Fuzz allow(Class<? extends Exception> exception) {
    allowed.add(exception);
    return this;
  }

  /// Adds inputs that are right.
  public Fuzz seeds(String... texts) {
    for (String each : texts) {
      seeds.add(each.getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  /// Adds a binary input that is right.
  public Fuzz seed(byte[] bytes) {
    seeds.add(bytes);
    return this;
  }

  /// Adds the real files of an ending, of the folder that the property names; none without it.
  public Fuzz files(String ending) {
    String folder = System.getProperty("datasync.fuzz.folder", "");
    if (folder.isEmpty()) {
      return this;
    }
    try (Stream<Path> found = Files.walk(Path.of(folder))) {
      found.filter(each -> each.getFileName().toString().endsWith(ending))
          .sorted().limit(400).forEach(this::file);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
    return this;
  }

  private void file(Path file) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) < 1 << 14) {
        seeds.add(Files.readAllBytes(file));
      }
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /// Reads all seeds, then `count` damaged ones.
  public void run(int count, Target target) throws InterruptedException {
    long seed = Long.getLong("datasync.fuzz.seed", 20_251_121);
    int all = count * Integer.getInteger("datasync.fuzz.times", 1);
    Random random = new Random(seed ^ name.hashCode());
    Mutator mutator = new Mutator(random, seeds);
    Thread worker = new Thread(null, () -> loop(mutator, all, target), "fuzz", STACK);
    worker.setDaemon(true);
    since = System.nanoTime();
    worker.start();
    while (!worker.join(java.time.Duration.ofMillis(200))) {
      if ((System.nanoTime() - since) / 1_000_000 > HANGING_MILLIS) {
        failures.put("hangs: " + List.of(worker.getStackTrace()), shown(current));
        break;
      }
    }
    assertThat(failures).as("%s, seed %d", name, seed).isEmpty();
    assertThat(accepted).as("inputs of %s that were accepted", name).isPositive();
  }

  private void loop(Mutator mutator, int count, Target target) {
    for (byte[] each : seeds) {
      one(each, target);
    }
    for (int i = 0; i < count && failures.size() < 20; i++) {
      one(mutator.next(), target);
    }
  }

  private void one(byte[] input, Target target) {
    current = input;
    since = System.nanoTime();
    long started = threads.getCurrentThreadCpuTime();
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      target.read(input);
      accepted++;
    } catch (Exception | Error thrown) {
      if (!allowed(thrown)) {
        fail(String.valueOf(thrown.getClass()) + at(thrown), thrown.getMessage(), input);
      }
    }
    if (threads.getCurrentThreadAllocatedBytes() - before > ALLOCATION) {
      fail("allocates too much", "", input);
    }
    if (threads.getCurrentThreadCpuTime() - started > MOST_NANOS) {
      fail("takes too long", "", input);
    }
  }

  private boolean allowed(Throwable thrown) {
    for (Class<? extends Exception> each : allowed) {
      if (each.isInstance(thrown)) {
        return true;
      }
    }
    return false;
  }

  /// Where it was thrown, without the line: one failure for each cause.
  private static String at(Throwable thrown) {
    StackTraceElement[] frames = thrown.getStackTrace();
    for (StackTraceElement each : frames) {
      if (each.getClassName().startsWith("datasync.")) {
        return " at " + each.getClassName() + "." + each.getMethodName();
      }
    }
    return frames.length == 0 ? "" : " at " + List.of(frames).subList(0, 20);
  }

  private void fail(String cause, String message, byte[] input) {
    String old = failures.get(cause);
    String text = message + " for " + shown(input);
    if (old == null || old.length() > text.length()) {
      failures.put(cause, text);
    }
  }

  private static String shown(byte[] input) {
    StringBuilder text = new StringBuilder("\"");
    int most = Integer.getInteger("datasync.fuzz.shown", 400);
    for (int i = 0; i < Math.min(input.length, most); i++) {
      int each = input[i] & 0xff;
      if (each >= ' ' && each < 0x7f) {
        text.append((char) each);
      } else {
        text.append(each == '\n' ? "\\n" : String.format("\\x%02x", each));
      }
    }
    return text.append('"').toString();
  }
}
