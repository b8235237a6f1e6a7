package datasync.workspace;

import java.util.Locale;
import java.util.Optional;

/// How a workspace file is made from an object; the names are those of `cache.type`.
public enum LinkType {
  /// A file of its own that shares blocks until one side is written.
  REFLINK,
  /// The object's file under a second name; read-only.
  HARDLINK,
  /// A symbolic link to the absolute path of the object's file.
  SYMLINK,
  /// A file of its own.
  COPY;

  /// The name in configuration files.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What [StatIndex] keeps of a file of this type.
  int kind() {
    return switch (this) {
      case COPY, REFLINK -> IndexLayout.PLAIN;
      case HARDLINK -> IndexLayout.OBJECT;
      case SYMLINK -> IndexLayout.UNKNOWN;
    };
  }

  /// The type of a name in configuration files, or empty when there is none.
  public static Optional<LinkType> parse(String text) {
    for (LinkType each : values()) {
      if (each.text().equals(text)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
