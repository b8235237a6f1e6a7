package datasync.text.ignore;

import java.util.List;

/// Rules that have already read the way down to a directory.
///
/// Immutable, safe for use by several threads. Asking allocates nothing.
public final class IgnoreCursor {
  private final IgnoreRules rules;
  private final long[] states;

  IgnoreCursor(IgnoreRules rules, long[] states) {
    this.rules = rules;
    this.states = states;
  }

  /// The pattern that decides about a name in this directory, [IgnorePattern#NONE] for none.
  ///
  /// Says nothing about the directory itself or those above it.
  public IgnorePattern decide(String name, boolean directory) {
    return rules.decide(states, name, directory);
  }

  /// The pattern like `dir/*` or `dir/**` that decides about what this directory holds,
  /// [IgnorePattern#NONE] for none.
  public IgnorePattern decideContents() {
    return rules.decideContents(states);
  }

  /// The rules in a directory of this one.
  public IgnoreCursor child(String name) {
    return new IgnoreCursor(rules, rules.advance(states, name));
  }

  /// The pattern that decides about a path below this directory: that of the first ignored
  /// directory on the way, else that of the last component; [IgnorePattern#NONE] for none.
  public IgnorePattern decide(List<String> components, boolean directory) {
    IgnoreCursor here = this;
    int last = components.size() - 1;
    for (int i = 0; i < last; i++) {
      IgnorePattern pattern = here.decide(components.get(i), true);
      if (pattern.verdict() == Verdict.IGNORED) {
        return pattern;
      }
      here = here.child(components.get(i));
    }
    return last < 0 ? IgnorePattern.NONE : here.decide(components.get(last), directory);
  }
}
