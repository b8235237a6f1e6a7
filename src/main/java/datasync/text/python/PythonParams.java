package datasync.text.python;

import datasync.text.FormatException;
import datasync.text.StrictUtf8;
import datasync.text.Value;

/// Reads the parameters of whole Python files.
public final class PythonParams {
  private PythonParams() {}

  /// Reads UTF-8; see [#parse(String, String)].
  ///
  /// @throws FormatException also when the bytes are not UTF-8
  public static Value.Mapping parse(byte[] bytes, String source) throws FormatException {
    return parse(StrictUtf8.decode(bytes, source), source);
  }

  /// The parameters in the order of the file, the last assignment winning. Tuples and sets become
  /// sequences, in the order they are written.
  ///
  /// @param source the file as a person would name it
  /// @throws FormatException when the text is not Python
  public static Value.Mapping parse(String text, String source) throws FormatException {
    return Value.Mapping.of(
        new Statements(new PythonTokens(text, source).all(), source).module());
  }
}
