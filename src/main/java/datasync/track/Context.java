package datasync.track;

import datasync.text.Value;
import datasync.track.TemplateException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The variables of a pipeline while it is resolved.
final class Context {
  private final Project project;
  private final Node.Fields data;
  private final VariableFiles files;
  private final Set<String> reserved = new LinkedHashSet<>();
  private final Work work;

  /// How many characters the expressions of a pipeline may stand for, so that a small file does
  /// not fill the memory.
  private static final class Work {
    private int left = 1 << 25;
  }

  Context(Project project) {
    this(
        project,
        new Node.Fields(new LinkedHashMap<>(), Node.Origin.NONE),
        new VariableFiles(project),
        new Work());
  }

  private Context(Project project, Node.Fields data, VariableFiles files, Work work) {
    this.project = project;
    this.data = data;
    this.files = files;
    this.work = work;
  }

  /// A copy that can be changed on its own.
  Context copy() {
    Context copy = new Context(project, data.copy(), files.copy(), work);
    copy.reserved.addAll(reserved);
    return copy;
  }

  /// Loads variables.
  ///
  /// @param vars items of a section `vars`: paths and mappings
  /// @param wdir the folder paths start from
  /// @param stage the stage the section belongs to, or empty
  void load(List<Value> vars, Path wdir, String stage) throws TemplateException, IOException {
    for (int i = 0; i < vars.size(); i++) {
      if (vars.get(i) instanceof Value.Text text) {
        loadItem(text.value(), wdir);
      } else {
        String source = (stage.isEmpty() ? "" : stage + ".") + "vars[" + i + "]";
        Node node = Node.of(vars.get(i), new Node.Origin(source, ""));
        merge((Node.Fields) node, "");
      }
    }
  }

  /// Loads `params.yaml` when it is there.
  void loadDefault(Path wdir) throws TemplateException, IOException {
    if (project.files().exists(wdir.resolve(ParamsDependency.DEFAULT_FILE))) {
      loadItem(ParamsDependency.DEFAULT_FILE, wdir);
    }
  }

  private void loadItem(String item, Path wdir) throws TemplateException, IOException {
    Node.Fields found = files.load(item, wdir);
    if (found != null) {
      merge(found, item);
    }
  }

  private void merge(Node.Fields other, String item) throws TemplateException {
    List<String> matches = new ArrayList<>();
    for (String key : reserved) {
      if (other.entries().containsKey(key)) {
        matches.add(key);
      }
    }
    if (!matches.isEmpty()) {
      throw new TemplateException(
          Kind.OTHER,
          "attempted to modify reserved key" + (matches.size() > 1 ? "s " : " ")
              + String.join(" and ", matches) + (item.isEmpty() ? "" : " in '" + item + "'"));
    }
    data.merge(other);
  }

  /// The variable an expression names.
  Node select(String expression) throws TemplateException {
    Node node = data;
    for (String step : expression.replace('[', '.').replace("]", "").split("\\.", -1)) {
      String key = datasync.text.PythonText.strip(step);
      Node next =
          switch (node) {
            case Node.Fields fields -> fields.entries().get(key);
            case Node.Many list -> item(list, key);
            case Node.Leaf leaf -> null;
          };
      if (next == null) {
        throw new TemplateException(Kind.KEY, "Could not find '" + expression + "'");
      }
      node = next;
    }
    return node;
  }

