package datasync.text.yaml;

import datasync.text.Value;
import java.util.ArrayList;
import java.util.List;

/// A node as it stands in the text. An alias is the very node it refers to.
final class Node {
  /// The three forms of a node.
  enum Form { SCALAR, SEQUENCE, MAPPING }

  final Form form;
  final int line;
  final int column;
  /// The text of a scalar.
  String text = "";
  /// The quote or indicator of a scalar, 0 for a plain one.
  char style;
  /// The full tag when one is written, else null.
  String tag;
  /// Whether the type follows from the text: a plain scalar, or one tagged `!`.
  boolean implicit;
  String anchor;
  boolean flow;
  /// The items of a sequence, or keys and values of a mapping in turn.
  List<Node> items = List.of();
  Slots slots;
  /// Levels below, and nodes below with every alias counted as what it stands for.
  int height = 1;
  long weight = 1;
  /// Whether the node is still being read; an alias to it would never end.
  boolean open;
  /// What the merge keys gave, in the order of the items, once they are resolved.
  List<Node> merged;
  boolean flattened;
  Value value;
  Held held;

  Node(Form form, int line, int column) {
    this.form = form;
    this.line = line;
    this.column = column;
    if (form != Form.SCALAR) {
      items = new ArrayList<>();
    }
  }

  void add(Node child) {
    items.add(child);
    height = Math.max(height, child.height + 1);
    weight += child.weight;
  }

  PlainType type() {
    if (tag != null) {
      return PlainType.ofTag(tag);
    }
    return implicit ? PlainType.of(text) : PlainType.TEXT;
  }
}
