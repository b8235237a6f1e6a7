package datasync.workspace;

import java.io.IOException;
import java.nio.file.Path;

/// A directory that is being walked.
///
/// @param path where it is
/// @param relative its path below the top of the walk, with `/`; empty for the top
/// @param state its state of [PathKey]
/// @param filter what the ignore files say about its children
record Folder(Path path, String relative, long state, DirectoryFilter filter) {
  /// A stand-in for the directory of a single file, whose only child has the empty name.
  static Folder holding(StatIndex index, Path file) {
    return new Folder(file, "", index.pathState(file), DirectoryFilter.NONE);
  }

  /// The path of a child below the top of the walk.
  String relative(String name) {
    return relative.isEmpty() ? name : relative.concat("/").concat(name);
  }

  /// The state of [PathKey] of a child.
  long state(String name) {
    return name.isEmpty() ? state : PathKey.child(state, name);
  }

  /// A child directory.
  Folder child(Path path, String name) throws IOException {
    return new Folder(path, relative(name), state(name), filter.child(name));
  }
}
