package datasync.text;

import java.util.Comparator;

/// Order of strings by Unicode code point, which is the order DVC sorts by.
///
/// `String.compareTo` orders by UTF-16 code unit and so puts characters beyond the basic plane
/// before U+E000..U+FFFF; see DVC's `.dir` objects, where the order decides the hash.
public final class CodePointOrder implements Comparator<String> {
  /// The one instance; it has no state.
  public static final CodePointOrder INSTANCE = new CodePointOrder();

  private CodePointOrder() {}

  @Override
  public int compare(String left, String right) {
    int shared = Math.min(left.length(), right.length());
    for (int i = 0; i < shared; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        return Integer.compare(rank(a), rank(b));
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  /// Moves surrogates behind the rest of the basic plane, so that units compare as code points.
  private static int rank(char unit) {
    if (unit < Character.MIN_SURROGATE) {
      return unit;
    }
    return unit <= Character.MAX_SURROGATE ? unit + 0x2000 : unit - 0x800;
  }
}
