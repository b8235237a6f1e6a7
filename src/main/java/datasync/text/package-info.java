/// Text formats and the one value model they share.
///
/// [Value] is what every reader of a structured text yields: JSON, YAML, TOML and the literals of
/// a Python file. A reader of foreign bytes throws [FormatException], which names source, line
/// and column, never a runtime exception. Each format has a package of its own below this one;
/// those packages do not know each other.
package datasync.text;
