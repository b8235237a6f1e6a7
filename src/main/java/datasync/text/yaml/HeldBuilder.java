package datasync.text.yaml;

import datasync.text.FormatException;
import datasync.text.Value;
import java.util.Map;

/// Turns nodes into what can be changed and written again.
final class HeldBuilder {
  private final String source;
  private final ValueBuilder values;

  HeldBuilder(String source) {
    this.source = source;
    this.values = new ValueBuilder(source);
  }

  Held held(Node node) throws FormatException {
    if (node.held == null) {
      switch (node.form) {
        case SCALAR -> node.held = scalar(node);
        case SEQUENCE -> sequence(node);
        case MAPPING -> mapping(node);
      }
    }
    return node.held;
  }

  private Held.Scalar scalar(Node node) throws FormatException {
    Value value = values.value(withoutFolds(node));
    PlainType type = node.type();
    String anchor = node.anchor;
    String text = node.text;
    char style = 0;
    if (type == PlainType.TEXT && node.tag != null) {
      return new Held.Scalar(value, text, node.style, keptAnchor(anchor));
    }
    switch (type) {
      case TEXT -> {
        style = node.style == '|' || node.style == '>' ? node.style : 0;
        text = style == '>' ? folds(text) : text;
      }
      case INT -> text = NumberSpelling.integer(text, value);
      case FLOAT -> {
        double number = ((Value.Real) value).value();
        text = NumberSpelling.real(text, number);
        anchor = Double.isInfinite(number) || Double.isNaN(number) ? null : anchor;
      }
      case BOOL -> text = ((Value.Bool) value).value() ? "true" : "false";
      case TIMESTAMP -> {
        text = Timestamps.normal(text, true);
        anchor = null;
      }
      default -> {
        text = "";
        anchor = null;
      }
    }
    return new Held.Scalar(value, type, text, style, anchor);
  }

  private static Node withoutFolds(Node node) {
    if (node.style != '>' || node.text.indexOf(BlockScanner.FOLD) < 0) {
      return node;
    }
    Node clean = new Node(Node.Form.SCALAR, node.line, node.column);
    clean.text = node.text.replace(String.valueOf(BlockScanner.FOLD), "");
    clean.style = node.style;
    clean.tag = node.tag;
    return clean;
  }

  /// Keeps the marks only where a blank stands between two words.
  private static String folds(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != BlockScanner.FOLD || i + 2 < text.length() && text.charAt(i + 1) == ' '
          && !kept.isEmpty() && !isSpace(kept.charAt(kept.length() - 1))
          && !isSpace(text.charAt(i + 2))) {
        kept.append(c);
      }
    }
    return kept.toString();
  }

  static boolean isSpace(char c) {
    return datasync.text.PythonText.isBlank(c);
  }

  private void sequence(Node node) throws FormatException {
    requireTag(node, "tag:yaml.org,2002:seq");
    Held.Sequence sequence = new Held.Sequence();
    node.held = sequence;
    sequence.own = node.slots;
    sequence.anchor = keptAnchor(node.anchor);
    for (Node item : node.items) {
      if (item.slots != null) {
        sequence.comments.put(sequence.items.size(), item.slots);
        item.slots = null;
      }
      sequence.items.add(held(item));
    }
    sequence.flow = style(node, sequence.items.isEmpty());
  }

  private void mapping(Node node) throws FormatException {
    requireTag(node, "tag:yaml.org,2002:map");
    Held.Mapping mapping = new Held.Mapping();
    node.held = mapping;
    mapping.own = node.slots;
    mapping.anchor = keptAnchor(node.anchor);
    Value lastKey = null;
    boolean lastNull = false;
    for (int i = 0; i < node.items.size(); i += 2) {
      Node keyNode = node.items.get(i);
      Node valueNode = node.items.get(i + 1);
      if (keyNode.form == Node.Form.SCALAR && keyNode.type() == PlainType.MERGE) {
        merge(mapping, keyNode, valueNode);
        continue;
      }
      Held key = key(keyNode);
      Value keyValue = HeldValues.value(key);
      Held value = held(valueNode);
      if (!ValueBuilder.isHashable(keyValue) || isPresent(mapping, keyValue)) {
        throw new FormatException(source, keyNode.line + 1, keyNode.column + 1,
            "duplicate key `" + keyNode.text + "`");
      }
      if (keyNode.slots != null && keyNode.slots.behindKey && lastNull) {
        mapping.commentsAt(lastKey).value = keyNode.slots;
      } else if (keyNode.slots != null) {
        mapping.commentsAt(keyValue).key = keyNode.slots;
      }
      if (valueNode.slots != null) {
        mapping.commentsAt(keyValue).value = valueNode.slots;
      }
      mapping.entries.put(keyValue, new Held.Entry(key, value, true));
      lastKey = keyValue;
      lastNull = value instanceof Held.Scalar scalar && scalar.type == PlainType.NULL;
    }
    for (Held.Mapping from : mapping.merged) {
      from.mergedInto.add(mapping);
      for (Map.Entry<Value, Held.Entry> entry : from.entries.entrySet()) {
        mapping.entries.putIfAbsent(entry.getKey(),
            new Held.Entry(entry.getValue().key, entry.getValue().value, false));
      }
    }
    mapping.flow = style(node, mapping.entries.isEmpty());
  }

  private Held key(Node node) throws FormatException {
    if (node.form == Node.Form.SCALAR && node.type() == PlainType.VALUE) {
      return new Held.Scalar(new Value.Text(node.text), PlainType.TEXT, node.text);
    }
    return held(node);
  }

  private static boolean isPresent(Held.Mapping mapping, Value key) {
    if (key instanceof Value.Text) {
      return mapping.entries.containsKey(key);
    }
    for (Value present : mapping.entries.keySet()) {
      if (PythonEquality.same(present, key)) {
        return true;
      }
    }
    return false;
  }

  private void merge(Held.Mapping mapping, Node key, Node from) throws FormatException {
    if (!mapping.merged.isEmpty()) {
      throw new FormatException(source, key.line + 1, key.column + 1, "duplicate merge key `<<`");
    }
    mapping.mergePlace = mapping.entries.size();
    if (from.form == Node.Form.SEQUENCE) {
      mapping.mergeList = (Held.Sequence) held(from);
      for (Held item : mapping.mergeList.items) {
        addMerged(mapping, item, from);
      }
    } else {
      addMerged(mapping, held(from), from);
    }
  }

  private void addMerged(Held.Mapping mapping, Held from, Node where) throws FormatException {
    if (!(from instanceof Held.Mapping merged)) {
      throw new FormatException(source, where.line + 1, where.column + 1,
          "expected a mapping or list of mappings for merging");
    }
    mapping.merged.add(merged);
  }

  private static int style(Node node, boolean empty) {
    return empty ? Held.UNSET : node.flow ? Held.FLOW : Held.BLOCK;
  }

  /// Names such as `id001` are given anew at each writing.
  private static String keptAnchor(String anchor) {
    if (anchor == null || !anchor.startsWith("id")) {
      return anchor;
    }
    int end = 2;
    while (end < anchor.length() && Character.isDigit(anchor.charAt(end))) {
      end++;
    }
    return end >= 5 && !anchor.equals("id000") ? null : anchor;
  }

  private void requireTag(Node node, String tag) throws FormatException {
    if (node.tag != null && !node.tag.equals(tag)) {
      throw new FormatException(source, node.line + 1, node.column + 1,
          "unknown tag `" + node.tag + "`");
    }
  }
}
