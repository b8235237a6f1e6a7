package datasync.repo.browse;

import datasync.object.ObjectId;
import java.util.Optional;

/// A file or folder in a [View].
///
/// @param path where it is, relative to the top of the view
/// @param place what it is
/// @param size its bytes; −1 when nobody knows
/// @param hash the recorded digest, with `.dir` for a folder; empty when none is recorded
/// @param id the object of the cache that is its content, or null
public record ViewEntry(String path, Place place, long size, String hash, ObjectId id) {
  /// What an entry is.
  ///
  /// @param present whether the files of the project have it, not only the data
  /// @param output whether it is a tracked output or a part of one
  /// @param folder whether it is a folder
  /// @param executable whether it is a file that may be executed
  public record Place(boolean present, boolean output, boolean folder, boolean executable) {}

  /// The last component of the path.
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// Whether it is a tracked output or a part of one.
  public boolean isOutput() {
    return place.output();
  }

  /// Whether it is a folder.
  public boolean isFolder() {
    return place.folder();
  }

  /// Whether the files of the project have it, so that its bytes are those and not the recorded
  /// ones.
  public boolean isPresent() {
    return place.present();
  }

  /// The object with its content; empty for a file that is there itself and for a folder that
  /// only holds outputs.
  public Optional<ObjectId> object() {
    return Optional.ofNullable(id);
  }
}
