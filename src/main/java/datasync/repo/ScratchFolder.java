package datasync.repo;

import datasync.git.GitIndex;
import datasync.git.GitRepository;
import datasync.io.FileNames;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The folder for locks and caches, `.dvc/tmp`.
///
/// A user may make it a symbolic link to a faster disk. A link that came with the repository is a
/// trap: files would be written wherever it leads.
final class ScratchFolder {
  private ScratchFolder() {}

  /// @param root the top of the project
  /// @param folder `.dvc/tmp`
  /// @throws RepositoryException when the folder, or what is kept in it, is a link that Git tracks
  static void check(Path root, Path folder) throws IOException {
    Path state = folder.resolve("datasync");
    List<Path> places = new ArrayList<>(List.of(folder, state));
    if (Files.isDirectory(state)) {
      try (DirectoryStream<Path> own = Files.newDirectoryStream(state)) {
        for (Path each : own) {
          places.add(each);
        }
      }
    }
    for (Path each : places) {
      if (Files.isSymbolicLink(each) && isTracked(root, each)) {
        throw new RepositoryException(
            RepositoryException.Kind.REFUSED,
            "`" + root.relativize(each) + "` is a symbolic link that came with the repository",
            "remove it: `git rm " + root.relativize(each) + "`");
      }
    }
  }

  private static boolean isTracked(Path root, Path path) throws IOException {
    Optional<GitRepository> git = GitRepository.find(root);
    if (git.isEmpty()) {
      return false;
    }
    String relative = FileNames.slashed(git.get().workTree().relativize(path));
    return GitIndex.read(git.get()).tracks(relative);
  }
}
