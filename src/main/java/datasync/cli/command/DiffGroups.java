package datasync.cli.command;

import datasync.repo.Changes;
import datasync.repo.Diff;
import datasync.text.CodePointOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The changes that `diff` found as lines in groups.
final class DiffGroups {
  /// The group of what the cache does not have.
  static final String MISSING = "not in cache";

  /// One line of the answer.
  ///
  /// @param old what was there, null when the path came
  /// @param current what is there, null when the path went
  record Row(Changes.Entry old, Changes.Entry current) {
    String path() {
      return old == null ? current.shown() : old.shown();
    }
  }

  private DiffGroups() {}

  /// The groups in DVC's order of JSON; none at all when there is nothing to tell.
  static Map<String, List<Row>> of(Diff.Report report, boolean hideMissing) {
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
}
