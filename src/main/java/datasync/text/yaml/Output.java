package datasync.text.yaml;

/// The text being written and what decides about the next break or blank.
final class Output {
  /// Lines are folded once they reach this many characters.
  static final int WIDTH = 80;

  final StringBuilder text = new StringBuilder();
  int column;
  /// Whether the last character was a blank or break.
  boolean blank = true;
  /// Whether the line holds only indentation and indicators so far.
  boolean indention = true;
  /// Whether the next break is left out, directly behind a dash.
  boolean noBreak;
  /// Whether a reader could not know that the document ends here.
  boolean openEnded;
  /// The current indent, -1 at the top.
  int indent = -1;
  private int[] outer = new int[16];
  private boolean[] outerSequence = new boolean[16];
  private int depth;

  void indicator(String mark, boolean needsBlank, boolean blankAfter, boolean isIndention) {
    if (needsBlank && !blank) {
      text.append(' ');
      column++;
    }
    blank = blankAfter;
    indention &= isIndention;
    column += mark.length();
    openEnded = false;
    text.append(mark);
  }

  void lineBreak() {
    lineBreak('\n');
  }

  void lineBreak(char c) {
    blank = true;
    indention = true;
    column = 0;
    text.append(c);
  }

  void indent() {
    int target = Math.max(indent, 0);
    if (!indention || column > target || column == target && !blank) {
      if (noBreak) {
        noBreak = false;
      } else {
        lineBreak();
      }
    }
    if (column < target) {
      blank = true;
      blanks(target - column);
      column = target;
    }
  }

  void blanks(int count) {
    for (int i = 0; i < count; i++) {
      text.append(' ');
    }
  }

  /// Writes code points.
  void append(int[] points, int from, int to) {
    for (int i = from; i < to; i++) {
      text.appendCodePoint(points[i]);
    }
    column += to - from;
  }

  void append(String plain) {
    text.append(plain);
    column += plain.length();
  }

  void enter(boolean flow, boolean sequence, boolean indentless) {
    if (depth == outer.length) {
      outer = java.util.Arrays.copyOf(outer, depth * 2);
      outerSequence = java.util.Arrays.copyOf(outerSequence, depth * 2);
    }
    outer[depth] = indent;
    outerSequence[depth++] = sequence;
    if (indent < 0) {
      indent = flow ? -1 : 0;
    } else if (!indentless) {
      indent += 2;
    }
  }

  void leave() {
    indent = outer[--depth];
  }

  boolean isNested() {
    return depth > 0;
  }

  /// Whether the innermost collection is a sequence.
  boolean inSequence() {
    return depth > 0 && outerSequence[depth - 1];
  }

  boolean inSequenceOfSequences() {
    return depth > 1 && outerSequence[depth - 1] && outerSequence[depth - 2];
  }

  /// How many blanks stand before an opening bracket.
  int bracketOffset(boolean behindComment) {
    if ((depth < 2 || !inSequence()) && (depth == 0 || !behindComment)) {
      return 0;
    }
    int base = Math.max(outer[depth - 1], 0);
    return behindComment ? base + 2 : base + 2 - column - 1;
  }
}
