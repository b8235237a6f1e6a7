package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Invocation;
import datasync.repo.Changes;
import datasync.repo.Diff;
import datasync.repo.Transfer;
import datasync.task.Progress;
import datasync.text.CodePointOrder;
import datasync.text.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `diff`.
final class DiffCommand implements Command {
  private static final String MISSING = "not in cache";
  private static final int SHOWN_DIGITS = 8;

  /// One line of the answer.
  ///
  /// @param old what was there, null when the path came
  /// @param current what is there, null when the path went
  private record Row(Changes.Entry old, Changes.Entry current) {
    String path() {
      return old == null ? current.shown() : old.shown();
    }
  }

  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    Console console = invocation.console();
    Diff.Report report;
    try (Session session = Session.readingLocked(invocation).showing("reading");
        Transfer transfer = Transfers.open(session, Progress.none())) {
      Diff.Request request =
          new Diff.Request(
              arguments.text("a_rev").orElse("HEAD"),
              arguments.text("b_rev").orElse(""),
              arguments.list("targets"));
      report = new Diff(session.repository(), transfer::listing).run(request);
    }
    boolean hideMissing = arguments.is("hide-missing") || arguments.has("b_rev");
    Map<String, List<Row>> groups = groups(report, hideMissing);
    if (console.isJson()) {
      console.document(document(groups, arguments.is("show-hash")));
    } else if (arguments.is("md")) {
      MarkdownTable table = new MarkdownTable(headers(arguments.is("show-hash")));
      for (String group : List.of("added", "deleted", "renamed", "modified", MISSING)) {
        for (Row row : groups.getOrDefault(group, List.of())) {
          table.add(cells(group, row, arguments.is("show-hash")));
        }
      }
      table.lines().forEach(console::line);
      console.line("");
    } else {
      print(console, groups, arguments.is("show-hash"));
    }
    return ExitCode.DONE;
  }

  /// The groups in DVC's order of JSON; none at all when there is nothing to tell.
  private static Map<String, List<Row>> groups(Diff.Report report, boolean hideMissing) {
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    if (report.isEmpty()) {
      return groups;
    }
    Changes changes = report.changes();
    List<Row> added = new ArrayList<>();
    changes.added().forEach(entry -> added.add(new Row(null, entry)));
    List<Row> deleted = new ArrayList<>();
    changes.deleted().forEach(entry -> deleted.add(new Row(entry, null)));
    groups.put("added", added);
    groups.put("deleted", deleted);
    groups.put("modified", pairs(changes.modified()));
    groups.put("renamed", pairs(changes.renamed()));
    if (!hideMissing) {
      List<Row> missing = new ArrayList<>();
      report.notInCache().forEach(entry -> missing.add(new Row(entry, null)));
      groups.put(MISSING, missing);
    }
    for (List<Row> rows : groups.values()) {
      rows.sort(Comparator.comparing(Row::path, CodePointOrder.INSTANCE));
    }
    return groups;
  }

  private static List<Row> pairs(List<Changes.Pair> pairs) {
    List<Row> rows = new ArrayList<>();
    pairs.forEach(pair -> rows.add(new Row(pair.old(), pair.current())));
    return rows;
  }

  private static Value document(Map<String, List<Row>> groups, boolean withHash) {
    Map<String, Value> all = new LinkedHashMap<>();
    for (Map.Entry<String, List<Row>> group : groups.entrySet()) {
      List<Value> items = new ArrayList<>();
      for (Row row : group.getValue()) {
        Map<String, Value> item = new LinkedHashMap<>();
        boolean renamed = group.getKey().equals("renamed");
        item.put(
            "path",
            renamed
                ? pair(new Value.Text(row.path()), new Value.Text(row.current().shown()))
                : new Value.Text(row.path()));
        if (withHash) {
          boolean both = group.getKey().equals("modified");
          item.put(
              "hash",
              both
                  ? pair(hash(row.old()), hash(row.current()))
                  : hash(row.old() == null ? row.current() : row.old()));
        }
        items.add(Value.Mapping.of(item));
      }
      all.put(group.getKey(), new Value.Sequence(items));
    }
    return Value.Mapping.of(all);
  }

  private static Value pair(Value old, Value current) {
    Map<String, Value> pair = new LinkedHashMap<>();
    pair.put("old", old);
    pair.put("new", current);
    return Value.Mapping.of(pair);
  }

  private static Value hash(Changes.Entry entry) {
    return entry.hash().isEmpty() ? Value.Null.NULL : new Value.Text(entry.digest());
  }

  private static List<String> headers(boolean withHash) {
    return withHash ? List.of("Status", "Hash", "Path") : List.of("Status", "Path");
  }

  private static List<String> cells(String group, Row row, boolean withHash) {
    String path = shown(group, row);
    return withHash ? List.of(group, digits(group, row), path) : List.of(group, path);
  }

  private static void print(
      Console console, Map<String, List<Row>> groups, boolean withHash) {
    StringBuilder summary = new StringBuilder();
    for (String group : List.of("added", "deleted", "renamed", "modified", MISSING)) {
      List<Row> rows = groups.getOrDefault(group, List.of());
      if (rows.isEmpty()) {
        continue;
      }
      console.line(Character.toUpperCase(group.charAt(0)) + group.substring(1) + ":");
      int files = 0;
      for (Row row : rows) {
        String path = shown(group, row);
        String digits = withHash ? digits(group, row) : "";
        console.line("    " + digits + (digits.isEmpty() ? "" : "  ") + path);
        files += path.endsWith("/") ? 0 : 1;
      }
      console.line("");
      if (files > 0) {
        summary.append(summary.isEmpty() ? "" : ", ").append(files).append(' ').append(group);
      }
    }
    if (!summary.isEmpty()) {
      console.line("files summary: " + summary);
    }
  }

  private static String shown(String group, Row row) {
    return group.equals("renamed") ? row.path() + " -> " + row.current().shown() : row.path();
  }

  private static String digits(String group, Row row) {
    return group.equals("modified")
        ? digits(row.old()) + ".." + digits(row.current())
        : digits(row.old() == null ? row.current() : row.old());
  }

  private static String digits(Changes.Entry entry) {
    String digest = entry.digest();
    return digest.substring(0, Math.min(SHOWN_DIGITS, digest.length()));
  }
}
