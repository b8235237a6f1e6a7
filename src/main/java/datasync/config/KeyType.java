package datasync.config;

import datasync.task.RateLimit;
import datasync.text.PythonText;
import datasync.text.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What an option may hold.
sealed interface KeyType {
  /// DVC's words for why a node does not fit, or null when it does.
  String problem(Node node);

  /// Any text that is no list.
  record Text() implements KeyType {
    @Override
    public String problem(Node node) {
      return text(node) == null ? "expected str" : null;
    }
  }

  /// Anything; read in lower case.
  record Lower() implements KeyType {
    @Override
    public String problem(Node node) {
      return null;
    }
  }

  /// `true` or `false` in any case; with `orText`, also every other text.
  record Flag(boolean orText) implements KeyType {
    @Override
    public String problem(Node node) {
      String text = text(node);
      boolean fits = text != null && (orText || text.toLowerCase(Locale.ROOT).equals("true")
          || text.toLowerCase(Locale.ROOT).equals("false"));
      return fits ? null : "expected true or false";
    }
  }

  /// An integer between bounds, either of which may be null.
  record Whole(Integer least, Integer most) implements KeyType {
    @Override
    public String problem(Node node) {
      BigInteger number = text(node) == null ? null : whole(text(node));
      if (number == null) {
        return "expected int";
      }
      if (least != null && number.compareTo(BigInteger.valueOf(least)) < 0) {
        return "value must be at least " + least;
      }
      if (most != null && number.compareTo(BigInteger.valueOf(most)) > 0) {
        return "value must be at most " + most;
      }
      return null;
    }
  }

  /// A number not below a bound, which may be null.
  record Real(Integer least) implements KeyType {
    @Override
    public String problem(Node node) {
      Double number = text(node) == null ? null : real(text(node));
      if (number == null) {
        return "expected float";
      }
      return least == null || number >= least ? null : "value must be at least " + least;
    }
  }

  /// Bytes per second such as `500k`.
  record Rate() implements KeyType {
    @Override
    public String problem(Node node) {
      boolean fits = text(node) != null && RateLimit.parse(text(node)).isPresent();
      return fits ? null : "expected bytes per second such as 500k, 20M or 1G";
    }
  }

  /// Kinds of links, as a list or separated by commas.
  record LinkTypes() implements KeyType {
    private static final List<String> KNOWN = List.of("reflink", "hardlink", "symlink", "copy");

    @Override
    public String problem(Node node) {
      if (!(node instanceof Setting setting)) {
        return "expected str";
      }
      List<String> unknown = new ArrayList<>();
      for (String type : setting.items()) {
        if (!KNOWN.contains(type) && !unknown.contains(type)) {
          unknown.add(type);
        }
      }
      return unknown.isEmpty() ? null
          : "Unsupported cache type(s): " + String.join(", ", unknown);
    }
  }

  /// One of some words, in any case.
  record OneOf(List<String> words) implements KeyType {
    @Override
    public String problem(Node node) {
      String text = text(node);
      return text != null && words.contains(text.toLowerCase(Locale.ROOT))
          ? null : "expected one of " + String.join(", ", words);
    }
  }

  /// An option that DVC's schema names but that no file can set, because it wants a value that is
  /// no text.
  record Never(String type) implements KeyType {
    @Override
    public String problem(Node node) {
      return "expected " + type;
    }
  }

  private static String text(Node node) {
    return node instanceof Setting setting && setting.value() instanceof Value.Text text
        ? text.value() : null;
  }

  /// A number as Python's `int` reads it, or null.
  static BigInteger whole(String text) {
    String digits = ungrouped(PythonText.strip(text));
    int from = digits != null && (digits.startsWith("-") || digits.startsWith("+")) ? 1 : 0;
    if (digits == null || digits.length() == from || digits.length() > 4300) {
      return null;
    }
    for (int i = from; i < digits.length(); i++) {
      if (!Character.isDigit(digits.charAt(i))) {
        return null;
      }
    }
    return new BigInteger(digits);
  }

  /// A number as Python's `float` reads it, or null.
  static Double real(String text) {
    String digits = ungrouped(PythonText.strip(text));
    if (digits == null) {
      return null;
    }
    String word = digits.toLowerCase(Locale.ROOT);
    int from = word.startsWith("-") || word.startsWith("+") ? 1 : 0;
    if (word.startsWith("inf", from) || word.startsWith("nan", from)) {
      String name = word.substring(from);
      if (name.equals("nan")) {
        return Double.NaN;
      }
      double infinity = word.startsWith("-")
          ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      return name.equals("inf") || name.equals("infinity") ? infinity : null;
    }
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && c != 'e' && c != '-' && c != '+') {
        return null;
      }
    }
    try {
      return Double.valueOf(word);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /// The text without underscores between digits, or null when one stands elsewhere.
  private static String ungrouped(String text) {
    for (int i = text.indexOf('_'); i >= 0; i = text.indexOf('_', i + 1)) {
      boolean between = i > 0 && i + 1 < text.length()
          && Character.isDigit(text.charAt(i - 1)) && Character.isDigit(text.charAt(i + 1));
      if (!between) {
        return null;
      }
    }
    return text.replace("_", "");
  }
}
