package datasync.cli;

import java.util.List;

/// What giving a flag does to the values a command sees.
///
/// @param kind how many values it takes and what happens when it is given twice
/// @param key the name its value is kept under; several flags may share one
/// @param constant what is kept when the flag comes without a value
/// @param choices the only values it takes, or empty for any
/// @param group flags of one group exclude each other; empty for none
public record Effect(
    Kind kind, String key, String constant, List<String> choices, String group) {
  /// How many values a flag takes and what happens when it is given twice.
  public enum Kind {
    /// Takes none and keeps its constant.
    SWITCH,
    /// Takes none and counts.
    COUNT,
    /// Takes one; the last one wins.
    TEXT,
    /// Takes one whole number; the last one wins.
    NUMBER,
    /// Takes none or one; the last one wins.
    OPTIONAL,
    /// Takes one each time and keeps all.
    LIST,
    /// Takes all words up to the next option and keeps all; also none.
    WORDS
  }

  /// Copies the choices.
  public Effect {
    choices = List.copyOf(choices);
  }

  /// Whether a value may follow.
  public boolean takesValue() {
    return kind != Kind.SWITCH && kind != Kind.COUNT;
  }
}
