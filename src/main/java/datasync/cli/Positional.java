package datasync.cli;

import datasync.cli.Positional.Arity;

/// An argument without a name.
///
/// @param name what help calls it, and the key its values are kept under
/// @param arity how many there are
/// @param summary one line for help
public record Positional(String name, Arity arity, String summary) {
  /// How many arguments a positional takes.
  public enum Arity {
    /// Exactly one.
    ONE,
    /// None or one.
    OPTIONAL,
    /// Any number.
    ANY,
    /// At least one.
    SOME
  }

  /// How usage lines show it.
  public String usage() {
    return switch (arity) {
      case ONE -> name;
      case OPTIONAL -> "[" + name + "]";
      case ANY -> "[" + name + " ...]";
      case SOME -> name + " [" + name + " ...]";
    };
  }
}
