package datasync.repo;

import datasync.track.RepoDependency;
import java.io.IOException;

/// Asks the repositories that imports came from whether they have something newer.
final class ImportSources {
  private final Repository repository;

  ImportSources(Repository repository) {
    this.repository = repository;
  }

  /// Whether the revision that an import follows is another commit than the imported one.
  ///
  /// @throws RepositoryException when the other repository cannot be asked
  boolean hasUpdate(RepoDependency source) throws IOException {
    String url = source.url();
    String rev = source.rev().isEmpty() ? "HEAD" : source.rev();
    String now = repository.scm().commitOf(url, rev);
    return !now.equals(source.revLock());
  }
}
