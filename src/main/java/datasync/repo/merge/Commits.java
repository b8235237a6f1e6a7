package datasync.repo.merge;

import datasync.git.Git;
import datasync.git.Unmerged;
import datasync.repo.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Which of two commits of an imported repository is newer, where that repository is on this
/// machine.
final class Commits {
  private final Repository repository;

  Commits(Repository repository) {
    this.repository = repository;
  }

  /// Whether a commit is an ancestor of another one; false when the repository is elsewhere.
  boolean isAncestor(String url, String older, String newer) throws IOException {
    if (url.contains("://") && !url.startsWith("file://")) {
      return false;
    }
    String path = url.startsWith("file://") ? url.substring("file://".length()) : url;
    Path folder = repository.root().resolve(path).normalize();
    return Files.isDirectory(folder)
        && new Unmerged(new Git(folder, repository.environment())).isAncestor(older, newer);
  }
}
