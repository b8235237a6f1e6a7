package datasync.track;

import datasync.text.FormatException;
import datasync.text.PythonText;
import datasync.text.StrictUtf8;
import datasync.text.Value;
import datasync.text.yaml.Yaml;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A YAML metadata file, read and checked as DVC does.
///
/// @param text the text with line feeds as line ends
/// @param data what it says; empty for an empty file
record MetadataText(String text, Value.Mapping data) {
  /// Reads and checks a file.
  ///
  /// @throws java.nio.file.NoSuchFileException when there is none
  /// @throws MetadataException when it is not UTF-8, not YAML or not what the rule allows
  static MetadataText read(Project project, Path file, Rule rule) throws IOException {
    byte[] bytes = project.files().read(file);
    String text = decode(bytes, project.relative(file));
    String source = shown(project, file);
    Value value = parse(text, source);
    List<Rule.Problem> problems = rule.check(new ArrayList<>(), value);
    if (!problems.isEmpty()) {
      throw invalid(source, value, problems);
    }
    return new MetadataText(text, (Value.Mapping) value);
  }

  /// The text of UTF-8 bytes with every kind of line end as a line feed.
  ///
  /// @param relative the file as DVC names it here, without `./`
  static String decode(byte[] bytes, String relative) throws MetadataException {
    String text;
    try {
      text = StrictUtf8.decode(bytes);
    } catch (CharacterCodingException e) {
      throw new MetadataException(
          relative, "unable to read: '" + relative + "', is not valid utf-8");
    }
    return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
  }

  /// The value of a text; an empty mapping for whatever Python takes for false.
  ///
  /// @param source the file as DVC names it in errors, with `./`
  static Value parse(String text, String source) throws MetadataException {
    try {
      Value value = Yaml.parse(text, source);
      return EntryWriter.isFalse(value) ? Value.Mapping.EMPTY : value;
    } catch (FormatException e) {
      String hint = hasConflict(text) ? MetadataException.CONFLICT : "";
      throw new MetadataException(
          source,
          "'" + source + "' is invalid" + hint,
          e.line(),
          e.column(),
          List.of(e.getMessage()));
    }
  }

  /// The file as DVC names it in errors: relative to the working directory, with `./`.
  static String shown(Project project, Path file) {
    String relative = project.relative(file);
    return relative.startsWith("..") ? relative : "./".concat(relative);
  }

  /// Whether a line starts with seven of `<`, `=` or `>` and a blank.
  private static boolean hasConflict(String text) {
    int start = 0;
    while (start >= 0 && start + 7 < text.length()) {
      char mark = text.charAt(start);
      if (mark == '<' || mark == '=' || mark == '>') {
        int end = start;
        while (end < start + 7 && "<=>".indexOf(text.charAt(end)) >= 0) {
          end++;
        }
        if (end == start + 7 && text.charAt(end) == ' ') {
          return true;
        }
      }
      int line = text.indexOf('\n', start);
      start = line < 0 ? -1 : line + 1;
    }
    return false;
  }

  private static MetadataException invalid(
      String source, Value value, List<Rule.Problem> problems) {
    String message = "'" + source + "' validation failed";
    if (problems.size() > 1) {
      message += ": " + problems.size() + " errors";
    }
    if (!(value instanceof Value.Mapping)) {
      message += ": " + problems.getFirst().message();
    }
    List<String> reasons = new ArrayList<>();
    for (Rule.Problem problem : problems) {
      reasons.add(reason(problem));
    }
    return new MetadataException(source, message, 0, 0, reasons);
  }

  private static String reason(Rule.Problem problem) {
    StringBuilder text = new StringBuilder(problem.message());
    for (int i = 0; i < problem.path().size(); i++) {
      text.append(i == 0 ? ", in " : " -> ");
      Object step = problem.path().get(i);
      text.append(step instanceof Value key ? PythonValue.of(key) : step.toString());
    }
    return PythonText.strip(text.toString());
  }
}
