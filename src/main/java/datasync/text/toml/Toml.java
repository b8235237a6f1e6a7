package datasync.text.toml;

import datasync.text.FormatException;
import datasync.text.StrictUtf8;
import datasync.text.Value;

/// Reads whole TOML documents.
public final class Toml {
  private Toml() {}

  /// Reads a document.
  ///
  /// @param source the file as a person would name it
  /// @throws FormatException when the text is not TOML 1.0
  public static Value.Mapping parse(String text, String source) throws FormatException {
    return new TomlReader(new TomlText(text, source)).document();
  }

  /// Reads a document from UTF-8.
  ///
  /// @throws FormatException also when the bytes are not UTF-8
  public static Value.Mapping parse(byte[] bytes, String source) throws FormatException {
    return parse(StrictUtf8.decode(bytes, source), source);
  }
}
