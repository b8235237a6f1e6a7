package datasync.cli.command;

import datasync.cli.Console;
import datasync.cli.Fields;
import datasync.git.CommitInfo;
import datasync.repo.merge.LastSeen;
import java.util.List;

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
      Fields fields = new Fields();
      fields.texts("outputs", each.outputs());
      fields.text("commit", commit.id());
      fields.text("author", commit.author());
      fields.text("email", commit.email());
      fields.text("date", commit.date());
      fields.text("subject", commit.subject());
      console.event("last_seen", fields);
    }
  }

  private static String names(List<String> outputs) {
    int shown = Math.min(NAMED, outputs.size());
    String names = "'" + String.join("', '", outputs.subList(0, shown)) + "'";
    return outputs.size() > shown ? names + " and " + (outputs.size() - shown) + " more" : names;
  }
}
