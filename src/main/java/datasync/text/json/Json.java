package datasync.text.json;

import datasync.text.FormatException;
import datasync.text.StrictUtf8;
import datasync.text.Value;
import java.io.IOException;

/// Reads and writes whole JSON values.
public final class Json {
  private Json() {}

  /// Reads one value; nothing but white space may follow it.
  ///
  /// Nesting is limited to 200 levels, as in YAML, and integers to 4300 digits, as in Python.
  ///
  /// @param source the file or stream as a person would name it
  /// @throws FormatException when the text is not JSON
  public static Value parse(String text, String source) throws FormatException {
    return new JsonReader(text, source).document();
  }

  /// Reads one value from UTF-8; a byte order mark is an error, as it is for DVC.
  ///
  /// @param source the file or stream as a person would name it
  /// @throws FormatException when the bytes are not UTF-8 or the text is not JSON
  public static Value parse(byte[] bytes, String source) throws FormatException {
    return parse(StrictUtf8.decode(bytes, source), source);
  }

  /// The text of a value on one line, keys in their order; a timestamp becomes a string.
  public static String write(Value value) {
    return write(value, JsonStyle.LINE);
  }

  /// The text of a value, without a line break at the end.
  public static String write(Value value, JsonStyle style) {
    StringBuilder text = new StringBuilder();
    try {
      new JsonWriter(text, style).value(value);
    } catch (IOException e) {
      throw new AssertionError("a string builder does not fail", e);
    }
    return text.toString();
  }
}
