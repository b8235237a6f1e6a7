package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.cli.UsageException;
import datasync.text.ignore.IgnorePattern;
import datasync.text.ignore.Verdict;
import datasync.workspace.DvcIgnore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// `check-ignore`.
///
/// `--all` changes nothing: DVC, too, knows only the pattern that decides.
final class CheckIgnoreCommand implements Command {
  private static final String NO_PATTERN = "::";

  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    check(invocation.arguments(), invocation.console());
    boolean matched;
    try (Session session = Session.reading(invocation)) {
      DvcIgnore ignore = DvcIgnore.of(session.repository().root());
      matched =
          invocation.arguments().is("stdin")
              ? typed(invocation, ignore)
              : given(invocation, ignore);
    }
    ExitCode exit = matched ? ExitCode.DONE : ExitCode.FAILED;
    invocation.console().result(exit);
    return exit;
  }

  private static boolean given(Invocation invocation, DvcIgnore ignore) throws IOException {
    boolean matched = false;
    for (String target : invocation.arguments().list("targets")) {
      matched |= show(invocation, ignore, target);
    }
    return matched;
  }

  /// Reads until the end or an empty line, and answers each line before it reads the next.
  private static boolean typed(Invocation invocation, DvcIgnore ignore) throws IOException {
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                invocation.console().terminal().input(), StandardCharsets.UTF_8));
    boolean matched = false;
    String line = lines.readLine();
    while (line != null && !line.isEmpty()) {
      matched |= show(invocation, ignore, line);
      line = lines.readLine();
    }
    return matched;
  }

  /// Whether a pattern decided about a path; without details only one that ignores it counts.
  private static boolean show(Invocation invocation, DvcIgnore ignore, String target)
      throws IOException {
    Arguments arguments = invocation.arguments();
    Console console = invocation.console();
    Path path = invocation.environment().workingDirectory().resolve(target).normalize();
    IgnorePattern pattern = ignore.match(path, Files.isDirectory(path));
    boolean none = pattern == IgnorePattern.NONE;
    boolean ignored = pattern.verdict() == Verdict.IGNORED;
    boolean details = arguments.is("details");
    if (details ? !none || arguments.is("non-matching") : ignored) {
      String origin = none ? NO_PATTERN : pattern.origin();
      console.line(details ? origin + "\t" + target : target);
      Fields fields = new Fields();
      fields.text("path", target);
      fields.flag("ignored", ignored);
      fields.text("pattern", none ? "" : pattern.origin());
      console.event("checked", fields);
    }
    return details ? !none : ignored;
  }

  private static void check(Arguments arguments, Console console) throws UsageException {
    boolean details = arguments.is("details");
    if (arguments.is("stdin") == arguments.has("targets")) {
      throw new UsageException(
          arguments.is("stdin") ? "`--stdin` and paths cannot go together" : "no path is given",
          "name paths, or add `--stdin` to read them");
    }
    if (!details && (arguments.is("non-matching") || arguments.is("all"))) {
      String flag = arguments.is("all") ? "--all" : "--non-matching";
      throw new UsageException("`" + flag + "` needs `--details`", "add `-d`");
    }
    if (details && console.isQuiet()) {
      throw new UsageException("`--details` and `--quiet` cannot go together", "");
    }
  }
}
