package datasync.text.yaml;

import datasync.text.FormatException;
import datasync.text.Value;
import java.util.List;

/// A document that is read, changed and written again.
///
/// Comments, blank lines, key order, brackets, block scalars, anchors, merge keys and the spelling
/// of numbers stay as far as DVC keeps them; indentation, quotes and folding become those of
/// [Yaml#write]. Comments between two keys belong to the value before them. Not for several
/// threads.
public final class YamlDocument {
  private Held root;

  private YamlDocument(Held root) {
    this.root = root;
  }

  /// Reads one document. One that Python takes for false (empty, `{}`, `[]`, `0`, `false`) becomes
  /// an empty mapping without its comments.
  ///
  /// @param source the file or stream as a person would name it
  /// @throws FormatException as [Yaml#parse] does
  public static YamlDocument parse(String text, String source) throws FormatException {
    Node node = Parser.parse(text, source, true);
    Held held = node == null ? new Held.Mapping() : new HeldBuilder(source).held(node);
    return new YamlDocument(isFalse(held) ? new Held.Mapping() : held);
  }

  private static boolean isFalse(Held held) {
    if (held instanceof Held.Scalar scalar) {
      return scalar.text.isEmpty() || scalar.type != PlainType.TEXT
          && (scalar.type == PlainType.NULL
              || PythonEquality.same(scalar.value, Value.Int.of(0)));
    }
    return held instanceof Held.Sequence sequence ? sequence.items.isEmpty()
        : ((Held.Mapping) held).entries.isEmpty();
  }

  /// The document as a plain value, with all changes so far.
  public Value value() {
    return HeldValues.value(root);
  }

  /// Adds an item to the end of the list at a key of the top; where there is no list, a new one is
  /// made.
  public void append(Value key, Value item) {
    Held.Entry present = top().entries.get(key);
    if (present != null && present.value instanceof Held.Sequence list) {
      list.items.add(new HeldValues().held(item));
    } else {
      new Difference().set(top(), key, new Value.Sequence(List.of(item)));
    }
  }

  /// Makes the document equal to `wanted` and keeps how things are written, as DVC's `apply_diff`.
  ///
  /// Mappings, and lists of equal length, are merged item by item; other lists get new items;
  /// what is equal stays (`1`, `1.0` and `true` are); new keys go to the end; keys that are not
  /// wanted go. When the document is no mapping it is replaced.
  public void apply(Value.Mapping wanted) {
    if (!(root instanceof Held.Mapping)) {
      root = new Held.Mapping();
    }
    new Difference().apply(wanted, (Held.Mapping) root);
  }

  /// Makes one mapping of the document equal to `wanted`, as [#apply(Value.Mapping)] does. What is
  /// not a mapping there, or not there at all, is set.
  ///
  /// @param path keys of mappings from the top, at least one
  public void apply(List<Value> path, Value.Mapping wanted) {
    Held held = at(path);
    if (held instanceof Held.Mapping mapping) {
      new Difference().apply(wanted, mapping);
    } else {
      set(path, wanted);
    }
  }

  /// Puts a value at a path of keys. A new key goes to the end of its mapping; missing parents,
  /// and parents that are no mapping, become new ones. What was there is replaced as a whole, the
  /// comments at its key stay.
  ///
  /// @param path keys from the top, at least one; an [Value.Int] within a list is a place in it
  /// @throws IndexOutOfBoundsException when a list has no such place
  public void set(List<Value> path, Value value) {
    Held.Mapping mapping = top();
    Difference change = new Difference();
    int last = path.size() - 1;
    for (int i = 0; i < last; i++) {
      Held.Entry next = mapping.entries.get(path.get(i));
      if (next != null && next.value instanceof Held.Sequence list
          && path.get(i + 1) instanceof Value.Int) {
        int place = place(path.get(++i));
        if (i == last) {
          list.items.set(place, change.replacement(value, list.items.get(place)));
          return;
        }
        if (!(list.items.get(place) instanceof Held.Mapping)) {
          list.items.set(place, new Held.Mapping());
        }
        mapping = (Held.Mapping) list.items.get(place);
        continue;
      }
      if (next == null || !(next.value instanceof Held.Mapping)) {
        change.set(mapping, path.get(i), Value.Mapping.EMPTY);
        next = mapping.entries.get(path.get(i));
      }
      mapping = (Held.Mapping) next.value;
    }
    change.set(mapping, path.get(last), value);
  }

  private static int place(Value key) {
    return ((Value.Int) key).value().intValueExact();
  }

  private Held.Mapping top() {
    if (!(root instanceof Held.Mapping)) {
      root = new Held.Mapping();
    }
    return (Held.Mapping) root;
  }

  /// Removes the key at the end of a path. Nothing happens when it, or a parent, is not there.
  ///
  /// @param path keys of mappings from the top, at least one
  public void remove(List<Value> path) {
    Held held = at(path.subList(0, path.size() - 1));
    if (held instanceof Held.Mapping mapping) {
      new Difference().remove(mapping, path.get(path.size() - 1));
    }
  }

  /// What is held at a path of keys of mappings, or null.
  private Held at(List<Value> path) {
    Held held = root;
    for (Value key : path) {
      Held.Entry next = held instanceof Held.Mapping mapping ? mapping.entries.get(key) : null;
      held = next == null ? null : next.value;
    }
    return held;
  }

  /// The text of the document, with a line feed at its end.
  public String write() {
    return Emitter.write(root);
  }
}
