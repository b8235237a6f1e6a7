package datasync.track;

import datasync.text.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One entry of the section `stages`: a plain stage, or a loop that generates stages.
///
/// The data of a loop is resolved when it is first asked for, each stage whenever it is.
final class Definition {
  /// What a matrix may mean at most; more than any machine runs, and it fits a small heap.
  private static final int MOST_COMBINATIONS = 1 << 16;

  private final Project project;
  private final Path folder;
  private final String file;
  private final Context context;
  private final String name;
  private final Value.Mapping entry;
  private Map<String, Map<String, Object>> members;

  /// @param folder the folder of the pipeline
  /// @param file the pipeline as DVC names it
  Definition(
      Project project, Path folder, String file, Context context, String name,
      Value.Mapping entry) {
    this.project = project;
    this.folder = folder;
    this.file = file;
    this.context = context;
    this.name = name;
    this.entry = entry;
  }

  /// Whether the entry generates stages instead of being one.
  boolean isLoop() {
    return entry.has("foreach") || entry.has("matrix");
  }

  /// The entry as the file has it.
  Value.Mapping entry() {
    return entry;
  }

  /// The keys behind `@` of the generated stages with the variables of each.
  Map<String, Map<String, Object>> members() throws IOException {
    if (members == null) {
      members = entry.has("matrix") ? matrix() : foreach();
    }
    return members;
  }

  /// The resolved stage, without `vars`.
  ///
  /// @param key the key of a generated stage; empty for a plain one
  Value.Mapping resolve(String key) throws IOException {
    if (!isLoop()) {
      return stage(context, name, entry, "'stages." + name);
    }
    Map<String, Object> variables = members().get(key);
    Value.Mapping template = entry;
    if (entry.has("foreach")) {
      template = (Value.Mapping) entry.get("do");
    } else {
      Map<Value, Value> rest = new LinkedHashMap<>(entry.entries());
      rest.remove(new Value.Text("matrix"));
      template = new Value.Mapping(rest);
    }
    try {
      Map<String, Node> before = context.set(variables);
      try {
        return stage(context, name + "@" + key, template, "'stages." + name);
      } finally {
        context.unset(before);
      }
    } catch (TemplateException e) {
      throw e.at("stage '" + name + "@" + key + "'", file);
    }
  }

  /// @param place the entry for errors of syntax, which name the loop and not its stage
  private Value.Mapping stage(
      Context outer, String stage, Value.Mapping definition, String place) throws IOException {
    for (Map.Entry<Value, Value> part : definition.entries().entrySet()) {
      try {
        Template.check(part.getValue());
      } catch (TemplateException e) {
        throw e.at(place + "." + PythonValue.of(part.getKey()) + "'", file);
      }
    }
    Context inner = outer;
    Path wdir = wdir(outer, stage, definition);
    List<Value> vars = DvcFile.items(definition, "vars");
    if (Template.isTemplated(new Value.Sequence(vars))) {
      throw new MetadataException(
          file,
          "failed to parse 'stages." + stage + ".vars' in '" + file
              + "': interpolating is not allowed");
    }
    if (!vars.isEmpty()) {
      inner = outer.copy();
      try {
        inner.load(vars, wdir, stage);
      } catch (TemplateException e) {
        throw e.kind() == TemplateException.Kind.LOADED
            ? e.at("'stages." + stage + ".vars'", file)
            : e.at("stage '" + stage + "'", file);
      }
    }
    Map<String, Value> resolved = new LinkedHashMap<>();
    for (Map.Entry<Value, Value> part : definition.entries().entrySet()) {
      String key = PythonValue.of(part.getKey());
      if (!key.equals("vars")) {
        try {
          resolved.put(key, inner.resolve(part.getValue(), key, isLoop()));
        } catch (TemplateException e) {
          throw e.at("'stages." + stage + "." + key + "'", file);
        }
      }
    }
    return Value.Mapping.of(resolved);
  }

  private Path wdir(Context variables, String stage, Value.Mapping definition)
      throws IOException {
    String written = EntryReader.text(definition, "wdir");
    if (written.isEmpty()) {
      return folder;
    }
    try {
      Value wdir = variables.resolve(new Value.Text(written), "", false);
      return MetadataPaths.resolve(folder, Template.text(wdir, project.parsing()));
    } catch (TemplateException e) {
      throw e.at("'stages." + stage + ".wdir'", file);
    }
  }

