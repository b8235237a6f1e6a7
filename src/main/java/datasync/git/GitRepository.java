package datasync.git;

import datasync.text.FormatException;
import datasync.text.StrictUtf8;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// Where a Git repository keeps what.
///
/// @param workTree the top of the working tree
/// @param directory the folder of this working tree: index and HEAD
/// @param common the folder that all working trees share: configuration, refs, objects
public record GitRepository(Path workTree, Path directory, Path common) {
  private static final String NAME = ".git";
  private static final int LONGEST = 1 << 16;

  /// The repository whose working tree holds a folder, looked for upwards; also one that `.git` as
  /// a file points to, as in submodules and linked working trees.
  ///
  /// @return empty when there is none
  /// @throws FormatException when a `.git` file holds no path
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
      String text = pointer(git);
      if (!text.startsWith("gitdir:")) {
        return Optional.empty();
      }
      git = resolve(top, git, text.substring("gitdir:".length()).strip());
    }
    if (!Files.isRegularFile(git.resolve("HEAD"))) {
      return Optional.empty();
    }
    Path shared = git.resolve("commondir");
    Path common =
        Files.isRegularFile(shared)
            ? resolve(git, shared, pointer(shared))
            : git;
    return Optional.of(new GitRepository(top, git, common));
  }

  /// The text of a file that holds one path.
  private static String pointer(Path file) throws IOException {
    if (Files.size(file) > LONGEST) {
      throw new FormatException(file.toString(), 0, 0, "too long for a path");
    }
    return StrictUtf8.decode(Files.readAllBytes(file), file.toString()).strip();
  }

  private static Path resolve(Path base, Path file, String path) throws FormatException {
    try {
      return base.resolve(path).normalize();
    } catch (InvalidPathException impossible) {
      throw new FormatException(file.toString(), 1, 0, "this is no path");
    }
  }
}
