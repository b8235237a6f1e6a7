package datasync.cli.command;

import datasync.cli.Console;
import datasync.git.CommitInfo;
import datasync.repo.merge.LastSeen;
import datasync.text.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Says who had missing data last.
final class LastSeenDisplay {
  private static final int NAMED = 3;
  private static final int SHORT = 10;
  private static final int DAY = 10;

  private LastSeenDisplay() {}

  static void print(Console console, List<LastSeen> all) {
    for (LastSeen each : all) {
      CommitInfo commit = each.commit();
      console.note(
          names(each.outputs()) + " as recorded by " + commit.author() + " <" + commit.email()
              + "> on " + commit.date().substring(0, DAY) + " in " + commit.id().substring(0, SHORT)
              + " (" + commit.subject() + "): ask them to `datasync push`");
      List<Value> outputs = new ArrayList<>();
      each.outputs().forEach(name -> outputs.add(new Value.Text(name)));
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("outputs", new Value.Sequence(outputs));
      fields.put("commit", new Value.Text(commit.id()));
      fields.put("author", new Value.Text(commit.author()));
      fields.put("email", new Value.Text(commit.email()));
      fields.put("date", new Value.Text(commit.date()));
      fields.put("subject", new Value.Text(commit.subject()));
      console.event("last_seen", fields);
    }
  }

  private static String names(List<String> outputs) {
    int shown = Math.min(NAMED, outputs.size());
    String names = "'" + String.join("', '", outputs.subList(0, shown)) + "'";
    return outputs.size() > shown ? names + " and " + (outputs.size() - shown) + " more" : names;
  }
}
