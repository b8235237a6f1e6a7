package datasync.track;

import datasync.text.FormatException;
import datasync.text.Value;
import datasync.text.json.Json;
import datasync.text.python.PythonParams;
import datasync.text.toml.Toml;
import datasync.text.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Reads a file of parameters by its suffix: JSON, TOML, Python, and YAML for any other.
final class ParamsFile {
  private ParamsFile() {}

  /// The values of a file; an empty mapping for whatever Python takes for false.
  ///
  /// @throws MetadataException when it cannot be parsed
  static Value read(Project project, Path file) throws IOException {
    String relative = project.relative(file);
    String text = MetadataText.decode(project.files().read(file), relative);
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String suffix = dot <= 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
    String kind = "YAML";
    try {
      Value value;
      switch (suffix) {
        case ".json" -> {
          kind = "JSON";
          value = Json.parse(text, relative);
        }
        case ".toml" -> {
          kind = "TOML";
          value = Toml.parse(text, relative);
        }
        case ".py" -> {
          kind = "Python";
          value = PythonParams.parse(text, relative);
        }
        default -> value = Yaml.parse(text, relative);
      }
      return EntryWriter.isFalse(value) ? Value.Mapping.EMPTY : value;
    } catch (FormatException e) {
      throw new MetadataException(
          relative,
          "unable to read: '" + relative + "', " + kind + " file structure is corrupted",
          e.line(),
          e.column(),
          List.of(e.getMessage()));
    }
  }
}
