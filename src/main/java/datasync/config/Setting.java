package datasync.config;

import datasync.text.PythonText;
import datasync.text.Value;
import java.util.ArrayList;
import java.util.List;

/// One value and where it comes from.
///
/// @param value a [Value.Text], or a [Value.Sequence] of texts where an unquoted comma stood
/// @param level the level whose file has it, or null while it is being set
/// @param written the text in the file of a path that begins with `~`, else null
/// @param isRelative whether the file has a path relative to its folder, which `value` has made
///     absolute
public record Setting(Value value, ConfigLevel level, String written, boolean isRelative)
    implements Node {

  /// A value just typed, with no file yet.
  static Setting typed(String value) {
    return new Setting(new Value.Text(value), null, null, false);
  }

  /// The value as DVC prints it: a list in Python's notation.
  public String text() {
    if (value instanceof Value.Text text) {
      return text.value();
    }
    StringBuilder list = new StringBuilder("[");
    for (Value item : ((Value.Sequence) value).items()) {
      list.append(list.length() > 1 ? ", " : "")
          .append(PythonText.repr(((Value.Text) item).value()));
    }
    return list.append(']').toString();
  }

  /// The items of a list, or of a text separated by commas, without blanks around them.
  public List<String> items() {
    List<String> items = new ArrayList<>();
    if (value instanceof Value.Sequence(List<Value> values)) {
      for (Value item : values) {
        items.add(((Value.Text) item).value());
      }
      return items;
    }
    for (String item : text().split(",", -1)) {
      items.add(PythonText.strip(item));
    }
    return items;
  }
}
