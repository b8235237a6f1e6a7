package datasync.cli.command;

import datasync.backend.UploadSessions;
import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.io.Environment;
import datasync.remote.Remotes;
import datasync.repo.care.Diagnosis;
import datasync.repo.care.Doctor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// `doctor`: what `version` prints, and then what was found.
final class DoctorCommand implements Command {
  private static final String GAP = "       ";

  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Environment environment = invocation.environment();
    Console console = invocation.console();
    VersionFacts version = VersionFacts.of(environment);
    Remotes remotes =
        new Remotes(
            Remotes.Outside.unattended(environment),
            UploadSessions.NONE,
            invocation.wrapping());
    boolean local = invocation.arguments().is("no-remotes");
    List<Diagnosis> found = new Doctor(environment, local ? null : remotes).examine();
    int wrong = 0;
    List<Fields> records = new ArrayList<>();
    console.line(version.text());
    console.line("");
    for (Diagnosis each : found) {
      String state = each.state().text();
      console.line(
          state + GAP.substring(state.length()) + each.area() + ": " + each.text());
      if (!each.mend().isEmpty()) {
        console.line(GAP + "mend: " + each.mend());
      }
      records.add(record(each));
      wrong += each.state() == Diagnosis.State.WRONG ? 1 : 0;
    }
    ExitCode exit = wrong == 0 ? ExitCode.DONE : ExitCode.FAILED;
    Fields fields = new Fields().addAll(version.fields()).objects("findings", records);
    fields.number("wrong", wrong);
    console.result(exit, fields);
    return exit;
  }

  private static Fields record(Diagnosis each) {
    Fields fields = new Fields();
    fields.text("state", each.state().text());
    fields.text("area", each.area());
    fields.text("text", each.text());
    fields.text("mend", each.mend());
    return fields;
  }
}
