package datasync.cli.command;

import datasync.remote.Remotes;
import datasync.repo.Imports;
import datasync.repo.Repository;
import datasync.repo.Tracked;
import datasync.repo.browse.ImportFetch;
import datasync.task.Progress;
import java.io.IOException;

/// Fetches imports; what that takes is loaded when there is one.
final class LazyImports implements Imports {
  private final Repository repository;
  private final Remotes remotes;
  private final int jobs;
  private final Progress progress;
  private Imports imports;

  LazyImports(Repository repository, Remotes remotes, int jobs, Progress progress) {
    this.repository = repository;
    this.remotes = remotes;
    this.jobs = jobs;
    this.progress = progress;
  }

  @Override
  public Fetched fetch(Tracked tracked) throws IOException {
    if (imports == null) {
      imports = new ImportFetch(repository, remotes, jobs, progress);
    }
    return imports.fetch(tracked);
  }

  @Override
  public void close() throws IOException {
    if (imports != null) {
      imports.close();
    }
  }
}
