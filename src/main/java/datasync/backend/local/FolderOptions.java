package datasync.backend.local;

/// How a folder of objects is kept.
///
/// @param sharedGroup whether a group works in it (`cache.shared group`): folders get the mode
///     02775, so that everybody may add to them and new files belong to the group
/// @param linkFiles whether an object may become a hard link of the payload's file instead of a
///     copy; only for files nobody writes to, such as objects of another store
public record FolderOptions(boolean sharedGroup, boolean linkFiles) {
  /// One user, copies only.
  public static final FolderOptions USUAL = new FolderOptions(false, false);
}
