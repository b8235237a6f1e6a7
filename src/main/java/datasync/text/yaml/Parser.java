package datasync.text.yaml;

import datasync.text.FormatException;
import datasync.text.yaml.Token.Kind;
import java.util.HashMap;
import java.util.Map;

/// Builds the nodes of one document from its tokens, and moves comments to where they belong.
final class Parser {
  /// How deep nodes may nest, aliases followed.
  static final int MAX_DEPTH = 200;
  /// How many nodes aliases may stand for.
  private static final long MAX_EXPANDED = 5_000_000;

  private final Scanner scanner;
  private final Cursor cursor;
  private final Map<String, Node> anchors = new HashMap<>();
  private Map<String, String> handles;
  private int depth;
  private long expanded;

  private Parser(Cursor cursor, boolean keepComments) {
    this.cursor = cursor;
    this.scanner = new Scanner(cursor, keepComments);
  }

  /// Reads a text with one document; null when it holds none.
  static Node parse(String text, String source, boolean keepComments) throws FormatException {
    Cursor.requirePrintable(text, source);
    String lines = text.indexOf('\r') < 0
        ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    return new Parser(new Cursor(lines, source), keepComments).document();
  }

  private Node document() throws FormatException {
    Token start = scanner.take();
    start.moveComments(scanner.peek(), false);
    Node root;
    if (is(Kind.DIRECTIVE) || is(Kind.DOCUMENT_START)) {
      directives();
      if (!is(Kind.DOCUMENT_START)) {
        throw unexpected("expected `---`");
      }
      scanner.take();
      root = is(Kind.DIRECTIVE) || is(Kind.DOCUMENT_START) || is(Kind.DOCUMENT_END)
          || is(Kind.STREAM_END) ? empty(scanner.peek(), null) : node(true, false);
    } else if (is(Kind.STREAM_END)) {
      return null;
    } else {
      root = node(true, false);
    }
    if (is(Kind.DOCUMENT_END)) {
      Token end = scanner.take();
      if (!is(Kind.STREAM_END) && scanner.peek().line == end.line) {
        throw unexpected("expected nothing after the end of the document");
      }
    }
    if (!is(Kind.STREAM_END)) {
      throw unexpected("expected a single document");
    }
    return root;
  }

  private void directives() throws FormatException {
    boolean version = false;
    while (is(Kind.DIRECTIVE)) {
      Token token = scanner.take();
      if (token.value.equals("YAML")) {
        if (version || !token.detail.equals("1.2")) {
          throw at(token, version ? "duplicate `%YAML`" : "only YAML 1.2 can be read");
        }
        version = true;
      } else if (token.value.equals("TAG")) {
        handles = handles == null ? new HashMap<>() : handles;
        if (handles.put(token.handle, token.detail) != null) {
          throw at(token, "duplicate tag handle `" + token.handle + "`");
        }
      }
    }
  }

  private boolean is(Kind kind) throws FormatException {
    return scanner.peek().kind == kind;
  }

  private Node empty(Token where, Slots slots) {
    Node node = new Node(Node.Form.SCALAR, where.line, where.column);
    node.implicit = true;
    node.slots = slots;
    return node;
  }

  private Node node(boolean block, boolean indentless) throws FormatException {
    if (is(Kind.ALIAS)) {
      return alias(scanner.take());
    }
    Token first = scanner.peek();
    if (++depth > MAX_DEPTH) {
      throw at(first, "nested deeper than " + MAX_DEPTH + " levels");
    }
    Token anchor = null;
    Token tag = null;
    if (is(Kind.ANCHOR)) {
      anchor = takeAndMove();
      tag = is(Kind.TAG) ? scanner.take() : null;
    } else if (is(Kind.TAG)) {
      tag = takeAndMove();
      anchor = is(Kind.ANCHOR) ? scanner.take() : null;
    }
    String fullTag = tag == null ? null : resolve(tag);
    Node node = content(first, block, indentless, anchor, fullTag);
    node.open = false;
    depth--;
    return node;
  }

  private Token takeAndMove() throws FormatException {
    Token token = scanner.take();
    token.moveComments(scanner.peek(), false);
    return token;
  }

  private Node alias(Token token) throws FormatException {
    Node target = anchors.get(token.value);
    if (target == null) {
      throw at(token, "undefined alias `" + token.value + "`");
    }
    expanded += target.weight;
    if (target.open || depth + target.height > MAX_DEPTH || expanded > MAX_EXPANDED) {
      throw at(token, target.open ? "alias `" + token.value + "` within what it stands for"
          : "aliases stand for too much");
    }
    return target;
  }

