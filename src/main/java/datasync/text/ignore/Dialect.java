package datasync.text.ignore;

/// Whose rules a pattern follows.
public enum Dialect {
  /// `.gitignore`, `.git/info/exclude` and `core.excludesFile`.
  GIT,
  /// `.dvcignore`.
  DVC
}
