package datasync.track;

import datasync.text.Value;
import java.util.ArrayList;
import java.util.List;

/// What a stage runs: one text, a list, or nothing.
///
/// @param value a text, a sequence, or [Value.Null] for a stage that runs nothing
public record Command(Value value) {
  /// No command: a data source.
  public static final Command NONE = new Command(Value.Null.NULL);

  /// One command.
  public static Command of(String text) {
    return new Command(new Value.Text(text));
  }

  /// Whether nothing is run: no command, an empty one, or an empty list.
  public boolean isEmpty() {
    return EntryWriter.isFalse(value);
  }

  /// The commands in their order; a text of several lines is one item here.
  public List<String> items() {
    List<String> items = new ArrayList<>();
    switch (value) {
      case Value.Text text -> items.add(text.value());
      case Value.Sequence list -> {
        for (Value item : list.items()) {
          items.add(item instanceof Value.Text text ? text.value() : PythonValue.of(item));
        }
      }
      case Value.Null none -> { }
      default -> items.add(PythonValue.of(value));
    }
    return List.copyOf(items);
  }
}
