package datasync.workspace;

import java.io.IOException;

/// What ignore files say about the children of one directory. Immutable.
public interface DirectoryFilter {
  /// A filter that ignores nothing.
  DirectoryFilter NONE =
      new DirectoryFilter() {
        @Override
        public boolean ignores(String name, boolean directory) {
          return false;
        }

        @Override
        public DirectoryFilter child(String name) {
          return this;
        }
      };

  /// Whether a child is ignored.
  ///
  /// @param name its name, without any `/`
  /// @param directory whether it is a directory, not following symbolic links
  boolean ignores(String name, boolean directory);

  /// The filter of a child directory that is not ignored. May read the ignore file in it.
  ///
  /// @throws IOException when that file cannot be read
  /// @throws datasync.text.FormatException when it holds what DVC fails on
  DirectoryFilter child(String name) throws IOException;
}
