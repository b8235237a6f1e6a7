package datasync.cli.command;

import datasync.cli.Console;
import datasync.cli.Fields;
import datasync.repo.Changes;
import datasync.repo.Diff;
import datasync.text.CodePointOrder;
import datasync.text.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How `diff` is shown: as text, as a table in Markdown, and as DVC's JSON object.
final class DiffDisplay {
  private static final String MISSING = "not in cache";
  private static final List<String> SHOWN_ORDER =
      List.of("added", "deleted", "renamed", "modified", MISSING);
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

  private final Map<String, List<Row>> groups;
  private final boolean withHash;

  /// @param withHash whether the hash of each entry is shown
  /// @param hideMissing whether what is not in the cache is left out
  DiffDisplay(Diff.Report report, boolean withHash, boolean hideMissing) {
    this.groups = groups(report, hideMissing);
    this.withHash = withHash;
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

  /// DVC's JSON object; empty when nothing changed.
  Value document() {
    Fields all = new Fields();
    for (Map.Entry<String, List<Row>> group : groups.entrySet()) {
      List<Fields> items = new ArrayList<>();
      for (Row row : group.getValue()) {
        Fields item = new Fields();
        boolean renamed = group.getKey().equals("renamed");
        item.value(
            "path",
            renamed
                ? pair(new Value.Text(row.path()), new Value.Text(row.current().shown()))
                : new Value.Text(row.path()));
        if (withHash) {
          boolean both = group.getKey().equals("modified");
          item.value(
              "hash",
              both
                  ? pair(hash(row.old()), hash(row.current()))
                  : hash(row.old() == null ? row.current() : row.old()));
        }
        items.add(item);
      }
      all.objects(group.getKey(), items);
    }
    return all.object();
  }

  private static Value pair(Value old, Value current) {
    return new Fields().value("old", old).value("new", current).object();
  }

  private static Value hash(Changes.Entry entry) {
    return entry.hash().isEmpty() ? Value.Null.NULL : new Value.Text(entry.digest());
  }

  /// Prints a table in Markdown and an empty line.
  void printTable(Console console) {
    MarkdownTable table =
        new MarkdownTable(withHash ? List.of("Status", "Hash", "Path") : List.of("Status", "Path"));
    for (String group : SHOWN_ORDER) {
      for (Row row : groups.getOrDefault(group, List.of())) {
        String path = shown(group, row);
        table.add(withHash ? List.of(group, digits(group, row), path) : List.of(group, path));
      }
    }
    table.lines().forEach(console::line);
    console.line("");
  }

  /// Prints the groups and how many files each has.
  void print(Console console) {
    StringBuilder summary = new StringBuilder();
    for (String group : SHOWN_ORDER) {
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
