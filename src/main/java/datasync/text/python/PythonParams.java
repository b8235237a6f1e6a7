package datasync.text.python;

import datasync.text.FormatException;
import datasync.text.Value;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads the parameters of whole Python files.
public final class PythonParams {
  private PythonParams() {}

  /// Reads UTF-8; see [#parse(String, String)].
  ///
  /// @throws FormatException also when the bytes are not UTF-8
  public static Value.Mapping parse(byte[] bytes, String source) throws FormatException {
    try {
      return parse(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), source);
    } catch (CharacterCodingException e) {
      throw new FormatException(source, 0, 0, "not UTF-8");
    }
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
