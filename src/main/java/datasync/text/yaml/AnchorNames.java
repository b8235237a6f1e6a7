package datasync.text.yaml;

import java.util.IdentityHashMap;
import java.util.Map;

/// Names for what is written more than once, in the order of the document.
final class AnchorNames {
  private final Map<Held, String> names = new IdentityHashMap<>();
  private final Map<Held, Boolean> seen = new IdentityHashMap<>();
  private int last;

  /// The names of all that need an anchor; everything else is absent.
  Map<Held, String> of(Held document) {
    visit(document);
    return names;
  }

  private void visit(Held held) {
    if (held instanceof Held.Scalar scalar) {
      if (scalar.anchor != null) {
        names.put(scalar, scalar.anchor);
      } else if (scalar.type == PlainType.TIMESTAMP && isSecond(scalar)) {
        name(scalar, null);
      }
      return;
    }
    if (isSecond(held)) {
      name(held, held instanceof Held.Mapping mapping ? mapping.anchor
          : ((Held.Sequence) held).anchor);
      return;
    }
    if (held instanceof Held.Sequence sequence) {
      for (Held item : sequence.items) {
        visit(item);
      }
    } else {
      mapping((Held.Mapping) held);
    }
  }

  private boolean isSecond(Held held) {
    return seen.put(held, true) != null;
  }

  private void name(Held held, String wanted) {
    if (!names.containsKey(held)) {
      String number = wanted == null ? Integer.toString(++last) : "";
      names.put(held, wanted != null ? wanted
          : "id" + "0".repeat(Math.max(0, 3 - number.length())) + number);
    }
  }

  private void mapping(Held.Mapping mapping) {
    int place = 0;
    Held merge = mapping.mergeList != null ? mapping.mergeList
        : mapping.merged.isEmpty() ? null : mapping.merged.get(0);
    for (Held.Entry entry : mapping.entries.values()) {
      if (!mapping.merged.isEmpty() && !entry.own) {
        continue;
      }
      if (merge != null && place == mapping.mergePlace) {
        visit(merge);
        merge = null;
      }
      visit(entry.key);
      visit(entry.value);
      place++;
    }
    if (merge != null && !mapping.merged.isEmpty()) {
      visit(merge);
    }
  }
}
