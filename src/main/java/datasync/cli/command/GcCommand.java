package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.CommandException;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.cli.UsageException;
import datasync.repo.History;
import datasync.repo.care.Gc;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// `gc`.
final class GcCommand implements Command {
  private static final int DATE_PARTS = 3;

  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    check(arguments);
    History.Range range = range(arguments);
    Console console = invocation.console();
    console.warning(GcDisplay.warning(invocation));
    boolean dryRun = arguments.is("dry-run");
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
        GcMembers members = new GcMembers(session)) {
      InstantSource clock = invocation.environment().clock();
      Gc.Outside outside =
          new Gc.Outside(
              clock.instant(), clock, console::warning, new GcDisplay(console, dryRun));
      long removed = new Gc(options, outside).run(members.open());
      console.result(ExitCode.DONE, new Fields().number("removed", removed));
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
}
