package datasync.text.ignore;

/// A compiled pattern: an automaton whose states are the bits of one or more words.
///
/// Bit i means "token i comes next". Reading a symbol moves every set bit whose token accepts it
/// to the token's successors, which the compiler closed over everything that may be left out.
/// Immutable.
final class Glob {
  /// The name did not match.
  static final int NO = 0;
  /// The name matched.
  static final int NAME = 1;
  /// Only the name with a slash behind it matched.
  static final int SLASH = 2;

  private final int words;
  private final byte[] kinds;
  private final int[] literals;
  private final SymbolSet[] sets;
  /// The states after token i accepted a symbol, `words` words for each token.
  private final long[] after;
  private final long[] start;
  private final long[] accepting;
  /// Everything but the loops that can only matter when another slash follows.
  private final long[] leaf;
  private final int endBit;
  private final boolean bytes;

  Glob(GlobBuilder builder) {
    words = builder.words();
    kinds = builder.kinds();
    literals = builder.literals();
    sets = builder.sets();
    after = builder.after();
    start = builder.start();
    accepting = builder.accepting();
    leaf = builder.leaf();
    endBit = builder.endBit();
    bytes = builder.readsBytes();
  }

  /// The number of words a state takes.
  int words() {
    return words;
  }

  /// Writes the states before anything was read.
  void start(long[] states, int at) {
    System.arraycopy(start, 0, states, at, words);
  }

  /// Writes the states after a directory's name and a slash were read from the given states.
  void advance(long[] from, long[] to, int at, String name) {
    if (words == 1) {
      to[at] = step(feed(from[at], name, name.length()), '/');
      return;
    }
    long[] states = cut(from, at, null);
    if (states != null) {
      states = feed(states, name, name.length());
      step(states, to, at, '/');
    }
  }

  /// Matches a name in the directory whose states are given.
  ///
  /// @param slash whether the name is also tried with a slash behind it
  int match(long[] from, int at, String name, boolean slash) {
    int length = name.length();
    boolean newline = endBit >= 0 && length > 0 && name.charAt(length - 1) == '\n';
    if (words == 1) {
      long states = from[at] & leaf[0];
      if (states == 0) {
        return NO;
      }
      long end = feed(states, name, length);
      if ((end & accepting[0]) != 0
          || newline && (feed(states, name, length - 1) >>> endBit & 1) != 0) {
        return NAME;
      }
      return slash && (step(end, '/') & accepting[0]) != 0 ? SLASH : NO;
    }
    long[] states = cut(from, at, leaf);
    if (states == null) {
      return NO;
    }
    long[] end = feed(states, name, length);
    if (accepts(end) || newline && hasEnd(feed(states, name, length - 1))) {
      return NAME;
    }
    if (!slash) {
      return NO;
    }
    long[] next = new long[words];
    step(end, next, 0, '/');
    return accepts(next) ? SLASH : NO;
  }

  /// A copy of the states at a place, masked; null when none is left.
  private long[] cut(long[] from, int at, long[] mask) {
    long[] states = null;
    for (int i = 0; i < words; i++) {
      long word = mask == null ? from[at + i] : from[at + i] & mask[i];
      if (word != 0) {
        if (states == null) {
          states = new long[words];
        }
        states[i] = word;
      }
    }
    return states;
  }

  private boolean accepts(long[] states) {
    long hit = 0;
    for (int i = 0; i < words; i++) {
      hit |= states[i] & accepting[i];
    }
    return hit != 0;
  }

  private boolean hasEnd(long[] states) {
    return (states[endBit >>> 6] >>> endBit & 1) != 0;
  }

  private long feed(long states, String text, int end) {
    long now = states;
    for (int i = 0; i < end && now != 0; i++) {
      char unit = text.charAt(i);
      if (unit < 0x80) {
        now = step(now, unit);
        continue;
      }
      int point = text.codePointAt(i);
      i += Character.charCount(point) - 1;
      if (bytes) {
        for (int part = Utf8.length(point) - 1; part >= 0; part--) {
          now = step(now, Utf8.unit(point, part));
        }
      } else {
        now = step(now, point);
      }
    }
    return now;
  }

  private long step(long states, int symbol) {
    long next = 0;
    for (long rest = states; rest != 0; rest &= rest - 1) {
      int token = Long.numberOfTrailingZeros(rest);
      if (accepts(token, symbol)) {
        next |= after[token];
      }
    }
    return next;
  }

  private long[] feed(long[] states, String text, int end) {
    long[] now = states.clone();
    long[] next = new long[words];
    for (int i = 0; i < end; i++) {
      int point = text.codePointAt(i);
      i += Character.charCount(point) - 1;
      int parts = bytes ? Utf8.length(point) : 1;
      for (int part = parts - 1; part >= 0; part--) {
        step(now, next, 0, bytes ? Utf8.unit(point, part) : point);
        long[] swap = now;
        now = next;
        next = swap;
      }
    }
    return now;
  }

  private void step(long[] states, long[] next, int at, int symbol) {
    for (int word = 0; word < words; word++) {
      next[at + word] = 0;
    }
    for (int word = 0; word < words; word++) {
      for (long rest = states[word]; rest != 0; rest &= rest - 1) {
        int token = (word << 6) + Long.numberOfTrailingZeros(rest);
        if (accepts(token, symbol)) {
          for (int i = 0; i < words; i++) {
            next[at + i] |= after[token * words + i];
          }
        }
      }
    }
  }

  private boolean accepts(int token, int symbol) {
    return switch (kinds[token]) {
      case GlobBuilder.LITERAL -> symbol == literals[token];
      case GlobBuilder.NOT_SLASH -> symbol != '/';
      case GlobBuilder.NOT_NEWLINE -> symbol != '\n';
      case GlobBuilder.ANY -> true;
      case GlobBuilder.SET -> sets[token].contains(symbol);
      default -> false;
    };
  }
}
