package datasync.text.yaml;

import datasync.text.FormatException;
import datasync.text.StrictUtf8;
import datasync.text.Value;
import java.nio.charset.CharacterCodingException;

/// Reads and writes whole YAML texts as values. [YamlDocument] changes a text in place.
public final class Yaml {
  private Yaml() {}

  /// Reads one document. An empty one, or one of comments alone, is [Value.Null#NULL].
  ///
  /// An alias yields the very instance its anchor stands for. Nesting is limited to 200 levels
  /// with aliases followed, and aliases to five million values in all.
  ///
  /// @param source the file or stream as a person would name it
  /// @throws FormatException when the text is not YAML, repeats a key, holds several documents or
  ///     a tag of its own, or goes beyond a limit
  public static Value parse(String text, String source) throws FormatException {
    Node root = Parser.parse(text, source, false);
    return root == null ? Value.Null.NULL : new ValueBuilder(source).value(root);
  }

  /// The text of a file. Line ends become line feeds; a byte order mark stays, readers skip it.
  ///
  /// @param source the file or stream as a person would name it
  /// @throws FormatException when the bytes are not UTF-8
  public static String decode(byte[] bytes, String source) throws FormatException {
    String text;
    try {
      text = StrictUtf8.decode(bytes);
    } catch (CharacterCodingException e) {
      throw new FormatException(source, 0, 0, "is not valid utf-8");
    }
    return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
  }

  /// The text of a new document, with a line feed at its end.
  ///
  /// A list or mapping that occurs twice as the same instance is written once, with an anchor
  /// `&id001`, and as an alias from then on. DVC has that in `dvc.lock` when two parameters are
  /// one object: a tracked key and another one inside it, or an alias in the parameter file.
  /// Empty collections are never shared.
  public static String write(Value value) {
    return Emitter.write(new HeldValues().held(value));
  }
}
