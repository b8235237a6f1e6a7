package datasync.config;

/// Where a setting comes from, in the order in which later levels win.
public enum ConfigLevel {
  /// The machine's file.
  SYSTEM,
  /// The user's file.
  GLOBAL,
  /// `.dvc/config`, which Git tracks.
  PROJECT,
  /// `.dvc/config.local`, which Git ignores.
  LOCAL;

  /// Whether the file of the level belongs to a repository.
  public boolean isOfRepository() {
    return this == PROJECT || this == LOCAL;
  }
}
