package datasync.backend.gdrive;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The part of Drive's query language that its documentation gives for names, kinds, folders and
/// the trash; anything else is refused.
final class DriveQuery {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\\(|\\)|=|'(?:[^'\\\\]|\\\\['\\\\])*'|[A-Za-z]+)");

  private final List<String> tokens = new ArrayList<>();
  private int at;

  private DriveQuery(String text) {
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.lookingAt()) {
      tokens.add(matcher.group(1));
      end = matcher.end();
      matcher.region(end, text.length());
    }
    if (!text.substring(end).isBlank()) {
      throw new IllegalArgumentException("not a query: " + text);
    }
  }

  /// @param name `name` in v3, `title` in v2
  static Predicate<DriveFake.Item> parse(String text, String name) {
    DriveQuery query = new DriveQuery(text);
    Predicate<DriveFake.Item> result = query.any(name);
    if (query.at < query.tokens.size()) {
      throw new IllegalArgumentException("not a query: " + text);
    }
    return result;
  }

  private boolean takes(String token) {
    boolean is = at < tokens.size() && tokens.get(at).equals(token);
    at += is ? 1 : 0;
    return is;
  }

  private String next() {
    if (at >= tokens.size()) {
      throw new IllegalArgumentException("the query ends early");
    }
    return tokens.get(at++);
  }

  private void expect(String token) {
    if (!takes(token)) {
      throw new IllegalArgumentException("expected " + token);
    }
  }

  private String text() {
    String token = next();
    if (!token.startsWith("'")) {
      throw new IllegalArgumentException("expected a text");
    }
    return token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1");
  }

  private Predicate<DriveFake.Item> any(String name) {
    Predicate<DriveFake.Item> result = all(name);
    while (takes("or")) {
      result = result.or(all(name));
    }
    return result;
  }

  private Predicate<DriveFake.Item> all(String name) {
    Predicate<DriveFake.Item> result = one(name);
    while (takes("and")) {
      result = result.and(one(name));
    }
    return result;
  }

  private Predicate<DriveFake.Item> one(String name) {
    if (takes("(")) {
      Predicate<DriveFake.Item> inner = any(name);
      expect(")");
      return inner;
    }
    if (at < tokens.size() && tokens.get(at).startsWith("'")) {
      String parent = DriveFake.real(text());
      expect("in");
      expect("parents");
      return item -> item.parent().equals(parent);
    }
    String field = next();
    expect("=");
    if (field.equals("trashed")) {
      boolean wanted = next().equals("true");
      return item -> item.trashed() == wanted;
    }
    String value = text();
    if (field.equals(name)) {
      return item -> item.name().equalsIgnoreCase(value);
    }
    if (field.equals("mimeType")) {
      return item -> item.type().equals(value);
    }
    throw new IllegalArgumentException("no such field: " + field);
  }
}
