package datasync.text.python;

import datasync.text.FormatException;
import datasync.text.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Walks the statements of a file and collects what they assign.
final class Statements {
  private static final Set<String> COMPOUND = Set.of("if", "elif", "else", "for", "while", "try",
      "except", "finally", "with", "def", "class", "async");
  private static final Set<String> SOFT = Set.of("match", "case");
  private static final Set<String> KEYWORDS = Set.of("and", "as", "assert", "async", "await",
      "break", "class", "continue", "def", "del", "elif", "else", "except", "finally", "for",
      "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass",
      "raise", "return", "try", "while", "with", "yield");
  private static final int MAX_DEPTH = 100;

  private final List<Token> tokens;
  private final String source;
  private int at;
  private int depth;

  Statements(List<Token> tokens, String source) {
    this.tokens = tokens;
    this.source = source;
  }

  Map<String, Value> module() throws FormatException {
    Map<String, Value> result = new LinkedHashMap<>();
    while (here().kind() != Token.Kind.END) {
      statement(result, false);
    }
    return result;
  }

  /// One statement.
  ///
  /// @param into where its assignments go, or null when they do not matter
  /// @param onlySelf whether only attributes of `self` count
  private void statement(Map<String, Value> into, boolean onlySelf) throws FormatException {
    Token first = here();
    if (first.kind() == Token.Kind.INDENT) {
      throw wrong("unexpected indent", first);
    }
    if (first.is("@")) {
      line();
      return;
    }
    List<Token> line = header();
    boolean soft = SOFT.contains(first.text()) && first.kind() == Token.Kind.NAME
        && here().is(":") && tokens.get(at + 1).kind() == Token.Kind.LINE_END;
    boolean compound = first.kind() == Token.Kind.NAME && COMPOUND.contains(first.text());
    if (compound && !here().is(":")) {
      throw wrong("expected `:`", here());
    }
    if (!compound && !soft) {
      line.addAll(line());
      simple(line, into, onlySelf);
      return;
    }
    adjacent(line);
    at++;
    String name = line.size() > 1 ? line.get(1).text() : "";
    if (first.is("class")) {
      Map<String, Value> members = new LinkedHashMap<>();
      block(into == null ? null : members, false);
      if (into != null) {
        into.put(name, Value.Mapping.of(members));
      }
    } else {
      block(first.is("def") && name.equals("__init__") ? into : null, true);
    }
  }

  /// The tokens up to the colon that opens a block, or up to the end of the line.
  private List<Token> header() {
    List<Token> line = new ArrayList<>();
    int open = 0;
    int lambdas = 0;
    while (here().kind() != Token.Kind.LINE_END) {
      Token token = here();
      if (token.is(":") && open == 0 && lambdas-- == 0) {
        return line;
      }
      lambdas = Math.max(lambdas, 0) + (token.is("lambda") && open == 0 ? 1 : 0);
      open += depth(token);
      line.add(token);
      at++;
    }
    return line;
  }

  /// The rest of the logical line, whose end is passed.
  private List<Token> line() {
    List<Token> line = new ArrayList<>();
    while (here().kind() != Token.Kind.LINE_END) {
      line.add(tokens.get(at++));
    }
    at++;
    return line;
  }

  /// The statements after a colon, on its line or indented below it.
  private void block(Map<String, Value> into, boolean onlySelf) throws FormatException {
    if (++depth > MAX_DEPTH) {
      throw wrong("too many nested blocks", here());
    }
    if (here().kind() != Token.Kind.LINE_END) {
      List<Token> line = line();
      if (COMPOUND.contains(line.getFirst().text())) {
        throw wrong("invalid syntax", line.getFirst());
      }
      simple(line, into, onlySelf);
    } else {
      at++;
      if (here().kind() != Token.Kind.INDENT) {
        throw wrong("expected an indented block", here());
      }
      at++;
      while (here().kind() != Token.Kind.DEDENT) {
        statement(into, onlySelf);
      }
      at++;
    }
    depth--;
  }

