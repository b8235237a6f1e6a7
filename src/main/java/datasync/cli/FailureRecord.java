package datasync.cli;

import datasync.text.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/// The last record of a command with `--json` that failed.
final class FailureRecord {
  private FailureRecord() {}

  static void print(Failure failure, Console console) {
    if (!console.isJson()) {
      return;
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("error", new Value.Text(failure.message()));
    if (!failure.hint().isEmpty()) {
      fields.put("hint", new Value.Text(failure.hint()));
    }
    console.result(failure.exit(), fields);
  }
}
