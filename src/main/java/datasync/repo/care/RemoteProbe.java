package datasync.repo.care;

import datasync.backend.Backend;
import datasync.backend.ListableBackend;
import datasync.backend.LoginSource;
import datasync.config.RemoteSettings;
import datasync.io.Environment;
import datasync.object.BytesPayload;
import datasync.remote.Remote;
import datasync.remote.Remotes;
import datasync.repo.RepositoryException;
import datasync.task.TimeLimit;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tries out one remote: does it answer, does it take the login, can it be listed, written, read
/// and emptied, how fast, and does its clock agree with ours.
///
/// One file is written, `.datasync-probe-` and random digits, and removed again whatever happens;
/// where nothing can be removed it is always `.datasync-probe`. Objects are never touched.
public final class RemoteProbe {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration WRONG_CLOCK = Duration.ofMinutes(5);
  private static final Duration FAIR_CLOCK = Duration.ofSeconds(30);
  private static final int REQUESTS = 5;
  private static final String NAME = ".datasync-probe";

  private final Environment environment;
  private final Remotes remotes;
  private final ProbeWatch watch;
  private final ProbeStep.Listener listener;
  private final List<ProbeStep> steps = new ArrayList<>();
  private ProbeHints hints;
  private String name;

  /// What is tried.
  ///
  /// @param readOnly whether nothing is written
  /// @param size bytes of the file that is written
  public record Extent(boolean readOnly, int size) {}

  /// @param remotes opens remotes, whose progress is the watch
  /// @param listener hears of each step as it is done
  public RemoteProbe(
      Environment environment, Remotes remotes, ProbeWatch watch, ProbeStep.Listener listener) {
    this.environment = environment;
    this.remotes = remotes;
    this.watch = watch;
    this.listener = listener;
  }

  /// One step that may fail.
  private interface Action {
    void run() throws IOException;
  }

  /// Takes the steps in their order; one that depends on a failed one is left out.
  ///
  /// @return all that were taken
  /// @throws InterruptedIOException when the thread was interrupted
  public List<ProbeStep> run(RemoteSettings settings, Extent extent) throws IOException {
    hints = new ProbeHints(settings);
    steps.clear();
    if (Remotes.isFolder(settings) && !folder(settings)) {
      return List.copyOf(steps);
    }
    Remote remote;
    try {
      remote = remotes.open(settings);
    } catch (IOException unusable) {
      wrong("settings", unusable);
      return List.copyOf(steps);
    }
    try (remote) {
      Backend backend = remote.backend();
      byte[] digits = new byte[8];
      environment.random().nextBytes(digits);
      boolean listable = backend instanceof ListableBackend;
      name = listable ? NAME + "-" + HexFormat.of().formatHex(digits) : NAME;
      if (reach(backend, Remotes.isFolder(settings))) {
        latency(backend);
        if (!extent.readOnly) {
          transfer(backend, extent.size);
        }
      }
    }
    return List.copyOf(steps);
  }

  private boolean folder(RemoteSettings settings) throws IOException {
    Chart chart = new Chart();
    new RemoteExam(remotes, chart).folder(settings.name(), Remotes.folderOf(settings));
    Diagnosis found = chart.all().getFirst();
    add(new Diagnosis(found.state(), "connect", found.text(), found.mend()), Map.of(), null);
    return found.state() != Diagnosis.State.WRONG;
  }

  /// The first requests tell connection, login and listing apart by how they fail.
  private boolean reach(Backend backend, boolean folder) throws IOException {
    long[] entries = {0};
    IOException listing = null;
    if (backend instanceof ListableBackend listable) {
      listing =
          attempt(() -> listable.children("", (child, isFolder, size) -> entries[0]++));
    }
    boolean listed = backend instanceof ListableBackend && listing == null;
    IOException asking = listed ? null : attempt(() -> backend.size(name));
    IOException first = asking != null && listing != null ? listing : asking;
    ProbeHints.Stage stage = first == null ? null : ProbeHints.stage(first);
    if (stage == ProbeHints.Stage.SETTINGS) {
      wrong("settings", first);
      return false;
    }
    if (stage == ProbeHints.Stage.CONNECT) {
      wrong("connect", first);
      return false;
    }
    if (!folder && (stage != ProbeHints.Stage.LOGIN || watch.ahead().isPresent())) {
      ok("connect", "`" + backend.location() + "` answers", Map.of());
    }
    clock();
    if (stage == ProbeHints.Stage.LOGIN) {
      wrong("login", first, source(backend));
      return false;
    }
    if (!folder) {
      ok("login", "accepted" + source(backend), Map.of());
    }
    if (listing != null) {
      wrong("list", listing);
      return ProbeHints.stage(listing) == ProbeHints.Stage.LOGIN;
    }
    if (listed) {
      String many = entries[0] == 1 ? "1 entry" : entries[0] + " entries";
      ok("list", many + " at the top", Map.of("entries", entries[0]));
    } else {
      note("list", "this kind cannot be listed; `gc -c` does not work on it", "");
    }
    return true;
  }

  /// Does it on another thread for a limited time.
  ///
  /// @return why it failed, or null
  private IOException attempt(Action action) throws IOException {
    try {
      boolean inTime = TimeLimit.run(LIMIT, action::run);
      return inTime ? null : new IOException("no answer within " + LIMIT.toSeconds() + " s");
    } catch (InterruptedIOException stop) {
      throw stop;
    } catch (IOException failed) {
      return failed;
    }
  }

