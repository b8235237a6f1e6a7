package datasync.track;

import datasync.text.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// JSON piece by piece, for texts too large to hold: what Python's `json` accepts, in UTF-8.
final class JsonTokens {
  private static final int MAX_DEPTH = 1000;
  private static final int MAX_STRING = 1 << 20;
  private static final int END = -1;

  private final Reader reader;
  private final String source;
  private final char[] buffer = new char[1 << 14];
  private final StringBuilder text = new StringBuilder();
  private int at;
  private int limit;
  /// The characters before the buffer.
  private long before;
  private int line = 1;
  private long lineStart;

  JsonTokens(InputStream in, String source) {
    this(in, source, 0);
  }

  /// @param passed how many characters of the first line come before those of `in`
  JsonTokens(InputStream in, String source, long passed) {
    this.before = passed;
    this.reader = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
    this.source = source;
  }

  String source() {
    return source;
  }

  int line() {
    return line;
  }

  int column() {
    return (int) Math.min(Integer.MAX_VALUE, before + at - lineStart + 1);
  }

  /// Passes one structural character with the blanks around it.
  void expect(char wanted, String reason) throws IOException {
    if (!skipIf(wanted)) {
      throw wrong(reason);
    }
  }

  /// Passes a structural character when it comes next.
  boolean skipIf(char wanted) throws IOException {
    skipBlanks();
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  /// Passes a comma (true) or the closing bracket (false).
  boolean comma(char closing) throws IOException {
    if (skipIf(closing)) {
      return false;
    }
    expect(',', "expected `,`");
    return true;
  }

  /// Refuses anything but blanks.
  void end() throws IOException {
    skipBlanks();
    if (peek() != END) {
      throw wrong("extra data");
    }
  }

  /// A key with its colon.
  String key() throws IOException {
    expect('"', "expected a property name in double quotes");
    String key = string();
    expect(':', "expected `:`");
    return key;
  }

  /// A string value; null for a value of any other type, which is passed over.
  String stringOrNull() throws IOException {
    if (skipIf('"')) {
      return string();
    }
    skipValue();
    return null;
  }

  /// A value that is a non-negative integer below 2^63, or −1 for any other.
  long sizeOrSkip() throws IOException {
    skipBlanks();
    text.setLength(0);
    if (peek() >= '0' && peek() <= '9') {
      number();
      if (text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Long.parseLong(text, 0, text.length(), 10);
      }
      return -1;
    }
    skipValue();
    return -1;
  }

  /// Passes any value.
  void skipValue() throws IOException {
    skipValue(0);
  }

  private void skipValue(int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw wrong("nested deeper than " + MAX_DEPTH + " levels");
    }
    skipBlanks();
    switch (peek()) {
      case '"' -> {
        at++;
        string();
      }
      case '{' -> {
        at++;
        if (!skipIf('}')) {
          do {
            key();
            skipValue(depth + 1);
          } while (comma('}'));
        }
      }
      case '[' -> {
        at++;
        if (!skipIf(']')) {
          do {
            skipValue(depth + 1);
          } while (comma(']'));
        }
      }
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      case 'N' -> word("NaN");
      case 'I' -> word("Infinity");
      default -> number();
    }
  }

  private void word(String word) throws IOException {
    for (int i = 0; i < word.length(); i++) {
      if (peek() != word.charAt(i)) {
        throw wrong("expected a value");
      }
      at++;
    }
  }

  private void number() throws IOException {
    text.setLength(0);
    if (peek() == '-') {
      take();
      if (peek() == 'I') {
        word("Infinity");
        return;
      }
    }
    if (peek() == '0') {
      take();
    } else if (digits() == 0) {
      throw wrong("expected a value");
    }
    if (peek() == '.') {
      take();
      if (digits() == 0) {
        throw wrong("expected a digit");
      }
    }
    if (peek() == 'e' || peek() == 'E') {
      take();
      if (peek() == '-' || peek() == '+') {
        take();
      }
      if (digits() == 0) {
        throw wrong("expected a digit");
      }
    }
  }

  private int digits() throws IOException {
    int count = 0;
    while (peek() >= '0' && peek() <= '9') {
      take();
      count++;
    }
    return count;
  }

  private void take() throws IOException {
    if (text.length() >= MAX_STRING) {
      throw wrong("a string or number of more than " + MAX_STRING + " characters");
    }
    text.append((char) peek());
    at++;
  }

  /// The rest of a string behind its opening quote.
  private String string() throws IOException {
    text.setLength(0);
    while (true) {
      int c = peek();
      if (c == END || c < 0x20) {
        throw wrong(c == END ? "unterminated string" : "control character in a string");
      }
      if (c == '"') {
        at++;
        return text.toString();
      }
      if (c == '\\') {
        at++;
        escape();
      } else {
        take();
      }
    }
  }

  private void escape() throws IOException {
    int c = peek();
    at++;
    switch (c) {
      case '"', '\\', '/' -> text.append((char) c);
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case 'u' -> {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
          int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1;
          if (digit < 0) {
            throw wrong("invalid escape in a string");
          }
          at++;
          unit = unit << 4 | digit;
        }
        text.append((char) unit);
      }
      default -> throw wrong("invalid escape in a string");
    }
  }

  /// Passes what has no meaning.
  void skipBlanks() throws IOException {
    while (true) {
      switch (peek()) {
        case ' ', '\t', '\r' -> at++;
        case '\n' -> {
          at++;
          line++;
          lineStart = before + at;
        }
        default -> {
          return;
        }
      }
    }
  }

  private int peek() throws IOException {
    if (at < limit) {
      return buffer[at];
    }
    if (limit == END) {
      return END;
    }
    before += limit;
    at = 0;
    try {
      limit = reader.read(buffer, 0, buffer.length);
    } catch (CharacterCodingException e) {
      limit = 0;
      throw new FormatException(source, line, 0, "not UTF-8");
    }
    return limit == END ? END : buffer[0];
  }

  private FormatException wrong(String reason) {
    return new FormatException(source, line, column(), reason);
  }
}
