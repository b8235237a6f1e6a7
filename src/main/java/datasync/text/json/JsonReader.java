package datasync.text.json;

import datasync.text.FormatException;
import datasync.text.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One pass over a JSON text.
final class JsonReader {
  private static final int MAX_DEPTH = 200;
  private static final int MAX_DIGITS = 4300;

  private final String text;
  private final String source;
  private int at;
  private int depth;

  JsonReader(String text, String source) {
    this.text = text;
    this.source = source;
  }

  Value document() throws FormatException {
    if (text.startsWith("\ufeff")) {
      throw wrong("unexpected byte order mark", 0);
    }
    skipBlanks();
    Value value = value();
    skipBlanks();
    if (at < text.length()) {
      throw wrong("extra data", at);
    }
    return value;
  }

  private Value value() throws FormatException {
    switch (peek()) {
      case '"':
        at++;
        return new Value.Text(string());
      case '{':
        return mapping();
      case '[':
        return sequence();
      case 't':
        return word("true", new Value.Bool(true));
      case 'f':
        return word("false", new Value.Bool(false));
      case 'n':
        return word("null", Value.Null.NULL);
      case 'N':
        return word("NaN", new Value.Real(Double.NaN));
      case 'I':
        return word("Infinity", new Value.Real(Double.POSITIVE_INFINITY));
      default:
        return number();
    }
  }

  private Value word(String word, Value value) throws FormatException {
    if (!text.startsWith(word, at)) {
      throw wrong("expected a value", at);
    }
    at += word.length();
    return value;
  }

  private Value mapping() throws FormatException {
    enter();
    Map<Value, Value> entries = new LinkedHashMap<>();
    skipBlanks();
    if (peek() == '}') {
      at++;
      depth--;
      return Value.Mapping.EMPTY;
    }
    while (true) {
      if (peek() != '"') {
        throw wrong("expected a property name in double quotes", at);
      }
      at++;
      Value.Text key = new Value.Text(string());
      skipBlanks();
      if (peek() != ':') {
        throw wrong("expected `:`", at);
      }
      at++;
      skipBlanks();
      entries.put(key, value());
      if (ends('}')) {
        return new Value.Mapping(entries);
      }
    }
  }

  private Value sequence() throws FormatException {
    enter();
    List<Value> items = new ArrayList<>();
    skipBlanks();
    if (peek() == ']') {
      at++;
      depth--;
      return new Value.Sequence(items);
    }
    while (true) {
      items.add(value());
      if (ends(']')) {
        return new Value.Sequence(items);
      }
    }
  }

  private void enter() throws FormatException {
    if (++depth > MAX_DEPTH) {
      throw wrong("nested deeper than " + MAX_DEPTH + " levels", at);
    }
    at++;
  }

  /// Whether the bracket closes here; else passes the comma before the next item.
  private boolean ends(char bracket) throws FormatException {
    skipBlanks();
    int next = peek();
    if (next == bracket) {
      at++;
      depth--;
      return true;
    }
    if (next != ',') {
      throw wrong("expected `,`", at);
    }
    at++;
    skipBlanks();
    return false;
  }

  private Value number() throws FormatException {
    int start = at;
    int end = at;
    if (peek() == '-') {
      end++;
      if (text.startsWith("Infinity", end)) {
        at = end + "Infinity".length();
        return new Value.Real(Double.NEGATIVE_INFINITY);
      }
    }
    int whole = digits(end);
    if (whole == end) {
      throw wrong("expected a value", start);
    }
    end = text.charAt(end) == '0' ? end + 1 : whole;
    boolean real = false;
    if (end < text.length() && text.charAt(end) == '.' && digits(end + 1) > end + 1) {
      end = digits(end + 1);
      real = true;
    }
    if (end < text.length() && (text.charAt(end) | 0x20) == 'e') {
      int sign = end + 1;
      if (sign < text.length() && (text.charAt(sign) == '-' || text.charAt(sign) == '+')) {
        sign++;
      }
      if (digits(sign) > sign) {
        end = digits(sign);
        real = true;
      }
    }
    at = end;
    if (real) {
      return new Value.Real(Double.parseDouble(text.substring(start, end)));
    }
    if (end - start < 19) {
      return Value.Int.of(Long.parseLong(text, start, end, 10));
    }
    if (end - start - (text.charAt(start) == '-' ? 1 : 0) > MAX_DIGITS) {
      throw wrong("integer of more than " + MAX_DIGITS + " digits", start);
    }
    return new Value.Int(new BigInteger(text.substring(start, end)));
  }

  /// The end of the digits that begin at `from`.
  private int digits(int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /// Reads the rest of a string after its opening quote.
  private String string() throws FormatException {
    int start = at;
    int plain = at;
    StringBuilder built = null;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        String last = text.substring(plain, at++);
        return built == null ? last : built.append(last).toString();
      }
      if (c == '\\') {
        built = built == null ? new StringBuilder() : built;
        built.append(text, plain, at);
        at++;
        built.append(escape());
        plain = at;
      } else if (c < 0x20) {
        throw wrong("control character in a string", at);
      } else {
        at++;
      }
    }
    throw wrong("unterminated string", start - 1);
  }

  private char escape() throws FormatException {
    int c = peek();
    at++;
    switch (c) {
      case '"', '\\', '/':
        return (char) c;
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'u':
        return hex();
      default:
        throw wrong("invalid escape in a string", at - 2);
    }
  }

  private char hex() throws FormatException {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int c = peek();
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw wrong("invalid `\\u` escape in a string", at);
      }
      unit = unit << 4 | digit;
      at++;
    }
    return (char) unit;
  }

  /// The next character, or -1 at the end.
  private int peek() {
    return at < text.length() ? text.charAt(at) : -1;
  }

  private void skipBlanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return;
      }
      at++;
    }
  }

  private FormatException wrong(String reason, int where) {
    int line = 1;
    int start = 0;
    int end = Math.min(where, text.length());
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        start = i + 1;
      }
    }
    return new FormatException(source, line, text.codePointCount(start, end) + 1, reason);
  }
}