  private void clock() {
    Optional<Duration> ahead = watch.ahead();
    if (ahead.isEmpty()) {
      return;
    }
    Duration difference = ahead.get().abs();
    Map<String, Long> figures = Map.of("server_ahead_ms", ahead.get().toMillis());
    long seconds = difference.toSeconds();
    String text =
        "this machine's is " + seconds + " s " + (ahead.get().isNegative() ? "ahead of" : "behind")
            + " the server's";
    String mend = "set the clock of this machine, for example by `timedatectl set-ntp true`";
    if (difference.compareTo(WRONG_CLOCK) > 0) {
      add(
          new Diagnosis(
              Diagnosis.State.WRONG, "clock", text + "; many services refuse logins then", mend),
          figures,
          null);
    } else if (difference.compareTo(FAIR_CLOCK) > 0) {
      add(new Diagnosis(Diagnosis.State.NOTE, "clock", text, mend), figures, null);
    } else {
      ok("clock", "agrees with the server's", figures);
    }
  }

  private void latency(Backend backend) throws IOException {
    long[] nanos = new long[REQUESTS];
    IOException failed =
        attempt(
            () -> {
              for (int i = 0; i < REQUESTS; i++) {
                long start = System.nanoTime();
                backend.size(name);
                nanos[i] = System.nanoTime() - start;
              }
            });
    if (failed != null) {
      wrong("latency", failed);
      return;
    }
    Arrays.sort(nanos);
    long median = nanos[REQUESTS / 2];
    ok(
        "latency",
        "%.1f ms for a small request%s".formatted(median / 1e6, watch.takeRetries("")),
        Map.of("latency_us", median / 1000));
  }

  private void transfer(Backend backend, int size) throws IOException {
    byte[] content = new byte[size];
    environment.random().nextBytes(content);
    try {
      if (timed("write", size, () -> backend.write(name, new BytesPayload(content)))) {
        timed("read", size, () -> compare(backend, content));
      }
    } finally {
      delete(backend);
    }
  }

  private void compare(Backend backend, byte[] content) throws IOException {
    try (InputStream in = backend.open(name, 0)) {
      byte[] read = in.readNBytes(content.length + 1);
      if (!Arrays.equals(read, content)) {
        throw new RepositoryException(
            RepositoryException.Kind.DATA,
            "other bytes came back than were written",
            "look at proxies and disks in between, and do not use this remote before");
      }
    }
  }

  private boolean timed(String step, int size, Action action) throws IOException {
    long start = System.nanoTime();
    try {
      action.run();
    } catch (InterruptedIOException stop) {
      throw stop;
    } catch (IOException failed) {
      wrong(step, failed);
      return false;
    }
    long nanos = Math.max(1, System.nanoTime() - start);
    double seconds = nanos / 1e9;
    long perSecond = (long) (size / seconds);
    ok(
        step,
        "%.1f MiB in %.2f s, %.1f MiB/s%s%s"
            .formatted(
                size / 1048576.0,
                seconds,
                perSecond / 1048576.0,
                step.equals("read") ? ", the same bytes" : "",
                watch.takeRetries("")),
        Map.of("bytes_per_second", perSecond));
    return true;
  }

  private void delete(Backend backend) throws IOException {
    boolean written = steps.stream().anyMatch(step -> is(step, "write"));
    if (!(backend instanceof ListableBackend listable)) {
      if (written) {
        note("delete", "this kind cannot remove; `" + name + "` stays there", "");
      }
      return;
    }
    IOException failed =
        attempt(
            () -> {
              listable.delete(List.of(name));
              if (listable.size(name).isPresent()) {
                throw new IOException("`" + name + "` is there still after it was removed");
              }
            });
    if (failed == null && written) {
      ok("delete", "the probe is gone", Map.of());
    } else if (failed != null && written) {
      wrong("delete", failed);
    }
  }

  private static boolean is(ProbeStep step, String area) {
    return step.found().area().equals(area) && !step.isWrong();
  }

  private void ok(String area, String text, Map<String, Long> figures) {
    add(new Diagnosis(Diagnosis.State.OK, area, text, ""), figures, null);
  }

  private void note(String area, String text, String mend) {
    add(new Diagnosis(Diagnosis.State.NOTE, area, text, mend), Map.of(), null);
  }

  /// Where the login comes from, in words that end a sentence part.
  private static String source(Backend backend) {
    try {
      String place = backend instanceof LoginSource source ? source.loginSource() : "";
      return place.isEmpty() ? "" : "; the login comes from " + place;
    } catch (IOException none) {
      return "";
    }
  }

  private void wrong(String area, Exception failure) {
    wrong(area, failure, "");
  }

  private void wrong(String area, Exception failure, String more) {
    String reason = ProbeHints.reason(failure);
    String text = reason + more + watch.takeRetries(reason);
    add(
        new Diagnosis(Diagnosis.State.WRONG, area, text, hints.mend(failure)),
        Map.of(),
        failure);
  }

  private void add(Diagnosis found, Map<String, Long> figures, Exception failure) {
    ProbeStep step = new ProbeStep(found, figures, failure);
    steps.add(step);
    listener.done(step);
  }
}
