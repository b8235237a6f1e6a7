package datasync.text.yaml;

import datasync.text.FormatException;
import java.util.ArrayList;
import java.util.List;

/// Cuts a text into tokens: indentation, indicators and implicit keys.
///
/// What a scalar or a property holds is read by [ScalarScanner], [BlockScanner] and
/// [PropertyScanner].
final class Scanner {
  /// How deep flow collections may nest, as [Parser#MAX_DEPTH] for all.
  private static final int MAX_FLOW = 200;
  /// A key on one line ends within this many characters.
  private static final int MAX_KEY = 1024;

  /// A place that turns out to be a key when a colon follows on its line.
  private record PossibleKey(int token, boolean required, int index, int line, int column) {}

  final Cursor cursor;
  private final boolean keepComments;
  private final List<Token> tokens = new ArrayList<>();
  private final List<PossibleKey> keys = new ArrayList<>();
  private final StringBuilder flow = new StringBuilder();
  private final List<Integer> indents = new ArrayList<>();
  private final ScalarScanner scalars;
  private final PropertyScanner properties;
  private BlockScanner blocks;
  private int taken;
  private boolean done;
  int indent = -1;
  boolean allowKey = true;

  Scanner(Cursor cursor, boolean keepComments) {
    this.cursor = cursor;
    this.keepComments = keepComments;
    this.scalars = new ScalarScanner(this);
    this.properties = new PropertyScanner(cursor);
    keys.add(null);
    tokens.add(token(Token.Kind.STREAM_START));
  }

  boolean inFlow() {
    return !flow.isEmpty();
  }

  boolean keepsComments() {
    return keepComments;
  }

  Token token(Token.Kind kind) {
    return new Token(kind, cursor.line, cursor.column);
  }

  /// The next token, which stays. Comments before it are gathered on it.
  Token peek() throws FormatException {
    fill();
    if (keepComments) {
      gather();
    }
    return tokens.get(0);
  }

  /// Takes the next token, with the comments behind it when it is one that can hold them.
  Token take() throws FormatException {
    Token next = peek();
    if (tokens.size() > 1 && tokens.get(1).kind == Token.Kind.COMMENT) {
      boolean sameLine = next.endLine == tokens.get(1).line;
      switch (next.kind) {
        case SCALAR -> trail(next, sameLine);
        case VALUE, FLOW_SEQUENCE_END, FLOW_MAPPING_END -> {
          if (sameLine) {
            trail(next, true);
          }
        }
        default -> { }
      }
    }
    taken++;
    return tokens.remove(0);
  }

  private void trail(Token token, boolean sameLine) throws FormatException {
    taken++;
    Comment comment = tokens.remove(1).comment;
    if (!sameLine) {
      StringBuilder before = new StringBuilder();
      for (int i = token.endLine; i < comment.line; i++) {
        before.append('\n');
      }
      for (int i = 0; i < comment.column; i++) {
        before.append(' ');
      }
      comment.text.insert(0, before);
    }
    token.addPost(comment);
    fetch();
    while (tokens.size() > 1 && tokens.get(1).kind == Token.Kind.COMMENT) {
      taken++;
      comment.append(tokens.remove(1).comment);
      fetch();
    }
  }

  private void gather() throws FormatException {
    List<Comment> comments = null;
    if (tokens.get(0).kind == Token.Kind.COMMENT) {
      comments = new ArrayList<>();
      taken++;
      comments.add(tokens.remove(0).comment);
    }
    while (needsMore()) {
      fetch();
      if (tokens.get(0).kind == Token.Kind.COMMENT) {
        comments = comments == null ? new ArrayList<>() : comments;
        taken++;
        comments.add(tokens.remove(0).comment);
      }
    }
    if (comments != null) {
      tokens.get(0).addPre(comments);
    }
    if (!done && tokens.size() < 2) {
      fetch();
    }
  }

  private void fill() throws FormatException {
    while (needsMore()) {
      fetch();
    }
  }

