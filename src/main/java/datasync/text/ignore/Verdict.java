package datasync.text.ignore;

/// What a pattern says about the names it matches.
public enum Verdict {
  /// The name is ignored.
  IGNORED,
  /// The pattern begins with `!`: the name is not ignored, whatever earlier patterns say.
  INCLUDED,
  /// No pattern matches.
  NONE
}
