package datasync.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Decodes UTF-8 and nothing that only looks like it.
public final class StrictUtf8 {
  private StrictUtf8() {}

  /// The text of the bytes; a byte order mark stays.
  ///
  /// @throws CharacterCodingException when the bytes are not UTF-8
  public static String decode(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /// The text of a file; a byte order mark stays.
  ///
  /// @param source the file as a person would name it
  /// @throws FormatException when the bytes are not UTF-8
  public static String decode(byte[] bytes, String source) throws FormatException {
    try {
      return decode(bytes);
    } catch (CharacterCodingException e) {
      throw new FormatException(source, 0, 0, "not UTF-8");
    }
  }
}
