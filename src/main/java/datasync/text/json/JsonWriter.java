package datasync.text.json;

import datasync.text.CodePointOrder;
import datasync.text.PythonFloat;
import datasync.text.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/// Writes JSON piece by piece to an appendable, holding only the nesting.
///
/// Not for several threads. The caller closes the appendable and calls begin, key and end in a
/// legal order; key order is the caller's except inside [#value]. Every method returns the writer
/// and throws what the appendable throws.
public final class JsonWriter {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final Appendable out;
  private final JsonStyle style;
  private final BitSet filled = new BitSet();
  private int depth;
  private boolean afterKey;

  /// Writes in the default layout of Python's `json.dumps`.
  public JsonWriter(Appendable out) {
    this(out, JsonStyle.LINE);
  }

  /// Writes in the given layout.
  public JsonWriter(Appendable out, JsonStyle style) {
    this.out = out;
    this.style = style;
  }

  /// Opens an object.
  public JsonWriter beginObject() throws IOException {
    return open('{');
  }

  /// Closes the object opened last.
  public JsonWriter endObject() throws IOException {
    return close('}');
  }

  /// Opens an array.
  public JsonWriter beginArray() throws IOException {
    return open('[');
  }

  /// Closes the array opened last.
  public JsonWriter endArray() throws IOException {
    return close(']');
  }

  /// Writes the key of the value that follows.
  public JsonWriter key(String name) throws IOException {
    separate();
    string(name);
    out.append(": ");
    afterKey = true;
    return this;
  }

  /// Writes a string, or `null` for null.
  public JsonWriter value(String text) throws IOException {
    if (text == null) {
      return raw("null");
    }
    separate();
    string(text);
    return this;
  }

  /// Writes an integer.
  public JsonWriter value(long number) throws IOException {
    return raw(Long.toString(number));
  }

  /// Writes a floating-point number as Python does: `1.0`, `NaN`, `-Infinity`.
  public JsonWriter value(double number) throws IOException {
    return raw(real(number));
  }

  /// Writes `true` or `false`.
  public JsonWriter value(boolean truth) throws IOException {
    return raw(truth ? "true" : "false");
  }

  /// Writes `null`.
  public JsonWriter nullValue() throws IOException {
    return raw("null");
  }

  /// Writes a whole value.
  public JsonWriter value(Value value) throws IOException {
    switch (value) {
      case Value.Sequence sequence -> {
        beginArray();
        for (Value item : sequence.items()) {
          value(item);
        }
        endArray();
      }
      case Value.Mapping mapping -> {
        beginObject();
        List<Map.Entry<Value, Value>> entries = new ArrayList<>(mapping.entries().entrySet());
        if (style.sortKeys()) {
          entries.sort((a, b) ->
              CodePointOrder.INSTANCE.compare(scalar(a.getKey()), scalar(b.getKey())));
        }
        for (Map.Entry<Value, Value> entry : entries) {
          key(scalar(entry.getKey()));
          value(entry.getValue());
        }
        endObject();
      }
      case Value.Text text -> value(text.value());
      case Value.Timestamp time -> value(time.value());
      case Value.Null none -> raw(scalar(none));
      case Value.Bool truth -> raw(scalar(truth));
      case Value.Int number -> raw(scalar(number));
      case Value.Real number -> raw(scalar(number));
    }
    return this;
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

  private JsonWriter raw(String text) throws IOException {
    separate();
    out.append(text);
    return this;
  }

  private JsonWriter open(char bracket) throws IOException {
    separate();
    out.append(bracket);
    depth++;
    filled.clear(depth);
    return this;
  }

  private JsonWriter close(char bracket) throws IOException {
    boolean items = filled.get(depth);
    depth--;
    if (items) {
      breakLine();
    }
    out.append(bracket);
    return this;
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
