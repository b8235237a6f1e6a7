package datasync.text.yaml;

/// Writes the text of scalars, folded where a style allows it.
final class ScalarWriter {
  private final Output out;

  ScalarWriter(Output out) {
    this.out = out;
  }

  private static boolean isBreak(int c) {
    return c == '\n' || c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  static int[] points(String text) {
    int[] points = new int[text.codePointCount(0, text.length())];
    int at = 0;
    for (int i = 0; i < points.length; i++) {
      points[i] = text.codePointAt(at);
      at += Character.charCount(points[i]);
    }
    return points;
  }

  void plain(String text, boolean split, boolean root) {
    if (root) {
      out.openEnded = true;
    }
    if (text.isEmpty()) {
      return;
    }
    if (!out.blank) {
      out.append(" ");
    }
    out.blank = false;
    out.indention = false;
    if (out.column + text.length() <= Output.WIDTH && isAscii(text)) {
      out.append(text);
      return;
    }
    int[] points = points(text);
    int start = 0;
    boolean blanks = false;
    for (int end = 0; end <= points.length; end++) {
      int c = end < points.length ? points[end] : -1;
      if (blanks) {
        if (c != ' ') {
          if (start + 1 == end && out.column >= Output.WIDTH && split) {
            wrap();
          } else {
            out.append(points, start, end);
          }
          start = end;
        }
      } else if (c < 0 || c == ' ') {
        if (end - start + out.column > Output.WIDTH
            && out.indent >= 0 && out.column > out.indent) {
          out.indent();
        }
        out.append(points, start, end);
        start = end;
      }
      blanks = c == ' ';
    }
  }

  private void wrap() {
    out.indent();
    out.blank = false;
    out.indention = false;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  void single(String text, boolean split) {
    out.indicator("'", true, false, false);
    int[] points = points(text);
    int start = 0;
    boolean blanks = false;
    boolean breaks = false;
    for (int end = 0; end <= points.length; end++) {
      int c = end < points.length ? points[end] : -1;
      if (blanks) {
        if (c != ' ') {
          if (start + 1 == end && out.column > Output.WIDTH && split
              && start != 0 && end != points.length) {
            out.indent();
          } else {
            out.append(points, start, end);
          }
          start = end;
        }
      } else if (breaks) {
        if (!isBreak(c)) {
          if (points[start] == '\n') {
            out.lineBreak();
          }
          lineBreaks(points, start, end);
          out.indent();
          start = end;
        }
      } else if ((c < 0 || c == ' ' || c == '\'' || isBreak(c)) && start < end) {
        out.append(points, start, end);
        start = end;
      }
      if (c == '\'') {
        out.append("''");
        start = end + 1;
      }
      blanks = c == ' ';
      breaks = isBreak(c);
    }
    out.indicator("'", false, false, false);
  }

  private void lineBreaks(int[] points, int start, int end) {
    for (int i = start; i < end; i++) {
      out.lineBreak((char) points[i]);
    }
  }

  void doubled(String text, boolean split) {
    out.indicator("\"", true, false, false);
    int[] points = points(text);
    int start = 0;
    for (int end = 0; end <= points.length; end++) {
      int c = end < points.length ? points[end] : -1;
      if (c < 0 || needsEscape(c)) {
        if (start < end) {
          out.append(points, start, end);
          start = end;
        }
        if (c >= 0) {
          out.append(escape(c));
          start = end + 1;
        }
      }
      if (0 < end && end < points.length - 1 && (c == ' ' || start >= end)
          && out.column + end - start > Output.WIDTH && split) {
        start = foldDoubled(points, start, end);
      }
    }
    out.indicator("\"", false, false, false);
  }

  private int foldDoubled(int[] points, int from, int end) {
    boolean slash = needsBackslash(points, from, end);
    int start = from;
    if (start < end) {
      out.append(points, start, end);
      start = end;
    }
    if (slash) {
      out.append("\\");
    }
    out.indent();
    out.blank = false;
    out.indention = false;
    if (points[start] == ' ') {
      if (slash) {
        out.append("\\");
      } else {
        start++;
      }
    }
    return start;
  }

  /// Whether the break has to be escaped, because a reader would take it for a blank.
  private static boolean needsBackslash(int[] points, int start, int end) {
    int stop = find(points, ' ', end, points.length);
    if (stop < 0) {
      return true;
    }
    int feed = find(points, '\n', end, stop);
    stop = feed < 0 ? stop : feed;
    if (stop + 1 >= points.length
        || points[stop] == '\n' && points[stop + 1] != ' ') {
      return true;
    }
    boolean quoted = find(points, '"', end, stop) >= 0 || find(points, '\'', end, stop) >= 0;
    boolean followed = points[stop + 1] == ' ' || points[stop + 1] == '\n';
    return quoted || followed || points[end - 1] == ' ' && points[end] == ' ' || start == end;
  }

  private static int find(int[] points, int c, int from, int to) {
    for (int i = from; i < to; i++) {
      if (points[i] == c) {
        return i;
      }
    }
    return -1;
  }

  private static boolean needsEscape(int c) {
    return c == '"' || c == '\\' || c < ' ' || c > '~' && c < 0xa0 || c == 0x2028 || c == 0x2029
        || c >= 0xd800 && c < 0xe000 || c == 0xfeff || c == 0xfffe || c == 0xffff;
  }

  private static String escape(int c) {
    int known = "\0\u0007\b\t\n\u000b\f\r\u001b\"\\\u0085\u00a0\u2028\u2029".indexOf(c);
    if (known >= 0) {
      return "\\" + "0abtnvfre\"\\N_LP".charAt(known);
    }
    String hex = Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT);
    return (c < 0x100 ? "\\x" : "\\u") + "0".repeat((c < 0x100 ? 2 : 4) - hex.length()) + hex;
  }

  void literal(String text, String header, boolean root) {
    int extra = blockStart('|', text, header, root);
    int start = 0;
    boolean breaks = true;
    for (int end = 0; end <= text.length(); end++) {
      int c = end < text.length() ? text.charAt(end) : -1;
      if (breaks) {
        if (!isBreak(c)) {
          for (int i = start; i < end; i++) {
            out.lineBreak(text.charAt(i));
          }
          if (c >= 0 && root) {
            out.blanks(extra + Math.max(out.indent, 0));
          } else if (c >= 0) {
            out.indent();
          }
          start = end;
        }
      } else if (c < 0 || isBreak(c)) {
        out.text.append(text, start, end);
        if (c < 0) {
          out.lineBreak();
        }
        start = end;
      }
      breaks = isBreak(c);
    }
  }

  void folded(String text, String header, boolean root) {
    blockStart('>', text, header, root);
    int[] points = points(text);
    boolean leadingBlank = true;
    boolean blanks = false;
    boolean breaks = true;
    int start = 0;
    for (int end = 0; end <= points.length; end++) {
      int c = end < points.length ? points[end] : -1;
      if (breaks) {
        if (!isBreak(c) && c != BlockScanner.FOLD) {
          if (!leadingBlank && c >= 0 && c != ' ' && points[start] == '\n') {
            out.lineBreak();
          }
          leadingBlank = c == ' ';
          lineBreaks(points, start, end);
          if (c >= 0) {
            out.indent();
          }
          start = end;
        }
      } else if (blanks) {
        if (c != ' ') {
          if (start + 1 == end && out.column > Output.WIDTH) {
            out.indent();
          } else {
            out.append(points, start, end);
          }
          start = end;
        }
      } else if (c < 0 || c == ' ' || c == BlockScanner.FOLD || isBreak(c)) {
        out.append(points, start, end);
        if (c == BlockScanner.FOLD) {
          out.lineBreak();
          out.indent();
          end += 2;
        } else if (c < 0) {
          out.lineBreak();
        }
        start = end;
      }
      breaks = isBreak(c);
      blanks = c == ' ';
    }
  }

  /// Writes the first line and returns the indent it states.
  private int blockStart(char style, String text, String header, boolean root) {
    String hints = String.valueOf(style);
    int extra = 0;
    if (!text.isEmpty()) {
      if (text.charAt(0) == ' ' || isBreak(text.charAt(0))) {
        extra = 2;
        hints += "2";
      } else if (root && holdsSeparator(text)) {
        extra = 2;
      }
      if (!isBreak(text.charAt(text.length() - 1))) {
        hints += "-";
      } else if (text.length() == 1 || isBreak(text.charAt(text.length() - 2))) {
        hints += "+";
      }
    }
    out.indicator(header == null ? hints : hints + header, true, false, false);
    out.openEnded |= hints.endsWith("+");
    out.lineBreak();
    return extra;
  }

  private static boolean holdsSeparator(String text) {
    for (int at = 0; at >= 0; at = text.indexOf('\n', at) + 1) {
      boolean mark = text.startsWith("---", at) || text.startsWith("...", at);
      if (mark && at + 3 < text.length() && " \r\n".indexOf(text.charAt(at + 3)) >= 0) {
        return true;
      }
      if (text.indexOf('\n', at) < 0) {
        return false;
      }
    }
    return false;
  }
}
