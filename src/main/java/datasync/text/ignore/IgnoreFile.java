package datasync.text.ignore;

import datasync.text.FormatException;
import datasync.text.StrictUtf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the lines of an ignore file.
public final class IgnoreFile {
  private IgnoreFile() {}

  /// The patterns of a `.gitignore`; what follows no rule is skipped, as Git does.
  ///
  /// @param source the file as a person would name it
  public static List<IgnorePattern> git(byte[] content, String source) {
    String text = new String(content, StandardCharsets.UTF_8);
    List<IgnorePattern> patterns = new ArrayList<>();
    int line = 0;
    int from = text.startsWith("\uFEFF") ? 1 : 0;
    while (from < text.length()) {
      line++;
      int end = text.indexOf('\n', from);
      int next = end < 0 ? text.length() : end + 1;
      end = end < 0 ? text.length() : end;
      if (end > from && text.charAt(end - 1) == '\r') {
        end--;
      }
      Optional<IgnorePattern> pattern =
          IgnorePattern.git(text.substring(from, end), source, line);
      if (pattern.isPresent()) {
        patterns.add(pattern.get());
      }
      from = next;
    }
    return patterns;
  }

  /// The patterns of a `.dvcignore`.
  ///
  /// @param source the file relative to the repository
  /// @throws FormatException when the file is not UTF-8 or DVC fails on a pattern
  public static List<IgnorePattern> dvc(byte[] content, String source) throws FormatException {
    String text = StrictUtf8.decode(content, source);
    List<IgnorePattern> patterns = new ArrayList<>();
    int line = 0;
    for (int from = 0; from < text.length(); ) {
      line++;
      int end = from;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      Optional<IgnorePattern> pattern =
          IgnorePattern.dvc(strip(text.substring(from, end)), source, line);
      if (pattern.isPresent()) {
        patterns.add(pattern.get());
      }
      from = text.startsWith("\r\n", end) ? end + 2 : end + 1;
    }
    return patterns;
  }

  private static String strip(String text) {
    int from = 0;
    int end = text.length();
    while (from < end && isBlank(text.charAt(from))) {
      from++;
    }
    while (end > from && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(from, end);
  }

  /// What Python's `str.strip` takes away.
  private static boolean isBlank(char unit) {
    return unit >= '\t' && unit <= '\r' || unit >= 0x1C && unit <= ' ' || unit == 0x85
        || unit == 0xA0 || Character.isSpaceChar(unit);
  }
}
