package datasync.text.python;

import datasync.text.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads the tokens of an expression that is a literal as Python's `ast.literal_eval` takes it.
final class Literals {
  /// A value that can't be a key or an item of a set: Python stops at it.
  static final class Unhashable extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private final List<Token> tokens;
  /// Lists, dictionaries and sets, and tuples with one of them inside, by identity.
  private final Set<Value> mutable = Collections.newSetFromMap(new IdentityHashMap<>());
  private int at;

  Literals(List<Token> tokens) {
    this.tokens = tokens;
  }

  /// The value of all the tokens, or null when they are no literal, or one that a [Value] can't
  /// hold: bytes, complex numbers, dictionaries with tuples as keys.
  Value whole() throws Unhashable {
    Value value = list(null);
    return value != null && at == tokens.size() ? value : null;
  }

  /// One value, or several with commas: a tuple, up to a closing bracket or the end.
  private Value list(String end) throws Unhashable {
    List<Value> items = new ArrayList<>();
    boolean comma = false;
    while (at < tokens.size() && (end == null || !tokens.get(at).is(end))) {
      Value value = value();
      if (value == null) {
        return null;
      }
      items.add(value);
      comma = at < tokens.size() && tokens.get(at).is(",");
      if (!comma) {
        break;
      }
      at++;
    }
    if (items.isEmpty() && end == null) {
      return null;
    }
    if (items.size() == 1 && !comma) {
      return items.getFirst();
    }
    Value tuple = new Value.Sequence(items);
    for (Value item : items) {
      if (mutable.contains(item)) {
        mutable.add(tuple);
      }
    }
    return tuple;
  }

  private Value value() throws Unhashable {
    if (at >= tokens.size()) {
      return null;
    }
    Token token = tokens.get(at++);
    switch (token.kind()) {
      case NUMBER:
        return number(token.text());
      case STRING:
        at--;
        return strings();
      case NAME:
        return switch (token.text()) {
          case "True" -> new Value.Bool(true);
          case "False" -> new Value.Bool(false);
          case "None" -> Value.Null.NULL;
          case "set" -> emptySet();
          default -> null;
        };
      default:
        break;
    }
    return switch (token.text()) {
      case "-", "+" -> signed(token.text().equals("-"));
      case "(" -> closed(list(")"), ")");
      case "[" -> sequence();
      case "{" -> braces();
      default -> null;
    };
  }

  private Value emptySet() {
    if (at + 1 < tokens.size() && tokens.get(at).is("(") && tokens.get(at + 1).is(")")) {
      at += 2;
      return new Value.Sequence(List.of());
    }
    return null;
  }

  private Value signed(boolean negative) {
    int open = 0;
    while (at < tokens.size() && tokens.get(at).is("(")) {
      at++;
      open++;
    }
    if (at >= tokens.size() || tokens.get(at).kind() != Token.Kind.NUMBER) {
      return null;
    }
    Value number = number(tokens.get(at++).text());
    for (; open > 0; open--) {
      number = closed(number, ")");
    }
    if (!negative || number == null) {
      return number;
    }
    return number instanceof Value.Int whole
        ? new Value.Int(whole.value().negate()) : new Value.Real(-((Value.Real) number).value());
  }

  private Value closed(Value value, String end) {
    if (value == null || at >= tokens.size() || !tokens.get(at).is(end)) {
      return null;
    }
    at++;
    return value;
  }

  private Value sequence() throws Unhashable {
    List<Value> items = new ArrayList<>();
    while (at < tokens.size() && !tokens.get(at).is("]")) {
      Value item = value();
      if (item == null) {
        return null;
      }
      items.add(item);
      if (!separated("]")) {
        return null;
      }
    }
    return closed(mutable(new Value.Sequence(items)), "]");
  }

  private Value mutable(Value value) {
    mutable.add(value);
    return value;
  }

