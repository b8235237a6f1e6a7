package datasync.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where a Git repository keeps what.
///
/// @param workTree the top of the working tree
/// @param directory the folder of this working tree: index and HEAD
/// @param common the folder that all working trees share: configuration, refs, objects
public record GitRepository(Path workTree, Path directory, Path common) {
  private static final String NAME = ".git";

  /// The repository whose working tree holds a folder, looked for upwards; also one that `.git` as
  /// a file points to, as in submodules and linked working trees.
  ///
  /// @return empty when there is none
  /// @throws IOException when a `.git` file cannot be read
  public static Optional<GitRepository> find(Path folder) throws IOException {
    for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      Optional<GitRepository> found = at(at);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// The repository whose working tree has its top exactly here.
  public static Optional<GitRepository> at(Path top) throws IOException {
    Path git = top.resolve(NAME);
    if (Files.isRegularFile(git)) {
      String text = Files.readString(git).strip();
      if (!text.startsWith("gitdir:")) {
        return Optional.empty();
      }
      git = top.resolve(text.substring("gitdir:".length()).strip()).normalize();
    }
    if (!Files.isRegularFile(git.resolve("HEAD"))) {
      return Optional.empty();
    }
    Path shared = git.resolve("commondir");
    Path common =
        Files.isRegularFile(shared)
            ? git.resolve(Files.readString(shared).strip()).normalize()
            : git;
    return Optional.of(new GitRepository(top, git, common));
  }
}
