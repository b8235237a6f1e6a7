package datasync.text.yaml;

/// What an unquoted scalar means: the rules of YAML 1.2 as ruamel has them, which are wider than
/// the core schema of the specification (underscores, binary, dates, `<<` and `=`).
enum PlainType {
  /// A string.
  TEXT("str"),
  /// The empty scalar, `~` or `null`.
  NULL("null"),
  /// `true` or `false`.
  BOOL("bool"),
  /// An integer with base 2, 8, 10 or 16.
  INT("int"),
  /// A floating-point number.
  FLOAT("float"),
  /// A date or a date with time.
  TIMESTAMP("timestamp"),
  /// The merge key `<<`.
  MERGE("merge"),
  /// The value key `=`, which is read as a string.
  VALUE("value");

  private static final String PREFIX = "tag:yaml.org,2002:";

  /// The last part of the tag, as in `!!str`.
  final String tag;

  PlainType(String tag) {
    this.tag = tag;
  }

  /// The type of a written tag, or null for one that is no scalar's.
  static PlainType ofTag(String tag) {
    for (PlainType type : values()) {
      if (tag.length() == PREFIX.length() + type.tag.length()
          && tag.startsWith(PREFIX) && tag.endsWith(type.tag)) {
        return type;
      }
    }
    return null;
  }

  static PlainType of(String s) {
    if (s.isEmpty()) {
      return NULL;
    }
    return switch (s.charAt(0)) {
      case 't', 'T' -> isWord(s, "true", "True", "TRUE") ? BOOL : TEXT;
      case 'f', 'F' -> isWord(s, "false", "False", "FALSE") ? BOOL : TEXT;
      case 'n', 'N' -> isWord(s, "null", "Null", "NULL") ? NULL : TEXT;
      case '~' -> s.length() == 1 ? NULL : TEXT;
      case '<' -> s.equals("<<") ? MERGE : TEXT;
      case '=' -> s.length() == 1 ? VALUE : TEXT;
      case '-', '+', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(s);
      default -> TEXT;
    };
  }

  private static boolean isWord(String s, String lower, String title, String upper) {
    return s.equals(lower) || s.equals(title) || s.equals(upper);
  }

  private static PlainType number(String s) {
    if (isFloat(s)) {
      return FLOAT;
    }
    if (isInt(s)) {
      return INT;
    }
    return Timestamps.matches(s) ? TIMESTAMP : TEXT;
  }

  private static boolean isFloat(String s) {
    int start = s.charAt(0) == '-' || s.charAt(0) == '+' ? 1 : 0;
    int length = s.length();
    if (start == length) {
      return false;
    }
    char c = s.charAt(start);
    if (c == '.') {
      String rest = s.substring(start + 1);
      if (isWord(rest, "inf", "Inf", "INF") || start == 0 && isWord(rest, "nan", "NaN", "NAN")) {
        return true;
      }
      int end = digits(s, start + 1, true);
      return end > start + 1 && (end == length || exponent(s, end, true));
    }
    if (c < '0' || c > '9') {
      return false;
    }
    int end = digits(s, start, true);
    if (end == length) {
      return false;
    }
    if (s.charAt(end) == '.') {
      end = digits(s, end + 1, true);
      return end == length || exponent(s, end, false);
    }
    return exponent(s, end, false);
  }

  private static boolean exponent(String s, int at, boolean signed) {
    if ((s.charAt(at) | 0x20) != 'e') {
      return false;
    }
    int digit = at + 1;
    boolean sign = digit < s.length() && (s.charAt(digit) == '-' || s.charAt(digit) == '+');
    digit += sign ? 1 : 0;
    return (sign || !signed) && digit < s.length() && digits(s, digit, false) == s.length();
  }

  private static int digits(String s, int at, boolean underscores) {
    int end = at;
    while (end < s.length() && (s.charAt(end) >= '0' && s.charAt(end) <= '9'
        || underscores && s.charAt(end) == '_')) {
      end++;
    }
    return end;
  }

  private static boolean isInt(String s) {
    char first = s.charAt(0);
    int start = first == '-' || first == '+' ? 1 : 0;
    if (first == '.' || start == s.length()) {
      return false;
    }
    if (digits(s, start, true) == s.length()) {
      return true;
    }
    if (s.charAt(start) != '0' || start + 2 >= s.length()) {
      return false;
    }
    int base = switch (s.charAt(start + 1)) {
      case 'b' -> 2;
      case 'o' -> 8;
      case 'x' -> 16;
      default -> 0;
    };
    for (int i = start + 2; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c != '_' && (c > 'f' || Character.digit(c, Math.max(base, 2)) < 0)) {
        return false;
      }
    }
    return base > 0;
  }
}
