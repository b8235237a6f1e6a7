package datasync.cli.command;

import java.util.ArrayList;
import java.util.List;

/// A table in Markdown as the library of dvc lays it out: columns as wide as their widest cell, a
/// heading counting two more.
final class MarkdownTable {
  private final List<List<String>> rows = new ArrayList<>();
  private final int[] widths;

  MarkdownTable(List<String> headers) {
    widths = new int[headers.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = width(headers.get(i)) + 2;
    }
    rows.add(headers);
  }

  /// Adds a row; blanks around a cell do not count.
  void add(List<String> cells) {
    List<String> stripped = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      stripped.add(cells.get(i).strip());
      widths[i] = Math.max(widths[i], width(stripped.get(i)));
    }
    rows.add(stripped);
  }

  /// The lines of the table.
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("|");
      for (int i = 0; i < widths.length; i++) {
        line.append(' ').append(row.get(i));
        line.append(" ".repeat(widths[i] - width(row.get(i)) + 1)).append('|');
      }
      lines.add(line.toString());
      if (lines.size() == 1) {
        StringBuilder rule = new StringBuilder("|");
        for (int width : widths) {
          rule.append("-".repeat(width + 2)).append('|');
        }
        lines.add(rule.toString());
      }
    }
    return lines;
  }

  private static int width(String text) {
    return text.codePoints().map(MarkdownTable::columns).sum();
  }

  /// How many columns a terminal gives a character: two in the wide scripts of East Asia.
  private static int columns(int symbol) {
    int type = Character.getType(symbol);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        symbol >= 0x1100 && symbol <= 0x115F
            || symbol >= 0x2E80 && symbol <= 0xA4CF && symbol != 0x303F
            || symbol >= 0xAC00 && symbol <= 0xD7A3
            || symbol >= 0xF900 && symbol <= 0xFAFF
            || symbol >= 0xFE30 && symbol <= 0xFE6F
            || symbol >= 0xFF00 && symbol <= 0xFF60
            || symbol >= 0xFFE0 && symbol <= 0xFFE6
            || symbol >= 0x1F300 && symbol <= 0x1F64F
            || symbol >= 0x1F900 && symbol <= 0x1F9FF
            || symbol >= 0x20000 && symbol <= 0x3FFFD;
    return wide ? 2 : 1;
  }
}
