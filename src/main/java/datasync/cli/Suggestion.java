package datasync.cli;

import java.util.List;

/// Finds what somebody probably meant to type.
final class Suggestion {
  private Suggestion() {}

  /// The nearest word, or empty when none is near.
  static String of(String typed, List<String> known) {
    String best = "";
    int limit = Math.max(1, typed.length() / 3) + 1;
    for (String word : known) {
      int distance = distance(typed, word);
      if (distance < limit) {
        limit = distance;
        best = word;
      }
    }
    return best;
  }

  /// How many characters must be inserted, deleted, replaced or swapped with their neighbour.
  private static int distance(String one, String other) {
    int[][] table = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      table[i][0] = i;
    }
    for (int j = 0; j <= other.length(); j++) {
      table[0][j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      for (int j = 1; j <= other.length(); j++) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int cost = table[i - 1][j - 1] + (same ? 0 : 1);
        cost = Math.min(cost, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
        if (i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          cost = Math.min(cost, table[i - 2][j - 2] + 1);
        }
        table[i][j] = cost;
      }
    }
    return table[one.length()][other.length()];
  }
}
