package datasync.text.ignore;

import java.util.Arrays;

/// The members of a bracket expression, as ranges.
final class SymbolSet {
  private static final String[] NAMES = {
    "alnum", "alpha", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space",
    "upper", "xdigit"
  };

  private int[] ranges = new int[8];
  private int length;
  private boolean negated;
  private boolean withoutSlash;

  /// Adds all symbols from the first to the last; nothing when they are in the wrong order.
  void add(int first, int last) {
    if (length == ranges.length) {
      ranges = Arrays.copyOf(ranges, 2 * length);
    }
    ranges[length++] = first;
    ranges[length++] = last;
  }

  /// Adds a POSIX class of the C locale; false when there is none of that name.
  boolean addNamed(String name) {
    if (Arrays.binarySearch(NAMES, name) < 0) {
      return false;
    }
    for (int symbol = 0; symbol < 128; symbol++) {
      if (isNamed(name, symbol)) {
        add(symbol, symbol);
      }
    }
    return true;
  }

  private static boolean isNamed(String name, int symbol) {
    boolean upper = symbol >= 'A' && symbol <= 'Z';
    boolean lower = symbol >= 'a' && symbol <= 'z';
    boolean digit = symbol >= '0' && symbol <= '9';
    boolean graph = symbol > ' ' && symbol < 127;
    return switch (name) {
      case "alnum" -> upper || lower || digit;
      case "alpha" -> upper || lower;
      case "blank" -> symbol == ' ' || symbol == '\t';
      case "cntrl" -> symbol < ' ' || symbol == 127;
      case "digit" -> digit;
      case "graph" -> graph;
      case "lower" -> lower;
      case "print" -> graph || symbol == ' ';
      case "punct" -> graph && !upper && !lower && !digit;
      case "space" -> symbol == ' ' || symbol >= '\t' && symbol <= '\r';
      case "upper" -> upper;
      default -> digit || symbol >= 'a' && symbol <= 'f' || symbol >= 'A' && symbol <= 'F';
    };
  }

  /// Makes the set its complement.
  void negate() {
    negated = true;
  }

  /// Takes the slash out, also of a complement.
  void removeSlash() {
    withoutSlash = true;
  }

  boolean contains(int symbol) {
    if (withoutSlash && symbol == '/') {
      return false;
    }
    for (int i = 0; i < length; i += 2) {
      if (symbol >= ranges[i] && symbol <= ranges[i + 1]) {
        return !negated;
      }
    }
    return negated;
  }
}
