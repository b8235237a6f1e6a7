package datasync.text.json;

import datasync.text.CodePointOrder;
import datasync.text.PythonFloat;
import datasync.text.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/// Writes one value as JSON to an appendable, holding only the nesting. Used by one thread.
final class JsonWriter {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final Appendable out;
  private final JsonStyle style;
  private final BitSet filled = new BitSet();
  private int depth;
  private boolean afterKey;

  /// Writes in the given layout.
  JsonWriter(Appendable out, JsonStyle style) {
    this.out = out;
    this.style = style;
  }

  /// Writes the value.
  void value(Value value) throws IOException {
    switch (value) {
      case Value.Sequence sequence -> {
        open('[');
        for (Value item : sequence.items()) {
          value(item);
        }
        close(']');
      }
      case Value.Mapping mapping -> {
        open('{');
        List<Map.Entry<Value, Value>> entries = new ArrayList<>(mapping.entries().entrySet());
        if (style.sortKeys()) {
          entries.sort((a, b) ->
              CodePointOrder.INSTANCE.compare(scalar(a.getKey()), scalar(b.getKey())));
        }
        for (Map.Entry<Value, Value> entry : entries) {
          key(scalar(entry.getKey()));
          value(entry.getValue());
        }
        close('}');
      }
      case Value.Text text -> text(text.value());
      case Value.Timestamp time -> text(time.value());
      case Value.Null none -> raw(scalar(none));
      case Value.Bool truth -> raw(scalar(truth));
      case Value.Int number -> raw(scalar(number));
      case Value.Real number -> raw(scalar(number));
    }
  }

  private void key(String name) throws IOException {
    separate();
    string(name);
    out.append(": ");
    afterKey = true;
  }

  private void text(String text) throws IOException {
    separate();
    string(text);
  }

  /// The text of a scalar without quotes, as it stands for a key.
  private static String scalar(Value value) {
    return switch (value) {
      case Value.Text text -> text.value();
      case Value.Timestamp time -> time.value();
      case Value.Null _ -> "null";
      case Value.Bool truth -> truth.value() ? "true" : "false";
      case Value.Int number -> number.value().toString();
      case Value.Real number -> real(number.value());
      case Value.Sequence _, Value.Mapping _ ->
          throw new IllegalArgumentException("a key must be a scalar");
    };
  }

  private static String real(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "Infinity" : "-Infinity";
    }
    return PythonFloat.repr(number);
  }

  private void raw(String text) throws IOException {
    separate();
    out.append(text);
  }

  private void open(char bracket) throws IOException {
    separate();
    out.append(bracket);
    depth++;
    filled.clear(depth);
  }

  private void close(char bracket) throws IOException {
    boolean items = filled.get(depth);
    depth--;
    if (items) {
      breakLine();
    }
    out.append(bracket);
  }

  private void separate() throws IOException {
    if (afterKey) {
      afterKey = false;
      return;
    }
    if (depth == 0) {
      return;
    }
    if (filled.get(depth)) {
      out.append(style.indent() == 0 ? ", " : ",");
    }
    filled.set(depth);
    breakLine();
  }

  private void breakLine() throws IOException {
    if (style.indent() > 0) {
      out.append('\n').append(" ".repeat(style.indent() * depth));
    }
  }

  private void string(String text) throws IOException {
    out.append('"');
    int plain = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
        continue;
      }
      out.append(text, plain, i);
      plain = i + 1;
      escape(c);
    }
    out.append(text, plain, text.length()).append('"');
  }

  private void escape(char c) throws IOException {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      default -> out.append("\\u").append(HEX[c >> 12]).append(HEX[c >> 8 & 15])
          .append(HEX[c >> 4 & 15]).append(HEX[c & 15]);
    }
  }
}
