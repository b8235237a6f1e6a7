package datasync.track;

import datasync.text.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A dependency on a file or directory, in the project, outside it, or behind a URL.
///
/// @param path the path as written
/// @param recorded what was recorded when the stage ran last
/// @param files the files of a cloud-versioned directory; else empty
/// @param fsConfig settings of the file system of a path outside the project
public record FileDependency(
    String path, Recorded recorded, List<ListedFile> files, Value.Mapping fsConfig)
    implements Dependency {
  /// Copies the files.
  public FileDependency {
    files = List.copyOf(files);
  }

  /// A dependency nothing is recorded of yet.
  public static FileDependency of(String path) {
    return new FileDependency(path, Recorded.NONE, List.of(), Value.Mapping.EMPTY);
  }

  /// Whether the path names a local file: no URL.
  public boolean isLocal() {
    return MetadataPaths.isLocal(path);
  }

  /// The settings of the file system as text.
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    fsConfig.entries().forEach((key, value) -> settings.put(text(key), text(value)));
    return settings;
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Text text -> text.value();
      case Value.Bool bool -> Boolean.toString(bool.value());
      case Value.Int number -> number.value().toString();
      case Value.Real real -> Double.toString(real.value());
      default -> value.toString();
    };
  }

  /// Whether versions of the source are recorded, so that these are meant and not what is there
  /// now: an import with `version_aware` in its settings.
  public boolean isVersioned() {
    return fsConfig.get("version_aware") instanceof Value.Bool bool
        && bool.value()
        && (!recorded.versionId().isEmpty() || !files.isEmpty());
  }

  /// The same dependency below another path.
  public FileDependency at(String other) {
    return new FileDependency(other, recorded, files, fsConfig);
  }

  /// The same dependency with a list of files.
  public FileDependency with(List<ListedFile> listed) {
    return new FileDependency(path, recorded, listed, fsConfig);
  }

  /// The same dependency with other content; a list of cloud-versioned files is dropped.
  public FileDependency with(Recorded content) {
    return new FileDependency(path, content, List.of(), fsConfig);
  }
}
