package datasync.text.ignore;

/// A compiled pattern: an automaton whose states are the bits of one or more words.
///
/// Bit i means "token i comes next". Reading a symbol moves every set bit whose token accepts it
/// to the token's successors, closed over everything that may be left out. For a pattern that
/// takes one word these are known beforehand; longer ones are closed at each symbol, so that
/// memory stays in proportion to the pattern. Immutable.
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
  /// Whether token i stands for any number of symbols.
  private final boolean[] repeated;
  /// The token that may come in the place of token i, which is a later one; 0 for none.
  private final int[] skips;
  /// The states after token i accepted a symbol; empty in a pattern of several words.
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
    repeated = builder.repeated();
    skips = builder.skips();
    start = new long[words];
    start[0] = 1;
    close(start, 0);
    after = new long[words == 1 ? kinds.length : 0];
    for (int token = 0; token < after.length; token++) {
      long[] next = {successor(token)};
      close(next, 0);
      after[token] = next[0];
    }
    accepting = builder.accepting();
    leaf = builder.leaf();
    endBit = builder.endBit();
    bytes = builder.readsBytes();
  }

  /// The state of a short pattern behind a token, not closed.
  private long successor(int token) {
    int next = repeated[token] ? token : token + 1;
    return next < kinds.length ? 1L << next : 0;
  }

  /// Adds everything that can be reached by leaving tokens out, which leads forward only.
  private void close(long[] states, int at) {
    for (int word = 0; word < words; word++) {
      for (long rest = states[at + word]; rest != 0; rest &= rest - 1) {
        int bit = Long.numberOfTrailingZeros(rest);
        int token = (word << 6) + bit;
        if (repeated[token]) {
          rest |= add(states, at, token + 1, word);
        }
        if (skips[token] > 0) {
          rest |= add(states, at, skips[token], word);
        }
      }
    }
  }

  /// Adds a token, and returns its bit when that lies in `word`.
  private long add(long[] states, int at, int token, int word) {
    if (token >= kinds.length) {
      return 0;
    }
    states[at + (token >>> 6)] |= 1L << token;
    return token >>> 6 == word ? 1L << token : 0;
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
          add(next, at, repeated[token] ? token : token + 1, word);
        }
      }
    }
    close(next, at);
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