  private String resolve(Token tag) throws FormatException {
    if (tag.handle == null) {
      return tag.value.equals("!") ? null : tag.value;
    }
    String prefix = handles == null ? null : handles.get(tag.handle);
    if (prefix == null) {
      prefix = tag.handle.equals("!") ? "!"
          : tag.handle.equals("!!") ? "tag:yaml.org,2002:" : null;
    }
    if (prefix == null) {
      throw at(tag, "undefined tag handle `" + tag.handle + "`");
    }
    return prefix + tag.value;
  }

  private Node content(Token first, boolean block, boolean indentless, Token anchor, String tag)
      throws FormatException {
    Token next = scanner.peek();
    Node node;
    switch (next.kind) {
      case SCALAR -> {
        node = begin(Node.Form.SCALAR, first, anchor, tag);
        Token token = scanner.take();
        node.text = token.value;
        node.style = token.style;
        node.implicit = tag == null && token.style == 0;
        node.slots = token.slots;
      }
      case FLOW_SEQUENCE_START -> {
        node = begin(Node.Form.SEQUENCE, first, anchor, tag);
        flowSequence(node);
      }
      case FLOW_MAPPING_START -> {
        node = begin(Node.Form.MAPPING, first, anchor, tag);
        flowMapping(node);
      }
      case BLOCK_ENTRY -> {
        if (!indentless) {
          return propertiesAlone(first, anchor, tag);
        }
        node = begin(Node.Form.SEQUENCE, first, anchor, tag);
        indentlessSequence(node, next);
      }
      case BLOCK_SEQUENCE_START -> {
        requireBlock(block);
        node = begin(Node.Form.SEQUENCE, first, anchor, tag);
        blockSequence(node, next);
      }
      case BLOCK_MAPPING_START -> {
        requireBlock(block);
        node = begin(Node.Form.MAPPING, first, anchor, tag);
        blockMapping(node, next);
      }
      default -> {
        return propertiesAlone(first, anchor, tag);
      }
    }
    return node;
  }

  /// An empty scalar, which needs an anchor or a tag to be one.
  private Node propertiesAlone(Token first, Token anchor, String tag) throws FormatException {
    if (first == scanner.peek()) {
      throw unexpected("expected a value");
    }
    Node node = begin(Node.Form.SCALAR, first, anchor, tag);
    node.implicit = tag == null;
    return node;
  }

  private void requireBlock(boolean block) throws FormatException {
    if (!block) {
      throw unexpected("expected a value");
    }
  }

  private Node begin(Node.Form form, Token first, Token anchor, String tag) {
    Node node = new Node(form, first.line, first.column);
    node.tag = tag;
    node.open = true;
    if (anchor != null) {
      node.anchor = anchor.value;
      anchors.put(anchor.value, node);
    }
    return node;
  }

  private void indentlessSequence(Node node, Token entry) throws FormatException {
    Slots slots = entry.slots;
    if (slots != null && slots.post != null) {
      node.slots = new Slots(slots.post, new java.util.ArrayList<>());
      slots.post = null;
    } else if (slots != null && Slots.hasAny(slots.pre)) {
      node.slots = new Slots(null, slots.pre);
      slots.pre = null;
    }
    while (is(Kind.BLOCK_ENTRY)) {
      Token token = takeAndMove();
      node.add(is(Kind.BLOCK_ENTRY) || is(Kind.KEY) || is(Kind.VALUE) || is(Kind.BLOCK_END)
          ? empty(token, null) : node(true, false));
    }
    end(node, scanner.peek().slots);
  }

  private void blockSequence(Node node, Token start) throws FormatException {
    node.slots = start.slots;
    if (start.slots != null && start.slots.pre == null) {
      node.slots = start.slots.post == null ? null : new Slots(start.slots.post, null);
      start.slots = node.slots == null ? start.slots : null;
    }
    scanner.take();
    while (is(Kind.BLOCK_ENTRY)) {
      Token token = takeAndMove();
      node.add(is(Kind.BLOCK_ENTRY) || is(Kind.BLOCK_END)
          ? empty(token, null) : node(true, false));
    }
    if (!is(Kind.BLOCK_END)) {
      throw unexpected("expected the next item or the end of the sequence");
    }
    end(node, scanner.take().slots);
  }

