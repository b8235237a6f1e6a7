package datasync.text.ini;

import datasync.text.FormatException;
import datasync.text.StrictUtf8;
import datasync.text.Value;

/// Reads and writes configuration files.
public final class Ini {
  private Ini() {}

  /// Reads UTF-8; see [#parse(String, String)].
  ///
  /// @throws FormatException also when the bytes are not UTF-8
  public static Value.Mapping parse(byte[] bytes, String source) throws FormatException {
    return parse(StrictUtf8.decode(bytes, source), source);
  }

  /// Reads a whole file: sections are [Value.Mapping], options [Value.Text] or a
  /// [Value.Sequence] of texts, the options of a section before its subsections.
  ///
  /// Names are as written, without their quotes. A byte order mark is part of the first line and
  /// so nearly always an error, as it is for DVC.
  ///
  /// @param source the file as a person would name it
  /// @throws FormatException with configobj's message when a line is wrong, a name appears twice
  ///     or an interpolation finds nothing
  public static Value.Mapping parse(String text, String source) throws FormatException {
    return Interpolation.resolve(new IniReader(text, source).read(), source);
  }

  /// The text of a file with these sections and options, lines ended by `\n`.
  ///
  /// Nothing is interpolated, and `%(name)s` in a value is written as it is. Empty sections are
  /// written; a file without anything is one empty line.
  ///
  /// @throws FormatException when a value has all kinds of quotes and so can't be quoted
  /// @throws IllegalArgumentException when a value is neither text, a sequence of texts nor a
  ///     mapping
  public static String write(Value.Mapping sections) throws FormatException {
    return new IniWriter().write(sections);
  }
}
