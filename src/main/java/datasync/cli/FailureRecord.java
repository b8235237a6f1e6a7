package datasync.cli;


/// The last record of a command with `--json` that failed.
final class FailureRecord {
  private FailureRecord() {}

  static void print(Failure failure, Console console) {
    if (!console.isJson()) {
      return;
    }
    Fields fields = new Fields();
    fields.text("error", failure.message());
    if (!failure.hint().isEmpty()) {
      fields.text("hint", failure.hint());
    }
    console.result(failure.exit(), fields);
  }
}
