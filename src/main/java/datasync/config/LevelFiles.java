package datasync.config;

import datasync.io.AtomicFile;
import datasync.io.WholeFile;
import datasync.text.ConflictMarkers;
import datasync.text.FormatException;
import datasync.text.Value;
import datasync.text.ini.Ini;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The files of all levels, read and written one at a time, not yet checked against the schema.
final class LevelFiles {
  private static final long LARGEST = 16 << 20;

  private final ConfigFiles files;
  private final boolean isDry;
  private final Map<Path, byte[]> changes = new LinkedHashMap<>();

  /// @param isDry whether changes are kept here, and read from here, instead of being written
  LevelFiles(ConfigFiles files, boolean isDry) {
    this.files = files;
    this.isDry = isDry;
  }

  /// @param project what the file of the project has, or null to read it
  LevelFiles(ConfigFiles files, byte[] project) throws ConfigException {
    this(files, project != null);
    if (project != null) {
      changes.put(files.file(ConfigLevel.PROJECT), project);
    }
  }

  /// The files that were written, or would have been.
  List<Path> changed() {
    return List.copyOf(changes.keySet());
  }

  ConfigFiles files() {
    return files;
  }

  /// What a level's file has, with every section DVC knows, and with absolute paths; a missing
  /// file is an empty one.
  ///
  /// @throws ConfigException when the file is not INI or a path is no text
  /// @throws IOException when it can't be read
  Section read(ConfigLevel level) throws IOException {
    Path file = files.file(level);
    byte[] change = changes.get(file);
    Section section = isDry && change != null
        ? parse(change, file, level) : read(file, level);
    PathValues.load(section, file, files);
    for (String name : Schema.SECTIONS) {
      section.nodes.putIfAbsent(name, new Section());
    }
    return section;
  }

  /// What the levels below one have, or all levels for null, later ones winning.
  Section below(ConfigLevel level) throws IOException {
    Section merged = new Section();
    for (ConfigLevel each : files.levels()) {
      if (each == level) {
        break;
      }
      merged.merge(read(each));
    }
    return merged;
  }

  static Section read(Path file, ConfigLevel level) throws IOException {
    byte[] bytes;
    try {
      bytes = WholeFile.read(file, LARGEST);
    } catch (NoSuchFileException e) {
      return new Section();
    }
    return parse(bytes, file, level);
  }

  private static Section parse(byte[] bytes, Path file, ConfigLevel level)
      throws ConfigException {
    try {
      return Section.of(Ini.parse(bytes, file.toString()), level);
    } catch (FormatException e) {
      int line = ConflictMarkers.lineOf(new String(bytes, StandardCharsets.ISO_8859_1));
      throw line == 0
          ? masked(e)
          : masked(new FormatException(e.source(), line, 0,
              "a conflict that Git left: choose between its lines with an editor, then `git add`"
                  + " the file"));
    }
  }

  /// Replaces a level's file, making its folder.
  ///
  /// @param section as [#saved] gave it
  /// @throws ConfigException when the text would not read back as what is meant
  void write(ConfigLevel level, Section section) throws IOException {
    Path file = files.file(level);
    Value.Mapping packed = section.pack();
    String text;
    try {
      text = Ini.write(packed);
      if (!Ini.parse(text, file.toString()).equals(packed)) {
        throw new ConfigException("the file would not read back as it was meant");
      }
    } catch (FormatException e) {
      throw masked(e);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (!isDry) {
      Files.createDirectories(file.getParent());
      if (level.isOfRepository()) {
        AtomicFile.writeBelow(file.getParent(), file, bytes);
      } else {
        AtomicFile.write(file, bytes);
      }
    }
    changes.put(file, bytes);
  }

  /// The message may quote a line of the file, so that not even the cause may keep it.
  private static ConfigException masked(FormatException e) {
    String reason = Secrets.mask(e.getMessage());
    return new ConfigException(
        reason, new FormatException(e.source(), e.line(), e.column(), reason));
  }

  /// A copy of a section with the paths as the level's file should have them.
  Section saved(ConfigLevel level, Section section) throws ConfigException {
    Section copy = new Section();
    copy.merge(section);
    PathValues.save(copy, files.file(level), files);
    return copy;
  }
}
