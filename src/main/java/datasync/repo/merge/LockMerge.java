package datasync.repo.merge;

import datasync.object.TreeMerge;
import datasync.text.FormatException;
import datasync.text.Value;
import datasync.text.yaml.Yaml;
import datasync.text.yaml.YamlDocument;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Merges a `dvc.lock` stage by stage.
///
/// An entry records one run and is never put together from two: where both sides ran a stage with
/// different results, a person chooses one, or runs it again on the merged inputs.
final class LockMerge {
  private static final Value STAGES = new Value.Text("stages");

  private LockMerge() {}

  /// @param source the file as a person would name it
  /// @throws FormatException when a version is not YAML or no mapping
  static Merged merge(
      Optional<String> base, String ours, String theirs, TreeMerge.Rule rule, String source)
      throws FormatException {
    Value.Mapping before = base.isEmpty() ? Value.Mapping.EMPTY : parse(base.get(), source);
    Value.Mapping mine = parse(ours, source + " (ours)");
    Value.Mapping other = parse(theirs, source + " (theirs)");
    ThreeWay ways = new ThreeWay(rule);
    Map<Value, Value> merged =
        ways.mergeAll(without(before), without(mine), without(other), "");
    Value.Mapping stages =
        new Value.Mapping(ways.mergeAll(stages(before), stages(mine), stages(other), "stage "));
    Map<Value, Value> ordered = new LinkedHashMap<>();
    for (Value key : mine.entries().keySet()) {
      ordered.put(key, key.equals(STAGES) ? stages : merged.get(key));
    }
    merged.forEach(ordered::putIfAbsent);
    ordered.putIfAbsent(STAGES, stages);
    ordered.values().removeIf(value -> value == null);
    return new Merged(text(new Value.Mapping(ordered), ours, theirs, source), ways.choices());
  }

  private static String text(Value.Mapping merged, String ours, String theirs, String source)
      throws FormatException {
    if (merged.equals(parse(ours, source))) {
      return ours;
    }
    if (merged.equals(parse(theirs, source))) {
      return theirs;
    }
    YamlDocument document = YamlDocument.parse(ours, source);
    document.apply(merged);
    return document.write();
  }

  private static Value.Mapping without(Value.Mapping data) {
    Map<Value, Value> rest = new LinkedHashMap<>(data.entries());
    rest.remove(STAGES);
    return new Value.Mapping(rest);
  }

  private static Value.Mapping stages(Value.Mapping data) {
    return data.get("stages") instanceof Value.Mapping map ? map : Value.Mapping.EMPTY;
  }

  private static Value.Mapping parse(String text, String source) throws FormatException {
    return switch (Yaml.parse(text, source)) {
      case Value.Mapping map -> map;
      case Value.Null nothing -> Value.Mapping.EMPTY;
      default -> throw new FormatException(source, 0, 0, "it is no mapping of stages");
    };
  }
}
