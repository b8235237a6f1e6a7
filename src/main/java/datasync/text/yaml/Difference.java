package datasync.text.yaml;

import datasync.text.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Changes what is held into wanted values, touching as little as DVC does.
final class Difference {
  private final HeldValues fresh = new HeldValues();

  void apply(Value.Mapping wanted, Held.Mapping held) {
    for (Map.Entry<Value, Value> entry : wanted.entries().entrySet()) {
      Value value = entry.getValue();
      Held.Entry present = held.entries.get(entry.getKey());
      if (present == null || !merge(value, present.value)) {
        set(held, entry.getKey(), value);
      }
    }
    for (Value key : new ArrayList<>(held.entries.keySet())) {
      if (!wanted.entries().containsKey(key)) {
        remove(held, key);
      }
    }
  }

  private void apply(Value.Sequence wanted, Held.Sequence held) {
    List<Value> items = wanted.items();
    if (items.size() != held.items.size()) {
      held.items.clear();
      held.comments.clear();
      for (Value item : items) {
        held.items.add(fresh.held(item));
      }
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      if (!merge(items.get(i), held.items.get(i))) {
        held.items.set(i, replacement(items.get(i), held.items.get(i)));
      }
    }
  }

  /// Merges a value into what is there; false when it has to be replaced.
  private boolean merge(Value wanted, Held held) {
    if (wanted instanceof Value.Mapping mapping && held instanceof Held.Mapping into) {
      apply(mapping, into);
      return true;
    }
    if (wanted instanceof Value.Sequence sequence && held instanceof Held.Sequence into) {
      apply(sequence, into);
      return true;
    }
    return held instanceof Held.Scalar scalar && PythonEquality.same(wanted, scalar.value);
  }

  /// Puts a value under a key, at the end when the key is new.
  void set(Held.Mapping held, Value key, Value value) {
    Held.Entry present = held.entries.get(key);
    if (present == null) {
      held.entries.put(key, new Held.Entry(fresh.held(key), fresh.held(value), true));
    } else {
      present.value = replacement(value, present.value);
      present.own = true;
    }
  }

  /// A new value; a string takes over that the old one was a block scalar.
  Held replacement(Value value, Held old) {
    if (value instanceof Value.Text text && old instanceof Held.Scalar scalar && scalar.styled) {
      return new Held.Scalar(text, PlainType.TEXT, text.value(), scalar.style, null);
    }
    return fresh.held(value);
  }

  /// Removes a key; what merges this mapping loses it as well. Nothing when it is absent.
  void remove(Held.Mapping held, Value key) {
    if (!held.entries.containsKey(key)) {
      return;
    }
    if (!held.merged.isEmpty()) {
      int place = 0;
      for (Value each : held.entries.keySet()) {
        if (each.equals(key)) {
          break;
        }
        place++;
      }
      held.mergePlace -= held.mergePlace > place ? 1 : 0;
    }
    held.entries.remove(key);
    for (Held.Mapping into : held.mergedInto) {
      Held.Entry entry = into.entries.get(key);
      if (entry != null && !entry.own) {
        into.entries.remove(key);
      }
    }
  }
}
