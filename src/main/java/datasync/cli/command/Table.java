package datasync.cli.command;

import datasync.cli.Console;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/// Rows of columns with two blanks between, as dvc prints them: no frame, nothing at the end.
final class Table {
  private static final String[] UNITS = {"", "k", "M", "G", "T", "P", "E", "Z"};

  private final List<List<String>> rows = new ArrayList<>();
  private final boolean rightFirst;

  /// @param rightFirst whether the first column is aligned right
  Table(boolean rightFirst) {
    this.rightFirst = rightFirst;
  }

  void add(List<String> row) {
    rows.add(row);
  }

  void print(Console console) {
    List<Integer> widths = new ArrayList<>();
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        if (i == widths.size()) {
          widths.add(0);
        }
        widths.set(i, Math.max(widths.get(i), width(row.get(i))));
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(i > 0 ? "  " : "");
        String gap = " ".repeat(widths.get(i) - width(row.get(i)));
        boolean right = rightFirst && i == 0;
        line.append(right ? gap : "").append(row.get(i)).append(right ? "" : gap);
      }
      console.line(line.toString().stripTrailing());
    }
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  /// A number of bytes as dvc writes it: whole below 1024, else three digits and a unit.
  static String size(long bytes) {
    if (bytes < 1024) {
      return Long.toString(bytes);
    }
    double number = bytes;
    for (String unit : UNITS) {
      if (number < 999.5) {
        int digits = number < 9.995 ? 2 : number < 99.95 ? 1 : 0;
        return new BigDecimal(number).setScale(digits, RoundingMode.HALF_EVEN) + unit;
      }
      number /= 1024;
    }
    return new BigDecimal(number).setScale(1, RoundingMode.HALF_EVEN) + "Y";
  }
}