  private static Node item(Node.Many list, String key) {
    try {
      int index = Integer.parseInt(key.replace("_", ""));
      int size = list.items().size();
      index = index < 0 ? index + size : index;
      return index >= 0 && index < size ? list.items().get(index) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /// Sets variables that nothing may redefine; [#unset] takes them back.
  ///
  /// @return what the names had before
  Map<String, Node> set(Map<String, Object> variables) throws TemplateException {
    Map<String, Node> before = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : variables.entrySet()) {
      Node node = Node.of(entry.getValue(), new Node.Origin("", entry.getKey()));
      before.put(entry.getKey(), data.entries().put(entry.getKey(), node));
      reserved.add(entry.getKey());
    }
    return before;
  }

  /// Takes back what [#set] set.
  void unset(Map<String, Node> before) {
    for (Map.Entry<String, Node> entry : before.entrySet()) {
      reserved.remove(entry.getKey());
      if (entry.getValue() == null) {
        data.entries().remove(entry.getKey());
      } else {
        data.entries().put(entry.getKey(), entry.getValue());
      }
    }
  }

  /// The value with every expression in it resolved, in keys as well.
  ///
  /// @param key the key of the stage it stands under, or empty where any value may stand
  /// @param raw whether names are shown as written, as DVC does where it checked them before
  Value resolve(Value value, String key, boolean raw) throws TemplateException {
    return switch (value) {
      case Value.Text text -> text(text.value(), key, raw);
      case Value.Sequence list -> {
        List<Value> items = new ArrayList<>(list.items().size());
        for (Value item : list.items()) {
          items.add(resolve(item, key, raw));
        }
        yield new Value.Sequence(items);
      }
      case Value.Mapping map -> {
        Map<Value, Value> entries = new LinkedHashMap<>();
        for (Map.Entry<Value, Value> entry : map.entries().entrySet()) {
          entries.put(resolve(entry.getKey(), key, raw), resolve(entry.getValue(), key, raw));
        }
        yield new Value.Mapping(entries);
      }
      default -> value;
    };
  }

  private Value text(String text, String key, boolean raw) throws TemplateException {
    List<Template.Match> matches = Template.matches(text);
    if (isExact(text, matches)) {
      Value value = select(name(matches.getFirst(), raw)).value();
      checkPlace(value, key);
      return value;
    }
    return new Value.Text(interpolate(text, matches, key, raw));
  }

  private static boolean isExact(String text, List<Template.Match> matches) {
    return matches.size() == 1
        && matches.getFirst().start() == 0
        && matches.getFirst().end() == text.length();
  }

  private static String name(Template.Match match, boolean raw) throws TemplateException {
    return raw ? match.inner() : Template.expression(match.inner());
  }

  private String interpolate(
      String text, List<Template.Match> matches, String key, boolean raw)
      throws TemplateException {
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (Template.Match match : matches) {
      Value value = select(name(match, raw)).value();
      checkPlace(value, key);
      String filled = Template.text(value, project.parsing());
      work.left -= filled.length();
      if (work.left < 0) {
        throw new TemplateException(Kind.OTHER, "the expressions stand for too much text");
      }
      out.append(text, from, match.start()).append(filled);
      from = match.end();
    }
    return Template.unescape(out.append(text, from, text.length()).toString());
  }

  private static void checkPlace(Value value, String key) throws TemplateException {
    boolean composite = value instanceof Value.Sequence || value instanceof Value.Mapping;
    boolean anywhere = key.isEmpty() || key.contains("foreach");
    if (composite && !anywhere && !(value instanceof Value.Mapping && key.equals("cmd"))) {
      throw new TemplateException(
          Kind.PARSE, "Cannot interpolate data of type '" + Node.typeName(value) + "'");
    }
  }

  /// The data of a loop with its expressions resolved, variables kept as nodes: a [Node], a
  /// scalar [Value], a list, or a map by [Value].
  Object loop(Value value) throws TemplateException {
    return switch (value) {
      case Value.Text text -> {
        List<Template.Match> matches = Template.matches(text.value());
        if (isExact(text.value(), matches)) {
          yield select(name(matches.getFirst(), false));
        }
        yield new Value.Text(interpolate(text.value(), matches, "", false));
      }
      case Value.Sequence list -> {
        List<Object> items = new ArrayList<>(list.items().size());
        for (Value item : list.items()) {
          items.add(loop(item));
        }
        yield items;
      }
      case Value.Mapping map -> {
        Map<Object, Object> entries = new LinkedHashMap<>();
        for (Map.Entry<Value, Value> entry : map.entries().entrySet()) {
          entries.put(entry.getKey(), loop(entry.getValue()));
        }
        yield entries;
      }
      default -> value;
    };
  }
}
