package datasync.text.ignore;

import java.util.List;

/// Patterns in order, all relative to one directory; the last one that matches decides.
///
/// Immutable, safe for use by several threads.
public final class IgnoreRules {
  private static final String ANY_NAME = "x";

  private final IgnorePattern[] patterns;
  /// Where the states of a pattern begin; one more for the end.
  private final int[] offsets;
  /// The first pattern of the group a pattern is reported with.
  private final int[] groups;

  private IgnoreRules(IgnorePattern[] patterns) {
    this.patterns = patterns;
    offsets = new int[patterns.length + 1];
    groups = new int[patterns.length];
    for (int i = 0; i < patterns.length; i++) {
      offsets[i + 1] = offsets[i] + patterns[i].glob().words();
      groups[i] = i > 0 && isOneGroup(patterns[i - 1], patterns[i]) ? groups[i - 1] : i;
    }
  }

  /// DVC makes one alternation of neighbours that ignore, so the first of them is named.
  private static boolean isOneGroup(IgnorePattern first, IgnorePattern second) {
    return first.dialect() == Dialect.DVC
        && second.dialect() == Dialect.DVC
        && first.verdict() == Verdict.IGNORED
        && second.verdict() == Verdict.IGNORED
        && first.isDirectoryOnly() == second.isDirectoryOnly();
  }

  /// Rules of these patterns, the most important last.
  public static IgnoreRules of(List<IgnorePattern> patterns) {
    return new IgnoreRules(patterns.toArray(new IgnorePattern[0]));
  }

  /// The patterns in order.
  public List<IgnorePattern> patterns() {
    return List.of(patterns);
  }

  /// Whether there is no pattern.
  public boolean isEmpty() {
    return patterns.length == 0;
  }

  /// The directory the patterns are relative to.
  public IgnoreCursor start() {
    long[] states = new long[offsets[patterns.length]];
    for (int i = 0; i < patterns.length; i++) {
      patterns[i].glob().start(states, offsets[i]);
    }
    return new IgnoreCursor(this, states);
  }

  long[] advance(long[] states, String name) {
    long[] next = new long[states.length];
    for (int i = 0; i < patterns.length; i++) {
      patterns[i].glob().advance(states, next, offsets[i], name);
    }
    return next;
  }

  IgnorePattern decide(long[] states, String name, boolean directory) {
    for (int end = patterns.length; end > 0; ) {
      int first = groups[end - 1];
      IgnorePattern found = inGroup(states, first, end, name, directory);
      if (found != IgnorePattern.NONE) {
        return found;
      }
      end = first;
    }
    return IgnorePattern.NONE;
  }

  /// The last pattern about what directories hold that matches any name here.
  IgnorePattern decideContents(long[] states) {
    for (int i = patterns.length - 1; i >= 0; i--) {
      IgnorePattern pattern = patterns[i];
      if (pattern.describesContents()
          && pattern.glob().match(states, offsets[i], ANY_NAME, false) == Glob.NAME) {
        return pattern;
      }
    }
    return IgnorePattern.NONE;
  }

  /// The first pattern of a group that matches the name, else with a slash behind it.
  private IgnorePattern inGroup(
      long[] states, int first, int end, String name, boolean directory) {
    IgnorePattern withSlash = IgnorePattern.NONE;
    for (int i = first; i < end; i++) {
      IgnorePattern pattern = patterns[i];
      if (pattern.isDirectoryOnly() && !directory) {
        continue;
      }
      boolean slash = directory && pattern.dialect() == Dialect.DVC;
      int match = pattern.glob().match(states, offsets[i], name, slash);
      if (match == Glob.NAME) {
        return pattern;
      }
      if (match == Glob.SLASH && withSlash == IgnorePattern.NONE) {
        withSlash = pattern;
      }
    }
    return withSlash;
  }
}
