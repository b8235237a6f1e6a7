package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.ExitCode;
import datasync.cli.Invocation;
import datasync.cli.ProgressDisplay;
import datasync.cli.UsageException;
import datasync.repo.History;
import datasync.repo.care.Fsck;
import datasync.repo.care.FsckReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// `fsck`.
final class FsckCommand implements Command {
  private static final double PERCENT = 100;

  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    Fsck.Sample sample = sample(invocation);
    try (Session session = Session.reading(invocation)) {
      boolean part = !session.targets().isEmpty() || Transfers.range(arguments).isWide();
      Fsck.Options options = options(arguments, sample, part);
      return FsckDisplay.show(session.console(), check(session, options), options);
    }
  }

  private static FsckReport check(Session session, Fsck.Options options)
      throws IOException {
    History.Range range = Transfers.range(session.arguments());
    try (ProgressDisplay progress = new ProgressDisplay(session.console(), "checking");
        Fsck fsck =
            new Fsck(
                session.repository(),
                options,
                Transfers.remotes(
                    session.repository().environment(), session.invocation(), progress),
                progress)) {
      return fsck.run(range, session.chooser());
    }
  }

  private static Fsck.Options options(
      Arguments arguments, Fsck.Sample sample, boolean part) {
    List<String> remotes = new ArrayList<>(arguments.list("remote"));
    if (arguments.is("cloud")) {
      remotes.addFirst("");
    }
    return new Fsck.Options(
        !arguments.is("no-cache"),
        remotes,
        part || arguments.is("used"),
        sample,
        arguments.is("repair"),
        arguments.is("dry-run"));
  }

  private static Fsck.Sample sample(Invocation invocation) throws UsageException {
    Arguments arguments = invocation.arguments();
    long seed =
        arguments
            .bytes("seed")
            .orElseGet(() -> invocation.environment().random().nextInt(Integer.MAX_VALUE));
    String text = arguments.text("sample").orElse("100%");
    boolean part = text.endsWith("%");
    try {
      double number = Double.parseDouble(part ? text.substring(0, text.length() - 1) : text);
      if (part && number > 0 && number <= PERCENT) {
        return new Fsck.Sample(number / PERCENT, 0, seed);
      }
      if (!part && number >= 1 && number == Math.rint(number)) {
        return new Fsck.Sample(1, (long) number, seed);
      }
    } catch (NumberFormatException other) {
      // told below
    }
    throw new UsageException(
        "`--sample` takes a part such as `5%` or a number such as `1000`, not `" + text + "`", "");
  }
}
