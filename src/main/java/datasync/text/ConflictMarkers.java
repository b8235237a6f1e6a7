package datasync.text;

import java.util.Optional;

/// A text with the conflict markers that Git leaves, taken apart into the versions it came from.
///
/// @param base what both sides were made from; empty unless every conflict has that part, as with
///     `merge.conflictStyle=diff3`
/// @param ours the text with the upper part of each conflict
/// @param theirs the text with the lower part of each conflict
public record ConflictMarkers(Optional<String> base, String ours, String theirs) {
  private static final int WIDTH = 7;

  /// Whether a line starts a conflict.
  public static boolean areIn(String text) {
    return lineOf(text) > 0;
  }

  /// The number of the first line that starts a conflict, counted from 1, or 0.
  public static int lineOf(String text) {
    int line = 1;
    for (int start = 0; start < text.length(); line++) {
      if (isMarker(text, start, '<')) {
        return line;
      }
      int end = text.indexOf('\n', start);
      start = end < 0 ? text.length() : end + 1;
    }
    return 0;
  }

  /// Takes a text apart.
  ///
  /// @param source the file as a person would name it
  /// @throws FormatException when markers are missing or out of order
  public static ConflictMarkers split(String text, String source) throws FormatException {
    StringBuilder[] sides = {new StringBuilder(), new StringBuilder(), new StringBuilder()};
    boolean based = true;
    int part = -1;
    int line = 1;
    for (int start = 0; start < text.length(); line++) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end + 1;
      int next = part;
      if (isMarker(text, start, '<')) {
        next = part == -1 ? 1 : -2;
      } else if (part >= 0 && isMarker(text, start, '|')) {
        next = part == 1 ? 0 : -2;
      } else if (part >= 0 && isMarker(text, start, '=')) {
        next = part == 2 ? -2 : 2;
        based &= part == 0;
      } else if (isMarker(text, start, '>')) {
        next = part == 2 ? -1 : -2;
      } else if (part >= 0) {
        sides[part].append(text, start, end);
      } else {
        for (StringBuilder side : sides) {
          side.append(text, start, end);
        }
      }
      if (next == -2) {
        throw new FormatException(source, line, 0, "a conflict marker out of order");
      }
      part = next;
      start = end;
    }
    if (part != -1) {
      throw new FormatException(source, line - 1, 0, "a conflict without its end `>>>>>>>`");
    }
    Optional<String> base = based ? Optional.of(sides[0].toString()) : Optional.empty();
    return new ConflictMarkers(base, sides[1].toString(), sides[2].toString());
  }

  /// Whether seven of a sign start here, with a blank or the end of the line behind.
  private static boolean isMarker(String text, int start, char sign) {
    int end = start + WIDTH;
    for (int i = start; i < end; i++) {
      if (i >= text.length() || text.charAt(i) != sign) {
        return false;
      }
    }
    return end == text.length() || " \r\n".indexOf(text.charAt(end)) >= 0;
  }
}