  /// The simple statements of a line, between semicolons.
  private void simple(List<Token> line, Map<String, Value> into, boolean onlySelf)
      throws FormatException {
    adjacent(line);
    int start = 0;
    for (int i = 0; i <= line.size(); i++) {
      if (i == line.size() || line.get(i).is(";")) {
        List<Token> statement = line.subList(start, i);
        if (statement.isEmpty() && i < line.size()) {
          throw wrong("invalid syntax", line.get(i));
        }
        assignment(statement, into, onlySelf);
        start = i + 1;
      }
    }
  }

  private void assignment(List<Token> line, Map<String, Value> into, boolean onlySelf)
      throws FormatException {
    int colon = -1;
    List<Integer> equals = new ArrayList<>();
    int open = 0;
    boolean lambda = false;
    for (int i = 0; i < line.size(); i++) {
      Token token = line.get(i);
      open += depth(token);
      lambda |= token.is("lambda");
      if (open == 0 && token.is("=")) {
        equals.add(i);
      } else if (open == 0 && token.is(":") && colon < 0 && equals.isEmpty() && !lambda) {
        colon = i;
      }
    }
    if (colon == 0) {
      throw wrong("invalid syntax", line.getFirst());
    }
    if (equals.isEmpty()) {
      return;
    }
    if (equals.getFirst() == 0 || equals.getLast() == line.size() - 1
        || colon >= 0 && equals.size() > 1) {
      throw wrong("invalid syntax", line.get(equals.getLast()));
    }
    int end = colon < 0 ? equals.getFirst() : colon;
    List<Token> target = line.subList(0, end);
    Token first = target.getFirst();
    boolean literal = target.size() == 1 && (first.kind() == Token.Kind.NUMBER
        || first.kind() == Token.Kind.STRING || KEYWORDS.contains(first.text())
        || Set.of("True", "False", "None").contains(first.text()));
    if (literal) {
      throw wrong("cannot assign to `" + first.text() + "`", first);
    }
    String name = into == null || equals.size() > 1 ? null : name(target, onlySelf);
    if (name == null) {
      return;
    }
    try {
      Value value = new Literals(line.subList(equals.getFirst() + 1, line.size())).whole();
      if (value != null) {
        into.put(name, value);
      }
    } catch (Literals.Unhashable e) {
      throw wrong("unhashable key or item", first);
    }
  }

  /// The name a target gives, or null when it does not count.
  private static String name(List<Token> target, boolean onlySelf) {
    List<Token> inner = target;
    while (inner.size() > 2 && inner.getFirst().is("(") && inner.getLast().is(")")) {
      inner = inner.subList(1, inner.size() - 1);
    }
    if (inner.size() == 1 && inner.getFirst().kind() == Token.Kind.NAME) {
      return onlySelf ? null : inner.getFirst().text();
    }
    boolean self = inner.size() == 3 && inner.getFirst().is("self") && inner.get(1).is(".");
    return self ? inner.get(2).text() : null;
  }

  /// Refuses two operands without anything between them, as in `print "x"`.
  private void adjacent(List<Token> line) throws FormatException {
    for (int i = 1; i < line.size(); i++) {
      Token left = line.get(i - 1);
      Token right = line.get(i);
      boolean strings = left.kind() == Token.Kind.STRING && right.kind() == Token.Kind.STRING;
      boolean soft = i == 1 && SOFT.contains(left.text());
      if (!strings && !soft && endsOperand(left) && startsOperand(right)) {
        throw wrong("invalid syntax", right);
      }
    }
  }

  private static boolean endsOperand(Token token) {
    return switch (token.kind()) {
      case NAME -> !KEYWORDS.contains(token.text());
      case NUMBER, STRING -> true;
      default -> token.is(")") || token.is("]") || token.is("}");
    };
  }

  private static boolean startsOperand(Token token) {
    return switch (token.kind()) {
      case NAME -> !KEYWORDS.contains(token.text());
      case NUMBER, STRING -> true;
      default -> token.is("{");
    };
  }

  private static int depth(Token token) {
    if (token.kind() != Token.Kind.OPERATOR || token.text().length() != 1) {
      return 0;
    }
    return "([{".contains(token.text()) ? 1 : ")]}".contains(token.text()) ? -1 : 0;
  }

  private Token here() {
    return tokens.get(at);
  }

  private FormatException wrong(String reason, Token token) {
    return new FormatException(source, token.line(), token.column(), reason);
  }
}
