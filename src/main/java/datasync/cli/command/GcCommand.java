package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.CommandException;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Invocation;
import datasync.cli.UsageException;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.repo.History;
import datasync.repo.Repository;
import datasync.repo.Transfer;
import datasync.repo.care.Gc;
import datasync.task.Progress;
import datasync.text.Value;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `gc`.
final class GcCommand implements Command {
  private static final int DATE_PARTS = 3;

  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    check(arguments);
    History.Range range = range(arguments);
    Console console = invocation.console();
    console.warning(warning(invocation));
    boolean dryRun = arguments.is("dry");
    if (!arguments.is("force") && !dryRun
        && !console.terminal().confirm("Are you sure you want to proceed?")) {
      throw new CommandException(
          ExitCode.FAILED, "not confirmed, so nothing was removed", "`-f` does not ask");
    }
    Gc.Place place =
        arguments.is("cloud")
            ? Gc.Place.CLOUD
            : arguments.is("not-in-remote") ? Gc.Place.NOT_IN_REMOTE : Gc.Place.CACHE;
    Gc.Options options =
        new Gc.Options(
            range, place, arguments.is("skip-failed"), arguments.is("force") || dryRun, dryRun);
    try (Session session = Session.changing(invocation);
        Members members = new Members(session)) {
      InstantSource clock = invocation.environment().clock();
      Gc.Outside outside =
          new Gc.Outside(
              clock.instant(), clock, console::warning, new Listener(console, dryRun));
      long removed = new Gc(options, outside).run(members.open());
      console.result(ExitCode.DONE, Map.of("removed", Value.Int.of(removed)));
    }
    return ExitCode.DONE;
  }

  private static void check(Arguments arguments) throws UsageException {
    if (arguments.is("not-in-remote") && arguments.is("cloud")) {
      throw new UsageException("`--not-in-remote` and `--cloud` cannot go together", "");
    }
    boolean chosen =
        arguments.is("workspace") || arguments.is("all-branches") || arguments.is("all-tags")
            || arguments.is("all-commits") || arguments.is("all-experiments")
            || !arguments.text("date").orElse("").isEmpty()
            || !arguments.text("rev").orElse("").isEmpty();
    if (!chosen) {
      throw new UsageException(
          "nothing says which data stays",
          "add `-w`, `-a`, `-T`, `-A`, `--all-experiments`, `--date` or `--rev`");
    }
    if (arguments.number("num").orElse(0) != 0
        && arguments.text("rev").isEmpty() && !arguments.is("all-branches")) {
      throw new UsageException("`--num` needs `--rev` or `--all-branches`", "");
    }
  }

  private static History.Range range(Arguments arguments) throws UsageException {
    Optional<String> revision = arguments.text("rev").filter(text -> !text.isEmpty());
    int depth = arguments.number("num").orElse(0);
    Optional<String> date = arguments.text("date").filter(text -> !text.isEmpty());
    History.Further further =
        new History.Further(
            revision.isPresent() ? List.of(revision.get()) : List.of(),
            depth == 0 ? 1 : depth,
            date.isPresent() ? midnight(date.get()) : Instant.MAX,
            arguments.is("all-experiments"));
    return new History.Range(
        arguments.is("all-branches"),
        arguments.is("all-tags"),
        arguments.is("all-commits"),
        further);
  }

  /// The beginning of a day where the computer is.
  private static Instant midnight(String date) throws UsageException {
    String[] parts = date.split("-", -1);
    try {
      if (parts.length == DATE_PARTS && parts[0].length() == "yyyy".length()
          && parts[1].length() <= 2 && parts[2].length() <= 2) {
        int month = Integer.parseUnsignedInt(parts[1]);
        int day = Integer.parseUnsignedInt(parts[2]);
        return LocalDate.of(Integer.parseUnsignedInt(parts[0]), month, day)
            .atStartOfDay(ZoneId.systemDefault())
            .toInstant();
      }
    } catch (NumberFormatException | DateTimeException noDate) {
      // refused below
    }
    throw new UsageException("`" + date + "` is no date", "write it as `2024-12-31`");
  }

  private static String warning(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    StringBuilder text =
        new StringBuilder("this removes all cached data except what is used in the workspace");
    String commits =
        arguments.text("num").map(num -> "the last " + num + " commits of ").orElse("");
    if (arguments.is("all-commits")) {
      text.append(", all commits");
    } else {
      if (arguments.is("all-branches")) {
        text.append(", ").append(commits).append("all branches");
      }
      if (arguments.is("all-tags")) {
        text.append(", all tags");
      }
      arguments.text("date").ifPresent(date -> text.append(", commits since ").append(date));
    }
    arguments.text("rev").ifPresent(rev -> text.append(", ").append(commits).append(rev));
    if (arguments.is("all-experiments")) {
      text.append(", all experiments");
    }
    text.append(" of this project");
    for (String path : arguments.list("projects")) {
      Path other = invocation.environment().workingDirectory().resolve(path).normalize();
      text.append(" and of `").append(other).append('`');
    }
    if (arguments.is("not-in-remote")) {
      text.append(", and of that what the remote has");
    }
    return text.toString();
  }

  /// The project and the others that were named, locked and open until this is closed.
  private static final class Members implements AutoCloseable {
    private final Session session;
    private final Deque<Closeable> open = new ArrayDeque<>();

    Members(Session session) {
      this.session = session;
    }

    List<Gc.Member> open() throws IOException {
      List<Gc.Member> members = new ArrayList<>();
      members.add(member(session.repository()));
      Set<Path> roots = new HashSet<>();
      roots.add(session.repository().root().toRealPath());
      Path here = session.repository().environment().workingDirectory();
      for (String path : session.arguments().list("projects")) {
        Path root = Repository.findRoot(here.resolve(path));
        if (roots.add(root.toRealPath())) {
          Repository other =
              Repository.open(
                  session.repository().environment().in(root), session.console()::warning);
          open.push(other::close);
          other.lock(session.arguments().is("wait-for-lock"), true);
          members.add(member(other));
        }
      }
      return members;
    }

    private Gc.Member member(Repository repository) {
      Transfer transfer = Transfers.open(session, repository, Progress.none());
      open.push(transfer::close);
      return new Gc.Member(repository, transfer);
    }

    @Override
    public void close() throws IOException {
      while (!open.isEmpty()) {
        open.pop().close();
      }
    }
  }

  /// Prints what goes, in DVC's words.
  private record Listener(Console console, boolean dryRun) implements Gc.Listener {
    @Override
    public void removing(ObjectId id, String place) {
      if (dryRun) {
        console.line("Removing " + place);
      }
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("hash", new Value.Text(id.hash().text()));
      fields.put("id", new Value.Text(id.value()));
      fields.put("place", new Value.Text(place));
      console.event(dryRun ? "unused" : "removing", fields);
    }

    @Override
    public void done(Gc.Place place, HashName hash, String location, long removed) {
      String name = hash == HashName.MD5 ? "repo" : "legacy";
      if (place == Gc.Place.CLOUD) {
        console.line(
            removed == 0
                ? "No unused cache to remove from remote."
                : "Removed " + removed + " objects from remote.");
      } else {
        console.line(
            removed == 0
                ? "No unused '" + name + "' cache to remove."
                : "Removed " + removed + " objects from " + name + " cache.");
      }
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("place", new Value.Text(place == Gc.Place.CLOUD ? "remote" : "cache"));
      fields.put("hash", new Value.Text(hash.text()));
      fields.put("location", new Value.Text(location));
      fields.put("removed", Value.Int.of(removed));
      console.event("store", fields);
    }
  }
}