  private Value braces() throws Unhashable {
    Map<Value, Value> entries = new LinkedHashMap<>();
    LinkedHashSet<Value> items = new LinkedHashSet<>();
    List<Boolean> keyed = new ArrayList<>();
    while (at < tokens.size() && !tokens.get(at).is("}")) {
      Value key = value();
      boolean pair = key != null && at < tokens.size() && tokens.get(at).is(":");
      at += pair ? 1 : 0;
      Value value = pair ? value() : null;
      keyed.add(pair);
      if (key == null || pair && value == null || keyed.getFirst() != pair || !separated("}")) {
        return null;
      }
      if (mutable.contains(key)) {
        throw new Unhashable();
      }
      if (pair && key instanceof Value.Sequence) {
        return null;
      }
      if (pair) {
        entries.put(key, value);
      } else {
        items.add(key);
      }
    }
    return closed(mutable(keyed.contains(false)
        ? new Value.Sequence(List.copyOf(items)) : new Value.Mapping(entries)), "}");
  }

  /// Passes a comma; false when neither it nor the end is there.
  private boolean separated(String end) {
    if (at < tokens.size() && tokens.get(at).is(",")) {
      at++;
      return true;
    }
    return at < tokens.size() && tokens.get(at).is(end);
  }

  private Value strings() {
    StringBuilder text = new StringBuilder();
    while (at < tokens.size() && tokens.get(at).kind() == Token.Kind.STRING) {
      String part = StringLiteral.value(tokens.get(at++).text());
      if (part == null) {
        return null;
      }
      text.append(part);
    }
    return new Value.Text(text.toString());
  }

  static boolean isStringPrefix(String name) {
    return List.of("r", "u", "b", "f", "br", "rb", "fr", "rf")
        .contains(name.toLowerCase(Locale.ROOT));
  }

  /// Whether a word that begins with a digit or a point is a number, complex ones included.
  static boolean isNumber(String word) {
    String number = word.toLowerCase(Locale.ROOT);
    return number(number) != null
        || number.endsWith("j") && real(number.substring(0, number.length() - 1)) != null;
  }

  /// The value of a number, or null when it is none or complex.
  private static Value number(String word) {
    String text = word.toLowerCase(Locale.ROOT);
    if (text.startsWith("0x") || text.startsWith("0o") || text.startsWith("0b")) {
      int radix = text.charAt(1) == 'x' ? 16 : text.charAt(1) == 'o' ? 8 : 2;
      String rest = text.charAt(2 % text.length()) == '_' ? text.substring(3) : text.substring(2);
      String digits = digits(rest, radix);
      return digits == null || digits.isEmpty() ? null
          : new Value.Int(new BigInteger(digits, radix));
    }
    String digits = digits(text, 10);
    if (digits == null) {
      Double real = real(text);
      return real == null ? null : new Value.Real(real);
    }
    boolean octal = digits.length() > 1 && digits.startsWith("0")
        && !digits.equals("0".repeat(digits.length()));
    return octal || digits.isEmpty() || digits.length() > 4300
        ? null : new Value.Int(new BigInteger(digits));
  }

  private static Double real(String text) {
    int exponent = text.indexOf('e');
    String power = exponent < 0 ? "0" : text.substring(exponent + 1);
    String sign = power.startsWith("-") || power.startsWith("+") ? power.substring(0, 1) : "";
    String powerDigits = digits(power.substring(sign.length()), 10);
    String mantissa = exponent < 0 ? text : text.substring(0, exponent);
    int point = mantissa.indexOf('.');
    String whole = digits(point < 0 ? mantissa : mantissa.substring(0, point), 10);
    String fraction = point < 0 ? "" : digits(mantissa.substring(point + 1), 10);
    boolean fits = whole != null && fraction != null && powerDigits != null
        && !powerDigits.isEmpty() && whole.length() + fraction.length() > 0;
    return fits ? Double.valueOf(whole + "." + fraction + "e" + sign + powerDigits) : null;
  }

  /// Digits without the underscores between them, possibly none; null when another character or a
  /// misplaced underscore is there.
  private static String digits(String text, int radix) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean between = c == '_' && i > 0 && i + 1 < text.length() && text.charAt(i - 1) != '_';
      if (!between && (c >= 128 || Character.digit(c, radix) < 0)) {
        return null;
      }
    }
    return text.replace("_", "");
  }
}
