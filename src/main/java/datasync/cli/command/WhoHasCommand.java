package datasync.cli.command;

import datasync.cli.Amounts;
import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.object.ObjectId;
import datasync.repo.Transfer;
import datasync.repo.care.WhoHas;
import datasync.task.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// `who-has`.
final class WhoHasCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    try (Session session = Session.reading(invocation);
        Transfer transfer = Transfers.open(session, Progress.none())) {
      List<WhoHas.Answer> answers =
          new WhoHas(session.repository(), transfer).run(session.targets());
      Console console = session.console();
      ExitCode exit = ExitCode.DONE;
      for (WhoHas.Answer answer : answers) {
        show(console, answer);
        exit = answer.isHeld() ? exit : ExitCode.DATA;
      }
      console.result(exit);
      return exit;
    }
  }

  private static void show(Console console, WhoHas.Answer answer) {
    WhoHas.Question question = answer.question();
    List<String> ids = new ArrayList<>();
    for (ObjectId id : question.ids()) {
      if (!ids.contains(id.value())) {
        ids.add(id.value());
      }
    }
    StringBuilder head = new StringBuilder(question.name());
    if (!ids.isEmpty() && !ids.contains(question.name())) {
      head.append(" (").append(String.join(", ", ids)).append(')');
    }
    console.line(head.toString());
    List<Fields> holders = new ArrayList<>();
    for (WhoHas.Holder holder : answer.holders()) {
      console.line("  " + line(question, holder));
      holders.add(record(holder));
    }
    Fields fields = new Fields();
    fields.text("name", question.name());
    fields.texts("ids", ids);
    fields.number("members", question.members().size());
    fields.flag("held", answer.isHeld());
    fields.objects("holders", holders);
    console.event("object", fields);
  }

  private static String line(WhoHas.Question question, WhoHas.Holder holder) {
    StringBuilder text = new StringBuilder();
    text.append(holder.place()).append(" (").append(holder.location()).append("): ");
    if (!holder.problem().isEmpty()) {
      return text.append("cannot be asked: ").append(holder.problem()).toString();
    }
    text.append(holder.has() ? "yes" : "no");
    int all = question.members().size();
    if (all > 0) {
      text.append(", ").append(holder.members()).append(" of ").append(Amounts.count(all, "file"));
    }
    return text.toString();
  }

  private static Fields record(WhoHas.Holder holder) {
    Fields fields = new Fields();
    fields.text("place", holder.place());
    fields.text("location", holder.location());
    fields.flag("has", holder.has());
    fields.number("members", holder.members());
    if (!holder.problem().isEmpty()) {
      fields.text("problem", holder.problem());
    }
    return fields;
  }
}
