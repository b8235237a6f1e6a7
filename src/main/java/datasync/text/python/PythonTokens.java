package datasync.text.python;

import datasync.text.FormatException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Cuts a Python text into tokens, with the ends of logical lines and blocks among them.
final class PythonTokens {
  private static final List<String> LONG_OPERATORS = List.of(
      "**=", "//=", ">>=", "<<=", "...", "==", "!=", "<=", ">=", "->", ":=", "+=", "-=", "*=",
      "/=", "%=", "&=", "|=", "^=", "@=", "**", "//", "<<", ">>");
  private static final int MAX_BRACKETS = 200;

  private final String text;
  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private final Deque<Integer> indents = new ArrayDeque<>(List.of(0));
  private final Deque<Character> brackets = new ArrayDeque<>();
  private int at;
  private int line = 1;
  private int lineStart;
  private int measured;
  private int measuredColumn = 1;

  PythonTokens(String text, String source) {
    this.text = text.replace("\r\n", "\n").replace('\r', '\n');
    this.source = source;
  }

  /// @throws FormatException when a string, bracket or indentation does not end as it should, or
  ///     a character belongs to no token
  List<Token> all() throws FormatException {
    if (text.startsWith("\ufeff")) {
      throw wrong("byte order mark");
    }
    while (at < text.length()) {
      boolean fresh = tokens.isEmpty() || tokens.getLast().kind() == Token.Kind.LINE_END;
      if (at == lineStart && brackets.isEmpty() && (fresh || isBlock()) && !indent()) {
        continue;
      }
      token();
    }
    if (!brackets.isEmpty()) {
      throw wrong("`" + brackets.peek() + "` was never closed");
    }
    if (!tokens.isEmpty() && tokens.getLast().kind() != Token.Kind.LINE_END && !isBlock()) {
      add(Token.Kind.LINE_END, at, at);
    }
    while (indents.pop() > 0) {
      add(Token.Kind.DEDENT, at, at);
    }
    add(Token.Kind.END, at, at);
    return tokens;
  }

  private boolean isBlock() {
    Token.Kind last = tokens.getLast().kind();
    return last == Token.Kind.INDENT || last == Token.Kind.DEDENT;
  }

  /// Measures the blank space at the start of a line; false for a line without tokens, which is
  /// passed.
  private boolean indent() throws FormatException {
    int column = 0;
    while (at < text.length() && " \t\f".indexOf(text.charAt(at)) >= 0) {
      char c = text.charAt(at++);
      column = c == '\t' ? (column / 8 + 1) * 8 : c == '\f' ? 0 : column + 1;
    }
    if (at == text.length()) {
      return false;
    }
    if (text.charAt(at) == '#' || text.charAt(at) == '\n') {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end + 1;
      line++;
      lineStart = at;
      return false;
    }
    if (column > indents.peek()) {
      indents.push(column);
      add(Token.Kind.INDENT, at, at);
    }
    while (column < indents.peek()) {
      indents.pop();
      add(Token.Kind.DEDENT, at, at);
      if (column > indents.peek()) {
        throw wrong("unindent does not match any outer indentation level");
      }
    }
    return true;
  }

  private void token() throws FormatException {
    char c = text.charAt(at);
    if (c == '\n') {
      if (brackets.isEmpty()) {
        add(Token.Kind.LINE_END, at, at);
      }
      at++;
      nextLine();
    } else if (c == ' ' || c == '\t' || c == '\f') {
      at++;
    } else if (c == '#') {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end;
    } else if (c == '\\') {
      if (at + 1 >= text.length() || text.charAt(at + 1) != '\n') {
        throw wrong("unexpected character after line continuation character");
      }
      at += 2;
      nextLine();
      if (at == text.length()) {
        throw wrong("unexpected end of the file");
      }
      lineStart = -1;
    } else if (Character.isUnicodeIdentifierStart(text.codePointAt(at)) || c == '_') {
      name();
    } else if (c == '"' || c == '\'') {
      string(at);
    } else if (isDigit(at) || c == '.' && isDigit(at + 1)) {
      number();
    } else {
      operator();
    }
  }

  private void nextLine() {
    line++;
    lineStart = at;
  }

  private boolean isDigit(int index) {
    return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }

