package datasync.git;

import datasync.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Settings and hooks of one clone. Every call blocks until `git` ends. Safe for several
/// threads.
public final class GitSetup {
  private final Git git;

  /// @param git the program in the working tree
  public GitSetup(Git git) {
    this.git = git;
  }

  /// Writes a setting of the repository; one that is there is replaced.
  ///
  /// @throws IOException when Git refuses
  public void set(String key, String value) throws IOException {
    git.must(List.of("config", "--replace-all", key, value));
  }

  /// The folder that Git takes hooks from, whether or not it is there: `core.hooksPath`, else
  /// `hooks` in the folder that all working trees of the repository share.
  public Path hooks() throws IOException {
    ChildProcess.Result result = git.withHooks(List.of("rev-parse", "--git-path", "hooks"));
    if (result.exit() != 0) {
      throw new IOException("`git rev-parse` failed: " + result.err());
    }
    return git.workTree().resolve(result.text()).normalize();
  }
}
