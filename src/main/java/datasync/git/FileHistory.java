package datasync.git;

import datasync.process.ChildProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The history of one file, renames followed. Every call blocks until `git` ends.
public final class FileHistory {
  private static final String FORMAT = "--format=%H%x00%an%x00%ae%x00%aI%x00%s";

  private final Git git;
  private final String path;

  /// @param path relative to the top of the working tree, with `/`
  public FileHistory(Git git, String path) {
    this.git = git;
    this.path = path;
  }

  /// The last commit that put a text into the file or took it out of it. Commits that are in the
  /// history of HEAD count, merges only when no other one does.
  ///
  /// @param text without line breaks
  /// @return empty when no commit did, or there is none
  public Optional<CommitInfo> changed(String text) throws IOException {
    Optional<CommitInfo> found = log(List.of("-S" + text, "--follow"));
    return found.isPresent() ? found : log(List.of("-S" + text, "-m", "--first-parent"));
  }

  private Optional<CommitInfo> log(List<String> options) throws IOException {
    List<String> line = new ArrayList<>(List.of("log", "-1", "--no-patch", FORMAT));
    line.addAll(options);
    line.addAll(List.of("HEAD", "--", path));
    ChildProcess.Result result = git.run(line);
    String[] parts = result.text().split("\0", -1);
    return result.exit() == 0 && parts.length == 5
        ? Optional.of(new CommitInfo(parts[0], parts[1], parts[2], parts[3], parts[4]))
        : Optional.empty();
  }
}