  private void name() throws FormatException {
    int end = at;
    while (end < text.length() && Character.isUnicodeIdentifierPart(text.codePointAt(end))
        && !Character.isIdentifierIgnorable(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    boolean quoted = end < text.length() && "\"'".indexOf(text.charAt(end)) >= 0;
    if (quoted && Literals.isStringPrefix(text.substring(at, end))) {
      string(end);
      return;
    }
    add(Token.Kind.NAME, at, end);
    at = end;
  }

  /// Reads a string whose quotes begin at `quotes`; its prefix begins here.
  private void string(int quotes) throws FormatException {
    char quote = text.charAt(quotes);
    String triple = String.valueOf(quote).repeat(3);
    boolean isLong = text.startsWith(triple, quotes);
    int end = quotes + (isLong ? 3 : 1);
    int lines = 0;
    while (true) {
      if (end >= text.length() || !isLong && text.charAt(end) == '\n') {
        throw wrong("unterminated string literal");
      }
      char c = text.charAt(end);
      if (c == '\\' && end + 1 < text.length()) {
        lines += text.charAt(end + 1) == '\n' ? 1 : 0;
        end += 2;
      } else if (isLong ? text.startsWith(triple, end) : c == quote) {
        end += isLong ? 3 : 1;
        break;
      } else {
        lines += c == '\n' ? 1 : 0;
        end++;
      }
    }
    add(Token.Kind.STRING, at, end);
    line += lines;
    lineStart = lines > 0 ? -1 : lineStart;
    at = end;
  }

  private void number() throws FormatException {
    int end = at;
    boolean hex = text.startsWith("0x", at) || text.startsWith("0X", at);
    while (end < text.length()) {
      char c = text.charAt(end);
      boolean sign = (c == '+' || c == '-') && !hex && end > at
          && (text.charAt(end - 1) | 0x20) == 'e' && isDigit(end + 1);
      boolean letter = c == '_' || c == '.' || c < 128 && Character.isLetterOrDigit(c);
      if (!letter && !sign) {
        break;
      }
      end++;
    }
    String number = text.substring(at, end);
    if (!Literals.isNumber(number)) {
      int word = 0;
      while (word < number.length() && !Character.isLetter(number.charAt(word))) {
        word++;
      }
      String rest = number.substring(word);
      boolean keyword = List.of("and", "else", "for", "if", "in", "is", "or", "not").contains(rest);
      if (!keyword || !Literals.isNumber(number.substring(0, word))) {
        throw wrong("invalid number `" + number + "`");
      }
      end = at + word;
    }
    add(Token.Kind.NUMBER, at, end);
    at = end;
  }

  private void operator() throws FormatException {
    for (String operator : LONG_OPERATORS) {
      if (text.startsWith(operator, at)) {
        add(Token.Kind.OPERATOR, at, at + operator.length());
        at += operator.length();
        return;
      }
    }
    char c = text.charAt(at);
    if ("()[]{}:,;+-*/|&<>=.%~^@".indexOf(c) < 0) {
      throw wrong("unexpected character");
    }
    if ("([{".indexOf(c) >= 0) {
      brackets.push(c);
      if (brackets.size() > MAX_BRACKETS) {
        throw wrong("too many nested brackets");
      }
    } else if (")]}".indexOf(c) >= 0) {
      if (brackets.isEmpty() || "([{".indexOf(brackets.pop()) != ")]}".indexOf(c)) {
        throw wrong("unmatched `" + c + "`");
      }
    }
    add(Token.Kind.OPERATOR, at, at + 1);
    at++;
  }

  private void add(Token.Kind kind, int from, int to) {
    tokens.add(new Token(kind, text.substring(from, to), line, column(from)));
  }

  /// The column of a place, counted on from the last one that was asked for.
  private int column(int index) {
    if (index < measured) {
      measured = text.lastIndexOf('\n', index - 1) + 1;
      measuredColumn = 1;
    }
    for (; measured < index; measured++) {
      char c = text.charAt(measured);
      measuredColumn = c == '\n' ? 1 : measuredColumn + (Character.isLowSurrogate(c) ? 0 : 1);
    }
    return measuredColumn;
  }

  private FormatException wrong(String reason) {
    return new FormatException(source, line, column(Math.min(at, text.length())), reason);
  }
}
