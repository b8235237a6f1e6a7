package datasync.repo;

import datasync.text.ignore.IgnorePattern;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The folders in which metadata files are looked for: those of a working tree or of a commit.
public interface Folders {
  /// The children of a folder that are not ignored, sorted by name.
  ///
  /// @param files the names of files and of links to files
  /// @param folders the names of folders; links to folders are not followed
  record Children(List<String> files, List<String> folders) {}

  /// The children of a folder.
  ///
  /// @throws IOException when the folder cannot be read
  Children children(Path folder) throws IOException;

  /// Whether Git ignores a file, or all that a folder holds. Always false in a commit.
  boolean isGitIgnored(Path path, boolean folder) throws IOException;

  /// Whether `.dvcignore` hides a file.
  boolean isHidden(Path file) throws IOException;

  /// The pattern of a `.dvcignore` that decides about the data at a path, be it a file or a folder
  /// there; see [datasync.workspace.DvcIgnore#match].
  IgnorePattern deciding(Path data) throws IOException;
}
