package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.CommandException;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.object.TreeMerge;
import datasync.repo.Transfer;
import datasync.repo.merge.Choice;
import datasync.repo.merge.Resolution;
import datasync.repo.merge.Resolve;
import datasync.task.Progress;
import datasync.track.Project;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `merge`.
final class MergeCommand implements Command {
  private static final String NEXT =
      "Then `datasync pull` brings the data to the merged state, `datasync push` shares it.";
  private static final int SHOWN = 20;

  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    boolean dryRun = arguments.is("dry-run");
    try (Session session = Session.changing(invocation);
        Transfer transfer = Transfers.open(session, Progress.none())) {
      Resolve.Options options = new Resolve.Options(rule(arguments), dryRun);
      Resolve resolve =
          new Resolve(session.repository(), options, transfer::fetchListing);
      List<Resolution> resolutions = resolve.run(arguments.list("files"));
      List<String> open = new ArrayList<>();
      boolean merged = false;
      for (Resolution each : resolutions) {
        show(each, session, dryRun);
        if (each.state() == Resolution.State.OPEN) {
          open.add(session.repository().project().relative(each.file()));
        }
        merged |= each.state() == Resolution.State.MERGED;
      }
      if (resolutions.isEmpty()) {
        session.console().line("Nothing is in conflict.");
      }
      session.finishInGit();
      if (merged && !dryRun) {
        session.console().note("\n" + NEXT);
      }
      if (!open.isEmpty()) {
        throw undecided(open);
      }
      session.console().result(ExitCode.DONE);
    }
    return ExitCode.DONE;
  }

  private static Optional<TreeMerge.Rule> rule(Arguments arguments) {
    return arguments
        .text("rule")
        .map(name -> TreeMerge.Rule.valueOf(name.toUpperCase(Locale.ROOT)));
  }

  private static void show(Resolution resolution, Session session, boolean dryRun) {
    Console console = session.console();
    Project project = session.repository().project();
    String file = project.relative(resolution.file());
    String would = dryRun ? "would be " : "";
    console.line(
        switch (resolution.state()) {
          case MERGED -> file + ": " + would + "merged";
          case DELETED -> file + ": " + would + "deleted";
          case CLEAN -> file + ": no conflict";
          case EDITED -> file + ": resolved already; `git add` it";
          case OPEN -> file + ": you have to choose";
        });
    int shown = console.isVerbose() ? resolution.choices().size() : SHOWN;
    List<Fields> choices = new ArrayList<>();
    for (Choice choice : resolution.choices()) {
      if (choices.size() < shown) {
        console.line(
            "  " + choice.what() + " (ours " + choice.ours() + ", theirs " + choice.theirs() + ")");
      }
      Fields fields = new Fields();
      fields.text("what", choice.what());
      fields.text("ours", choice.ours());
      fields.text("theirs", choice.theirs());
      choices.add(fields);
    }
    if (choices.size() > shown) {
      console.line("  … and " + (choices.size() - shown) + " more; `-v` shows all");
    }
    Fields fields = new Fields();
    fields.text("path", file);
    fields.text("state", resolution.state().name().toLowerCase(Locale.ROOT));
    fields.objects("choices", choices);
    console.event("file", fields);
  }

  private static CommandException undecided(List<String> files) {
    StringBuilder names = new StringBuilder();
    for (String file : files) {
      names.append(' ').append(Quoting.shell(file));
    }
    int count = files.size();
    return new CommandException(
        ExitCode.CONFLICT,
        count + (count == 1 ? " file needs" : " files need")
            + " a decision; what is left is as it was:" + names,
        "`datasync merge --ours" + names + "` or `--theirs` decides, `--both` keeps both files"
            + " of a tracked folder; `datasync help conflicts` explains it");
  }
}
