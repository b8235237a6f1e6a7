package datasync.cli.command;

import datasync.cli.Console;
import datasync.cli.Fields;
import datasync.repo.Changes;
import datasync.repo.Diff;
import datasync.text.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How `diff` is shown: as text, as a table in Markdown, and as DVC's JSON object.
final class DiffDisplay {
  private static final List<String> SHOWN_ORDER =
      List.of("added", "deleted", "renamed", "modified", DiffGroups.MISSING);
  private static final int SHOWN_DIGITS = 8;

  private final Map<String, List<DiffGroups.Row>> groups;
  private final boolean withHash;

  /// @param withHash whether the hash of each entry is shown
  /// @param hideMissing whether what is not in the cache is left out
  DiffDisplay(Diff.Report report, boolean withHash, boolean hideMissing) {
    this.groups = DiffGroups.of(report, hideMissing);
    this.withHash = withHash;
  }

  /// DVC's JSON object; empty when nothing changed.
  Value document() {
    Fields all = new Fields();
    for (Map.Entry<String, List<DiffGroups.Row>> group : groups.entrySet()) {
      List<Fields> items = new ArrayList<>();
      for (DiffGroups.Row row : group.getValue()) {
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
      for (DiffGroups.Row row : groups.getOrDefault(group, List.of())) {
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
      List<DiffGroups.Row> rows = groups.getOrDefault(group, List.of());
      if (rows.isEmpty()) {
        continue;
      }
      console.line(Character.toUpperCase(group.charAt(0)) + group.substring(1) + ":");
      int files = 0;
      for (DiffGroups.Row row : rows) {
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

  private static String shown(String group, DiffGroups.Row row) {
    return group.equals("renamed") ? row.path() + " -> " + row.current().shown() : row.path();
  }

  private static String digits(String group, DiffGroups.Row row) {
    return group.equals("modified")
        ? digits(row.old()) + ".." + digits(row.current())
        : digits(row.old() == null ? row.current() : row.old());
  }

  private static String digits(Changes.Entry entry) {
    String digest = entry.digest();
    return digest.substring(0, Math.min(SHOWN_DIGITS, digest.length()));
  }
}