  private boolean needsMore() throws FormatException {
    if (done) {
      return false;
    }
    if (tokens.isEmpty()) {
      return true;
    }
    dropStaleKeys();
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i) != null) {
        return keys.get(i).token == taken;
      }
    }
    return false;
  }

  private void fetch() throws FormatException {
    if (done) {
      return;
    }
    Comment comment = skip();
    if (comment != null) {
      Token token = new Token(Token.Kind.COMMENT, comment.line, comment.column);
      int end = comment.text.length();
      while (end > 0 && comment.text.charAt(end - 1) == ' ') {
        end--;
      }
      comment.text.setLength(end);
      token.comment = comment;
      tokens.add(token);
      return;
    }
    dropStaleKeys();
    unwind(cursor.column);
    char c = cursor.peek();
    if (c == 0) {
      streamEnd();
    } else if (cursor.column != 0 || !lineStart(c)) {
      indicator(c);
    }
  }

  /// What only the first column can hold: directives and document separators.
  private boolean lineStart(char c) throws FormatException {
    if (c == '%') {
      startOver();
      tokens.add(properties.directive());
      return true;
    }
    if ((c == '-' || c == '.') && cursor.atSeparator()) {
      startOver();
      tokens.add(token(c == '-' ? Token.Kind.DOCUMENT_START : Token.Kind.DOCUMENT_END));
      cursor.forward(3);
      return true;
    }
    return false;
  }

  private void startOver() throws FormatException {
    unwind(-1);
    dropKey();
    allowKey = false;
  }

  private void indicator(char c) throws FormatException {
    switch (c) {
      case '[', '{' -> openFlow(c);
      case ']', '}' -> closeFlow(c);
      case ',' -> single(Token.Kind.FLOW_ENTRY, true);
      case '*', '&' -> property(c);
      case '!' -> property(c);
      case '\'', '"' -> {
        saveKey();
        allowKey = false;
        tokens.add(scalars.quoted(c));
      }
      default -> other(c);
    }
  }

  private void other(char c) throws FormatException {
    boolean gap = Cursor.isGap(cursor.peek(1));
    if (c == '-' && gap) {
      entry();
    } else if (c == '?' && (inFlow() || gap)) {
      explicitKey();
    } else if (c == ':' && endsKey(gap)) {
      value();
    } else if ((c == '|' || c == '>') && !inFlow()) {
      allowKey = true;
      dropKey();
      blocks = blocks == null ? new BlockScanner(this) : blocks;
      tokens.add(blocks.scan(c));
    } else if (startsPlain(c)) {
      saveKey();
      allowKey = false;
      tokens.add(scalars.plain());
    } else {
      throw cursor.wrong(c == '\t' ? "a tab cannot start any token"
          : "found character `" + c + "` that cannot start any token");
    }
  }

  private boolean startsPlain(char c) {
    char next = cursor.peek(1);
    return switch (c) {
      case '-' -> !Cursor.isGap(next);
      case ':' -> inFlow() ? next != ' ' && next != '\t' : !Cursor.isGap(next);
      case '?' -> !inFlow() && !Cursor.isGap(next);
      case '\t', '#', '|', '>', '%', '@', '`', '\u0085', '\u2028', '\u2029' -> false;
      default -> true;
    };
  }

  private boolean endsKey(boolean gap) {
    if (!inFlow()) {
      return gap;
    }
    boolean afterValue = !tokens.isEmpty()
        && tokens.get(tokens.size() - 1).kind == Token.Kind.VALUE;
    return gap || flow.charAt(flow.length() - 1) != '[' && !afterValue;
  }

  private void property(char c) throws FormatException {
    saveKey();
    allowKey = false;
    tokens.add(c == '!' ? properties.tag() : properties.anchor());
  }

  private void streamEnd() throws FormatException {
    unwind(-1);
    dropKey();
    allowKey = false;
    keys.clear();
    keys.add(null);
    tokens.add(token(Token.Kind.STREAM_END));
    done = true;
  }

  private void single(Token.Kind kind, boolean keyMayFollow) throws FormatException {
    allowKey = keyMayFollow;
    dropKey();
    tokens.add(token(kind));
    cursor.forward();
  }

  private void openFlow(char c) throws FormatException {
    saveKey();
    if (flow.length() >= MAX_FLOW) {
      throw cursor.wrong("nested deeper than " + MAX_FLOW + " levels");
    }
    flow.append(c);
    keys.add(null);
    allowKey = true;
    tokens.add(token(c == '[' ? Token.Kind.FLOW_SEQUENCE_START : Token.Kind.FLOW_MAPPING_START));
    cursor.forward();
  }

  private void closeFlow(char c) throws FormatException {
    dropKey();
    if (inFlow()) {
      flow.setLength(flow.length() - 1);
      keys.remove(keys.size() - 1);
    }
    allowKey = false;
    tokens.add(token(c == ']' ? Token.Kind.FLOW_SEQUENCE_END : Token.Kind.FLOW_MAPPING_END));
    cursor.forward();
  }

  private void entry() throws FormatException {
    if (!inFlow()) {
      requireKeyAllowed("sequence entries are not allowed here");
      if (indentTo(cursor.column)) {
        tokens.add(token(Token.Kind.BLOCK_SEQUENCE_START));
      }
    }
    single(Token.Kind.BLOCK_ENTRY, true);
  }

  private void explicitKey() throws FormatException {
    if (!inFlow()) {
      requireKeyAllowed("mapping keys are not allowed here");
      if (indentTo(cursor.column)) {
        tokens.add(token(Token.Kind.BLOCK_MAPPING_START));
      }
    }
    single(Token.Kind.KEY, !inFlow());
  }

  private void value() throws FormatException {
    int level = flow.length();
    PossibleKey key = keys.get(level);
    if (key != null) {
      keys.set(level, null);
      int place = key.token - taken;
      tokens.add(place, new Token(Token.Kind.KEY, key.line, key.column));
      if (!inFlow() && indentTo(key.column)) {
        tokens.add(place, new Token(Token.Kind.BLOCK_MAPPING_START, key.line, key.column));
      }
      allowKey = false;
    } else {
      if (!inFlow()) {
        requireKeyAllowed("mapping values are not allowed here");
        if (indentTo(cursor.column)) {
          tokens.add(token(Token.Kind.BLOCK_MAPPING_START));
        }
      }
      allowKey = !inFlow();
      dropKey();
    }
    tokens.add(token(Token.Kind.VALUE));
    cursor.forward();
  }

  private void requireKeyAllowed(String otherwise) throws FormatException {
    if (!allowKey) {
      throw cursor.wrong(otherwise);
    }
  }

  private void unwind(int column) {
    while (!inFlow() && indent > column) {
      indent = indents.remove(indents.size() - 1);
      tokens.add(token(Token.Kind.BLOCK_END));
    }
  }

  private boolean indentTo(int column) {
    if (indent >= column) {
      return false;
    }
    indents.add(indent);
    indent = column;
    return true;
  }

  private void saveKey() throws FormatException {
    if (allowKey) {
      dropKey();
      boolean required = !inFlow() && indent == cursor.column;
      keys.set(flow.length(), new PossibleKey(
          taken + tokens.size(), required, cursor.index, cursor.line, cursor.column));
    }
  }

  private void dropKey() throws FormatException {
    PossibleKey key = keys.get(flow.length());
    if (key != null) {
      requireOptional(key);
      keys.set(flow.length(), null);
    }
  }

  private void dropStaleKeys() throws FormatException {
    for (int i = 0; i < keys.size(); i++) {
      PossibleKey key = keys.get(i);
      if (key != null && (key.line != cursor.line || cursor.index - key.index > MAX_KEY)) {
        requireOptional(key);
        keys.set(i, null);
      }
    }
  }

  private void requireOptional(PossibleKey key) throws FormatException {
    if (key.required) {
      throw cursor.wrong("could not find expected `:`");
    }
  }

  /// Passes blanks and breaks. Returns a comment or blank lines when these are kept, else null.
  Comment skip() {
    if (cursor.at == 0 && cursor.peek() == '\ufeff') {
      cursor.forward();
    }
    while (true) {
      while (cursor.peek() == ' ' || inFlow() && cursor.peek() == '\t') {
        cursor.forward();
      }
      if (cursor.peek() == '#') {
        if (keepComments) {
          return comment();
        }
        while (!Cursor.isEnd(cursor.peek())) {
          cursor.forward();
        }
      }
      if (cursor.takeBreak() == null) {
        return null;
      }
      allowKey |= !inFlow();
      if (keepComments && cursor.peek() == '\n') {
        return blankLines();
      }
    }
  }

  private Comment comment() {
    int line = cursor.line;
    int column = cursor.column;
    int start = cursor.at;
    while (!Cursor.isEnd(cursor.peek())) {
      cursor.forward();
    }
    boolean last = cursor.peek() == 0;
    if (!last) {
      cursor.forward();
    }
    Comment comment = new Comment(cursor.text.substring(start, cursor.at), line, column);
    if (last) {
      comment.text.append('\n');
    }
    for (String more = cursor.takeBreak(); more != null; more = cursor.takeBreak()) {
      comment.text.append(more);
    }
    allowKey |= !inFlow();
    return comment;
  }

  private Comment blankLines() {
    Comment comment = new Comment("", cursor.line, cursor.column);
    while (true) {
      char c = cursor.peek();
      if (c == ' ' || c == '\t') {
        comment.text.append(c);
        cursor.forward();
      } else {
        String more = cursor.takeBreak();
        if (more == null) {
          break;
        }
        comment.text.append(more);
      }
    }
    if (cursor.peek() == '#') {
      comment.text.setLength(comment.text.lastIndexOf("\n"));
      comment.text.append('\n');
    }
    return comment;
  }
}
