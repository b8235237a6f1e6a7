package datasync.backend.local;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// How a folder of objects is kept.
///
/// @param sharedGroup whether a group works in it (`cache.shared group`): folders get the mode
///     02775, so that everybody may add to them and new files belong to the group
/// @param linkFiles whether an object may become a hard link of the payload's file instead of a
///     copy; only for files nobody writes to, such as objects of another store
/// @param memory where it is remembered which objects were there, so that many of them are not
///     looked at again; see the package for what that means
public record FolderOptions(boolean sharedGroup, boolean linkFiles, Optional<Memory> memory) {
  /// One user, copies only, no memory.
  public static final FolderOptions USUAL = new FolderOptions(false, false);

  /// Options without a memory.
  public FolderOptions(boolean sharedGroup, boolean linkFiles) {
    this(sharedGroup, linkFiles, Optional.empty());
  }

  /// The same with a memory.
  public FolderOptions remembering(Memory with) {
    return new FolderOptions(sharedGroup, linkFiles, Optional.of(with));
  }

  /// Where what was seen of stores is remembered.
  ///
  /// @param folder need not be there; may be deleted at any time
  /// @param clock tells how old it is
  public record Memory(Path folder, InstantSource clock) {
    private static final long PRIME = 0x100000001b3L;

    /// The file for a folder of objects.
    Path file(Path objects) {
      String text = objects.toAbsolutePath().normalize().toString();
      long hash = 0xcbf29ce484222325L;
      for (int i = 0; i < text.length(); i++) {
        hash = (hash ^ text.charAt(i)) * PRIME;
      }
      return folder.resolve(Long.toHexString(hash));
    }
  }
}
