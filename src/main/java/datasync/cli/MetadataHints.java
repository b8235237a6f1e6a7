package datasync.cli;

import datasync.track.MetadataException;

/// What to type when a metadata file cannot be read.
final class MetadataHints {
  private static final String EXPLAINED = "; `datasync help conflicts` explains it";

  private MetadataHints() {}

  /// The hint, or empty when it is not about a metadata file.
  static String of(Throwable thrown) {
    if (!(thrown instanceof MetadataException metadata) || metadata.file().isEmpty()) {
      return "";
    }
    String file = metadata.file().startsWith("./")
        ? metadata.file().substring(2) : metadata.file();
    boolean lock = file.endsWith(".lock");
    if (metadata.isConflict()) {
      return lock || file.endsWith(".dvc")
          ? "`datasync merge " + file + "` resolves the conflict, or says what you have to choose"
              + EXPLAINED
          : "resolve the conflict in `" + file + "` with an editor, then `git add " + file + "`";
    }
    if (lock) {
      return "`git diff " + file + "` shows what changed since the last commit, `git checkout -- "
          + file + "` brings that version back" + EXPLAINED;
    }
    return "";
  }
}
