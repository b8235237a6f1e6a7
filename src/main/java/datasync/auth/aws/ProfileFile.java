package datasync.auth.aws;

import datasync.io.SettingException;
import datasync.io.WholeFile;
import datasync.process.ShellWords;
import datasync.text.FormatException;
import datasync.text.PythonText;
import datasync.text.StrictUtf8;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One of the two files of the AWS tools, read as botocore reads them. Immutable.
///
/// @param path where it is or would be
/// @param sections its sections by their names as they are written
record ProfileFile(Path path, Map<String, Profile> sections) {
  private static final long LIMIT = 16 << 20;

  /// Reads a file; one that is missing has no sections.
  ///
  /// @throws SettingException when it does not follow its format; the text is not quoted, because
  ///     it may be a secret
  static ProfileFile read(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      return new ProfileFile(path, Map.of());
    }
    String source = path.toString();
    Map<String, Profile> sections = new LinkedHashMap<>();
    try {
      String text = StrictUtf8.decode(WholeFile.read(path, LIMIT), source);
      for (Map.Entry<String, Map<String, String>> section :
          IniText.parse(text, source).entrySet()) {
        sections.put(section.getKey(), profile(section.getValue(), source));
      }
    } catch (FormatException wrong) {
      throw new SettingException(
          "`" + wrong.position() + "` is no file of the AWS tools: " + wrong.getMessage(),
          "correct the file; each section is `[NAME]`, each line in it `name = value`");
    }
    return new ProfileFile(path, sections);
  }

  private static Profile profile(Map<String, String> options, String source)
      throws FormatException {
    Map<String, String> values = new HashMap<>();
    Map<String, Map<String, String>> blocks = new HashMap<>();
    for (Map.Entry<String, String> option : options.entrySet()) {
      if (option.getValue().startsWith("\n")) {
        blocks.put(option.getKey(), block(option, source));
      } else {
        values.put(option.getKey(), option.getValue());
      }
    }
    return new Profile(values, blocks);
  }

  private static Map<String, String> block(Map.Entry<String, String> option, String source)
      throws FormatException {
    Map<String, String> inner = new LinkedHashMap<>();
    for (String line : option.getValue().split("\n")) {
      String content = PythonText.strip(line);
      int equals = content.indexOf('=');
      if (content.isEmpty()) {
        continue;
      }
      if (equals < 0) {
        throw new FormatException(
            source, 0, 0, "a line below `" + option.getKey() + " =` is not `name = value`");
      }
      inner.put(
          PythonText.stripEnd(content.substring(0, equals)),
          PythonText.strip(content.substring(equals + 1)));
    }
    return inner;
  }

  /// The sections of the configuration file whose names begin with a word, by what follows it:
  /// `profile`, `sso-session`, `services`. The section `[default]` is a profile. Of two with the
  /// same name the later counts.
  Map<String, Profile> named(String word) {
    Map<String, Profile> found = new LinkedHashMap<>();
    for (Map.Entry<String, Profile> section : sections.entrySet()) {
      String name = section.getKey();
      if (name.startsWith(word)) {
        List<String> words = words(name);
        if (words.size() == 2) {
          found.put(words.get(1), section.getValue());
        }
      } else if (word.equals("profile") && name.equals("default")) {
        found.put(name, section.getValue());
      }
    }
    return found;
  }

  private static List<String> words(String name) {
    try {
      return ShellWords.split(name);
    } catch (IllegalArgumentException unclosed) {
      return List.of();
    }
  }
}
