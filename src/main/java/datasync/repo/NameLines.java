package datasync.repo;

import java.util.List;

/// Names in a message, one on each line, and how many are left out of a long list.
public final class NameLines {
  private NameLines() {}

  /// The lines, each begun by a line feed and an indent.
  ///
  /// @param most how many names are shown
  public static String of(List<String> names, int most, String indent) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(most, names.size()); i++) {
      text.append('\n').append(indent).append(names.get(i));
    }
    if (names.size() > most) {
      text.append('\n').append(indent).append("… and ").append(names.size() - most);
      text.append(" more");
    }
    return text.toString();
  }
}
