package datasync.text.ignore;

import java.util.Arrays;

/// Collects the tokens of a [Glob] and closes its successors.
final class GlobBuilder {
  static final byte NOTHING = 0;
  static final byte LITERAL = 1;
  static final byte NOT_SLASH = 2;
  static final byte NOT_NEWLINE = 3;
  static final byte ANY = 4;
  static final byte SET = 5;

  private final boolean readsBytes;
  private byte[] kinds = new byte[16];
  private int[] literals = new int[16];
  private SymbolSet[] sets = new SymbolSet[16];
  private boolean[] repeated = new boolean[16];
  private boolean[] loop = new boolean[16];
  /// Where a token may be left out: the token that comes next then, else 0.
  private int[] skips = new int[16];
  private int count;
  private int endBit = -1;
  private int matchedBit = -1;

  /// @param readsBytes whether symbols are UTF-8 bytes and not code points
  GlobBuilder(boolean readsBytes) {
    this.readsBytes = readsBytes;
  }

  private int add(byte kind) {
    if (count == kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * count);
      literals = Arrays.copyOf(literals, 2 * count);
      sets = Arrays.copyOf(sets, 2 * count);
      repeated = Arrays.copyOf(repeated, 2 * count);
      loop = Arrays.copyOf(loop, 2 * count);
      skips = Arrays.copyOf(skips, 2 * count);
    }
    kinds[count] = kind;
    return count++;
  }

  /// One symbol of a kind.
  void one(byte kind) {
    add(kind);
  }

  void literal(int symbol) {
    int token = add(LITERAL);
    literals[token] = symbol;
  }

  void set(SymbolSet set) {
    int token = add(SET);
    sets[token] = set;
  }

  /// Any number of symbols of a kind; a second star in a row is the same star.
  void star(byte kind) {
    if (count > 0 && repeated[count - 1] && kinds[count - 1] == kind) {
      return;
    }
    int token = add(kind);
    repeated[token] = true;
  }

  /// Directories above, or none.
  ///
  /// @param least what has to stand before the slash: [#NOT_NEWLINE] is DVC's `(?:.+/)?`,
  ///     [#NOTHING] Git's double star, `(?:.*/)?`
  void directories(byte least) {
    int first = add(least);
    loop[first] = true;
    repeated[first] = least == NOTHING;
    int star = add(least == NOTHING ? ANY : least);
    loop[star] = true;
    repeated[star] = true;
    literal('/');
    skips[first] = count;
  }

  /// Directories in between, or none, before a slash: DVC's `(?:/.+)?`.
  void innerDirectories() {
    int first = count;
    literal('/');
    int one = add(NOT_NEWLINE);
    loop[one] = true;
    int star = add(NOT_NEWLINE);
    loop[star] = true;
    repeated[star] = true;
    skips[first] = count;
  }

  /// The pattern ends where the text ends.
  Glob end() {
    endBit = add(NOTHING);
    return new Glob(this);
  }

  /// The pattern ends where the text ends or before a slash.
  Glob endOrSlash() {
    endBit = count;
    literal('/');
    return matched();
  }

  /// The pattern ends here, whatever follows in the text.
  Glob matched() {
    matchedBit = add(ANY);
    repeated[matchedBit] = true;
    return new Glob(this);
  }

  int words() {
    return count + 63 >>> 6;
  }

  byte[] kinds() {
    return Arrays.copyOf(kinds, count);
  }

  int[] literals() {
    return Arrays.copyOf(literals, count);
  }

  SymbolSet[] sets() {
    return Arrays.copyOf(sets, count);
  }

  boolean[] repeated() {
    return Arrays.copyOf(repeated, count);
  }

  int[] skips() {
    return Arrays.copyOf(skips, count);
  }

  long[] accepting() {
    long[] accepting = new long[words()];
    if (endBit >= 0) {
      accepting[endBit >>> 6] |= 1L << endBit;
    }
    if (matchedBit >= 0) {
      accepting[matchedBit >>> 6] |= 1L << matchedBit;
    }
    return accepting;
  }

  long[] leaf() {
    long[] leaf = new long[words()];
    for (int token = 0; token < count; token++) {
      if (!loop[token]) {
        leaf[token >>> 6] |= 1L << token;
      }
    }
    return leaf;
  }

  /// The bit that means "the text may end here or before its last line feed", -1 for none.
  int endBit() {
    return readsBytes ? -1 : endBit;
  }

  boolean readsBytes() {
    return readsBytes;
  }
}