  private Map<String, Map<String, Object>> foreach() throws IOException {
    Object data;
    try {
      data = context.loop(entry.get("foreach"));
    } catch (TemplateException e) {
      throw e.at("'stages." + name + ".foreach'", file);
    }
    Map<String, Map<String, Object>> found = new LinkedHashMap<>();
    Map<?, ?> map = asMap(data);
    if (map != null) {
      for (Map.Entry<?, ?> item : map.entrySet()) {
        String key = text(item.getKey());
        found.put(key, variables("item", item.getValue(), "key", new Value.Text(key)));
      }
      return found;
    }
    List<?> list = asList(data);
    if (list == null) {
      throw new MetadataException(
          file,
          "failed to resolve 'stages." + name + ".foreach' in '" + file
              + "': expected list/dictionary, got "
              + Node.typeName(data instanceof Node node ? node.value() : (Value) data));
    }
    boolean composite = false;
    for (Object item : list) {
      composite |= isComposite(item);
    }
    for (int i = 0; i < list.size(); i++) {
      Object item = list.get(i);
      found.put(composite ? Integer.toString(i) : text(item), Map.of("item", item));
    }
    return found;
  }

  private Map<String, Map<String, Object>> matrix() throws IOException {
    Map<?, ?> axes;
    try {
      axes = asMap(context.loop(entry.get("matrix")));
    } catch (TemplateException e) {
      throw e.at("'stages." + name + ".matrix'", file);
    }
    List<String> names = new ArrayList<>();
    List<List<?>> values = new ArrayList<>();
    boolean empty = false;
    for (Map.Entry<?, ?> axis : axes.entrySet()) {
      names.add(text(axis.getKey()));
      List<?> list = axisValues(axis.getValue());
      empty |= list.isEmpty();
      values.add(list);
    }
    checkCombinations(values);
    Map<String, Map<String, Object>> found = new LinkedHashMap<>();
    int[] at = new int[names.size()];
    boolean more = !empty;
    while (more) {
      Map<Object, Object> item = new LinkedHashMap<>();
      StringBuilder key = new StringBuilder();
      for (int i = 0; i < at.length; i++) {
        Object value = values.get(i).get(at[i]);
        item.put(new Value.Text(names.get(i)), value);
        key.append(i > 0 ? "-" : "");
        key.append(isComposite(value) ? names.get(i) + at[i] : text(value));
      }
      found.put(
          key.toString(), variables("key", new Value.Text(key.toString()), "item", item));
      more = step(at, values);
    }
    return found;
  }

  /// A few short lists mean billions of stages.
  private void checkCombinations(List<List<?>> values) throws MetadataException {
    long combinations = 1;
    for (List<?> each : values) {
      combinations = Math.min(combinations * each.size(), Integer.MAX_VALUE);
    }
    if (combinations > MOST_COMBINATIONS) {
      throw new MetadataException(
          file,
          "'stages." + name + ".matrix' in '" + file + "' has more than " + MOST_COMBINATIONS
              + " combinations");
    }
  }

  /// Moves to the next combination, the last axis fastest.
  private static boolean step(int[] at, List<List<?>> values) {
    for (int i = at.length - 1; i >= 0; i--) {
      if (++at[i] < values.get(i).size()) {
        return true;
      }
      at[i] = 0;
    }
    return false;
  }

  /// The values of an axis: a list, the keys of a mapping, or the characters of a text.
  private List<?> axisValues(Object axis) throws MetadataException {
    List<?> list = asList(axis);
    if (list != null) {
      return list;
    }
    Map<?, ?> map = asMap(axis);
    if (map != null) {
      return List.copyOf(map.keySet());
    }
    Value value = axis instanceof Node node ? node.value() : (Value) axis;
    if (axis instanceof Value && value instanceof Value.Text text) {
      List<Object> characters = new ArrayList<>();
      text.value()
          .codePoints()
          .forEach(c -> characters.add(new Value.Text(Character.toString(c))));
      return characters;
    }
    throw new MetadataException(
        file,
        "failed to resolve 'stages." + name + ".matrix' in '" + file
            + "': expected list, got " + Node.typeName(value));
  }

  private static Map<String, Object> variables(
      String name, Object value, String other, Object otherValue) {
    Map<String, Object> variables = new LinkedHashMap<>();
    variables.put(name, value);
    variables.put(other, otherValue);
    return variables;
  }

  private static Map<?, ?> asMap(Object data) {
    if (data instanceof Node.Fields fields) {
      Map<Value, Object> entries = new LinkedHashMap<>();
      fields.entries().forEach((key, node) -> entries.put(new Value.Text(key), node));
      return entries;
    }
    return data instanceof Map<?, ?> map ? map : null;
  }

  private static List<?> asList(Object data) {
    if (data instanceof Node.Many list) {
      return list.items();
    }
    return data instanceof List<?> list ? list : null;
  }

  private static boolean isComposite(Object value) {
    return value instanceof Map<?, ?>
        || value instanceof List<?>
        || value instanceof Node.Fields
        || value instanceof Node.Many;
  }

  /// The text in a generated name; a truth value that is a variable is spelled as in Python.
  private static String text(Object value) {
    if (value instanceof Value.Bool bool) {
      return bool.value() ? "true" : "false";
    }
    return PythonValue.of(value instanceof Node node ? node.value() : (Value) value);
  }
}