  private void blockMapping(Node node, Token start) throws FormatException {
    node.slots = start.slots;
    scanner.take();
    while (!is(Kind.BLOCK_END)) {
      if (is(Kind.KEY)) {
        Token token = takeAndMove();
        node.add(is(Kind.KEY) || is(Kind.VALUE) || is(Kind.BLOCK_END)
            ? empty(token, null) : node(true, true));
      } else if (is(Kind.VALUE)) {
        node.add(empty(scanner.peek(), null));
      } else {
        throw unexpected("expected the next key or the end of the mapping");
      }
      node.add(blockValue());
    }
    end(node, takeAndMove().slots);
  }

  private Node blockValue() throws FormatException {
    if (!is(Kind.VALUE)) {
      return empty(scanner.peek(), null);
    }
    Token token = scanner.take();
    if (is(Kind.VALUE)) {
      token.moveComments(scanner.peek(), false);
    } else if (!is(Kind.KEY)) {
      token.moveComments(scanner.peek(), true);
    }
    if (!is(Kind.KEY) && !is(Kind.VALUE) && !is(Kind.BLOCK_END)) {
      return node(true, true);
    }
    Slots slots = token.slots;
    Token next = scanner.peek();
    if (slots == null && next.slots != null) {
      slots = new Slots(next.slots.post, null);
      next.slots = new Slots(null, next.slots.pre);
    }
    return empty(token, slots);
  }

  private void flowSequence(Node node) throws FormatException {
    node.flow = true;
    node.slots = scanner.take().slots;
    for (boolean first = true; !is(Kind.FLOW_SEQUENCE_END); first = false) {
      if (!first) {
        takeComma("expected `,` or `]`");
      }
      if (is(Kind.KEY)) {
        node.add(pair());
      } else if (!is(Kind.FLOW_SEQUENCE_END)) {
        node.add(node(false, false));
      } else {
        break;
      }
    }
    endFlow(node, scanner.take());
  }

  private Node pair() throws FormatException {
    Token key = scanner.take();
    Node pair = new Node(Node.Form.MAPPING, key.line, key.column);
    pair.flow = true;
    if (++depth > MAX_DEPTH) {
      throw at(key, "nested deeper than " + MAX_DEPTH + " levels");
    }
    pair.add(is(Kind.VALUE) || is(Kind.FLOW_ENTRY) || is(Kind.FLOW_SEQUENCE_END)
        ? empty(key, null) : node(false, false));
    pair.add(flowValue(Kind.FLOW_SEQUENCE_END));
    depth--;
    return pair;
  }

  private Node flowValue(Kind end) throws FormatException {
    if (!is(Kind.VALUE)) {
      return empty(scanner.peek(), null);
    }
    Token token = scanner.take();
    return is(Kind.FLOW_ENTRY) || is(end) ? empty(token, null) : node(false, false);
  }

  private void flowMapping(Node node) throws FormatException {
    node.flow = true;
    node.slots = scanner.take().slots;
    for (boolean first = true; !is(Kind.FLOW_MAPPING_END); first = false) {
      if (!first) {
        takeComma("expected `,` or `}`");
      }
      if (is(Kind.KEY)) {
        Token key = scanner.take();
        node.add(is(Kind.VALUE) || is(Kind.FLOW_ENTRY) || is(Kind.FLOW_MAPPING_END)
            ? empty(key, null) : node(false, false));
        node.add(flowValue(Kind.FLOW_MAPPING_END));
      } else if (is(Kind.VALUE)) {
        node.add(empty(scanner.peek(), null));
        node.add(flowValue(Kind.FLOW_MAPPING_END));
      } else if (!is(Kind.FLOW_MAPPING_END)) {
        node.add(node(false, false));
        node.add(empty(scanner.peek(), null));
      } else {
        break;
      }
    }
    endFlow(node, scanner.take());
  }

  private void takeComma(String otherwise) throws FormatException {
    if (!is(Kind.FLOW_ENTRY)) {
      throw unexpected(otherwise);
    }
    scanner.take();
  }

  private void endFlow(Node node, Token end) {
    if (end.slots != null) {
      node.slots = end.slots;
    }
    end(node, end.slots);
  }

  /// Takes the comments before the end of a collection as its last ones.
  private static void end(Node node, Slots slots) {
    if (slots == null || !Slots.hasAny(slots.pre)) {
      return;
    }
    if (node.slots == null) {
      node.slots = new Slots();
    }
    if (!node.slots.behindKey) {
      node.slots.end = slots.pre;
    }
    slots.pre = null;
  }

  private FormatException unexpected(String reason) throws FormatException {
    Token token = scanner.peek();
    return at(token, reason + ", found " + token.kind.text);
  }

  private FormatException at(Token token, String reason) {
    return new FormatException(cursor.source, token.line + 1, token.column + 1, reason);
  }
}
