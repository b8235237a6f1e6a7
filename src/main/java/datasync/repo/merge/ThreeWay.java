package datasync.repo.merge;

import datasync.object.TreeMerge;
import datasync.text.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The three-way merge of structured values, and the choices that it could not make.
///
/// A value that is null is absent.
final class ThreeWay {
  private final TreeMerge.Rule rule;
  private final List<Choice> choices = new ArrayList<>();

  /// @param rule what is taken where both sides changed the same
  ThreeWay(TreeMerge.Rule rule) {
    this.rule = rule;
  }

  TreeMerge.Rule rule() {
    return rule;
  }

  List<Choice> choices() {
    return choices;
  }

  void add(Choice choice) {
    choices.add(choice);
  }

  /// Merges one value as a whole.
  ///
  /// @param what its name for a person
  Value merge(Value base, Value ours, Value theirs, String what) {
    if (same(ours, theirs) || same(base, theirs)) {
      return ours;
    }
    if (same(base, ours)) {
      return theirs;
    }
    choices.add(new Choice(what, shown(ours), shown(theirs)));
    return rule == TreeMerge.Rule.THEIRS ? theirs : ours;
  }

  /// Merges the values of two mappings key by key; the keys of ours come first.
  ///
  /// @param prefix what goes before a key in the name for a person
  Map<Value, Value> mergeAll(
      Value.Mapping base, Value.Mapping ours, Value.Mapping theirs, String prefix) {
    Set<Value> keys = new LinkedHashSet<>(ours.entries().keySet());
    keys.addAll(theirs.entries().keySet());
    Map<Value, Value> merged = new LinkedHashMap<>();
    for (Value key : keys) {
      Value value =
          merge(
              base.entries().get(key), ours.entries().get(key), theirs.entries().get(key),
              prefix + (key instanceof Value.Text name ? name.value() : key.toString()));
      if (value != null) {
        merged.put(key, value);
      }
    }
    return merged;
  }

  static boolean same(Value left, Value right) {
    return left == null ? right == null : left.equals(right);
  }

  /// A value in a few words.
  static String shown(Value value) {
    return switch (value) {
      case null -> "deleted";
      case Value.Text text -> text.value();
      case Value.Int number -> number.value().toString();
      case Value.Bool truth -> Boolean.toString(truth.value());
      case Value.Mapping map when map.get("md5") instanceof Value.Text md5 -> md5.value();
      default -> "changed";
    };
  }
}
