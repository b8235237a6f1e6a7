package datasync.interop;

import datasync.text.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/// JSON without the order that dvc leaves open: keys sorted, lists of one level sorted by text.
final class Canonical {
  private Canonical() {}

  static Object of(Value value) {
    return switch (value) {
      case Value.Mapping mapping -> {
        TreeMap<String, Object> sorted = new TreeMap<>();
        mapping.entries().forEach((key, item) -> sorted.put(key.toString(), of(item)));
        yield sorted;
      }
      case Value.Sequence sequence -> {
        List<Object> items = new ArrayList<>();
        sequence.items().forEach(item -> items.add(of(item)));
        items.sort(Comparator.comparing(Object::toString));
        yield items;
      }
      default -> value;
    };
  }
}
