package datasync.text.json;

/// How JSON text is laid out.
///
/// @param sortKeys whether keys are ordered by code point instead of by appearance
/// @param indent blanks for each level, or 0 for everything on one line
public record JsonStyle(boolean sortKeys, int indent) {
  /// One line, `", "` and `": "`, keys in their order: Python's default.
  public static final JsonStyle LINE = new JsonStyle(false, 0);
  /// One line with sorted keys.
  public static final JsonStyle SORTED = new JsonStyle(true, 0);
  /// Two blanks for each level, keys in their order.
  public static final JsonStyle INDENTED = new JsonStyle(false, 2);

  /// Refuses a negative indent.
  public JsonStyle {
    if (indent < 0) {
      throw new IllegalArgumentException("indent " + indent);
    }
  }
}
