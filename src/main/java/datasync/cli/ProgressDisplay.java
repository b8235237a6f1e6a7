package datasync.cli;

import datasync.task.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// Shows on stderr how far a command has come: on a terminal a line for each running transfer and
/// a total, redrawn at most ten times a second; otherwise a plain line every few seconds; nothing
/// with `-q`, and nothing for work that is over at once.
///
/// It draws when it is told something and has no thread of its own. Close it before printing
/// results: that removes what it drew.
public final class ProgressDisplay implements Progress, AutoCloseable {
  private static final long SECOND = 1_000_000_000L;
  private static final long FIRST_DRAW = SECOND / 2;
  private static final long REDRAW = SECOND / 10;
  private static final long PLAIN = 5 * SECOND;
  private static final int MOST_LINES = 8;
  private static final int BAR = 20;

  private final Console console;
  private final String verb;
  private final LongSupplier nanos;
  private final boolean lively;
  private final Map<Thread, Running> running = new LinkedHashMap<>();
  private final long started;
  private long nextDraw;
  private int drawn;
  private long objects;
  private long bytes;
  private long objectsDone;
  private long bytesDone;
  private final Retries retries = new Retries();

  private static final class SystemTime implements LongSupplier {
    @Override
    public long getAsLong() {
      return System.nanoTime();
    }
  }

  private static final class Running {
    private final String name;
    private final long size;
    private long done;

    Running(String name, long size) {
      this.name = name;
      this.size = size;
    }
  }

  /// @param verb what is going on, such as `pushing`
  public ProgressDisplay(Console console, String verb) {
    this(console, verb, new SystemTime());
  }

  ProgressDisplay(Console console, String verb, LongSupplier nanos) {
    this.console = console;
    this.verb = verb;
    this.nanos = nanos;
    this.lively = console.isLively();
    started = nanos.getAsLong();
    nextDraw = started + (lively ? FIRST_DRAW : PLAIN);
  }

  @Override
  public synchronized void begin(long moreObjects, long moreBytes) {
    objects += moreObjects;
    bytes += moreBytes;
  }

  @Override
  public synchronized void started(String name, long size) {
    running.put(Thread.currentThread(), new Running(name, size));
    tick();
  }

  @Override
  public synchronized void advance(long moreBytes) {
    bytesDone += moreBytes;
    Running mine = running.get(Thread.currentThread());
    if (mine != null) {
      mine.done += moreBytes;
    }
    tick();
  }

  @Override
  public synchronized void finished(String name) {
    running.remove(Thread.currentThread());
    objectsDone++;
    tick();
  }

  @Override
  public synchronized void retried(String reason, Duration wait) {
    retries.add(reason, wait);
  }

  /// The requests that were made again; to be read when the work is done.
  public synchronized Retries retries() {
    return retries;
  }

  /// How many objects are done.
  public synchronized long objects() {
    return objectsDone;
  }

  /// How many bytes are done.
  public synchronized long bytes() {
    return bytesDone;
  }

  /// Removes what was drawn.
  @Override
  public synchronized void close() {
    if (drawn > 0) {
      console.draw(erase());
      drawn = 0;
    }
    nextDraw = Long.MAX_VALUE;
  }

  private void tick() {
    if (console.isQuiet()) {
      return;
    }
    long now = nanos.getAsLong();
    if (now - nextDraw < 0 || nextDraw == Long.MAX_VALUE) {
      return;
    }
    nextDraw = now + (lively ? REDRAW : PLAIN);
    if (lively) {
      redraw(now);
    } else {
      console.note(verb + ": " + total(now));
    }
  }

  private void redraw(long now) {
    int width = Math.max(20, console.terminal().width() - 1);
    List<String> lines = new ArrayList<>();
    for (Running transfer : running.values()) {
      if (lines.size() < MOST_LINES) {
        lines.add(line(transfer, width));
      }
    }
    String total = total(now);
    String bar = bar();
    boolean fits = verb.length() + 1 + bar.length() + total.length() <= width;
    lines.add(fit(verb + " " + (fits ? bar : "") + total, width));
    StringBuilder text = new StringBuilder(erase());
    for (String line : lines) {
      text.append(line).append('\n');
    }
    drawn = lines.size();
    console.draw(text.toString());
  }

  private String erase() {
    return drawn == 0 ? "" : "\u001b[" + drawn + "F\u001b[J";
  }

  private static String line(Running transfer, int width) {
    String amount = Amounts.bytes(transfer.done);
    if (transfer.size > 0) {
      amount += " of " + Amounts.bytes(transfer.size);
    }
    String name = fit(Visible.of(transfer.name), Math.max(8, width - amount.length() - 4));
    return fit("  " + name + "  " + amount, width);
  }

  private String bar() {
    if (bytes <= 0) {
      return "";
    }
    int full = Math.clamp(BAR * bytesDone / bytes, 0, BAR);
    return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "] ";
  }

  private String total(long now) {
    StringBuilder text = new StringBuilder();
    text.append(objectsDone);
    if (objects > 0) {
      text.append(" of ").append(objects);
    }
    text.append(" objects, ").append(Amounts.bytes(bytesDone));
    if (bytes > 0) {
      text.append(" of ").append(Amounts.bytes(bytes));
    }
    double seconds = (now - started) / (double) SECOND;
    if (seconds > 0 && bytesDone > 0) {
      double rate = bytesDone / seconds;
      text.append(", ").append(Amounts.bytes((long) rate)).append("/s");
      if (bytes > bytesDone) {
        text.append(", ").append(Amounts.time((long) ((bytes - bytesDone) / rate) + 1));
        text.append(" left");
      }
    }
    if (retries.count() > 0) {
      text.append(", ").append(retries.amount());
    }
    return text.toString();
  }

  /// Cuts text in the middle so that beginning and end of a path stay readable.
  private static String fit(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    int head = (width - 1) / 2;
    int tail = width - 1 - head;
    return text.substring(0, head) + "…" + text.substring(text.length() - tail);
  }
}
