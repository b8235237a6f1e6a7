package datasync.git;

import datasync.process.ChildProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The history of one file, renames followed. Every call blocks until `git` ends. Safe
/// for several threads.
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

  /// The commits that changed the file under this name, newest first.
  ///
  /// @param limit how many at most
  public List<CommitInfo> commits(int limit) throws IOException {
    List<CommitInfo> commits = new ArrayList<>();
    ChildProcess.Result result =
        git.run(List.of("log", "-" + limit, "--no-patch", FORMAT, "HEAD", "--", path));
    for (String line : result.exit() == 0 ? result.text().split("\n") : new String[0]) {
      parse(line).ifPresent(commits::add);
    }
    return commits;
  }

  /// The text of the file in a commit; empty when it has none.
  public String text(CommitInfo commit) throws IOException {
    ChildProcess.Result result =
        git.run(List.of("cat-file", "blob", commit.id() + ":" + path));
    return result.exit() == 0 ? result.text() : "";
  }

  private Optional<CommitInfo> log(List<String> options) throws IOException {
    List<String> line = new ArrayList<>(List.of("log", "-1", "--no-patch", FORMAT));
    line.addAll(options);
    line.addAll(List.of("HEAD", "--", path));
    ChildProcess.Result result = git.run(line);
    return result.exit() == 0 ? parse(result.text()) : Optional.empty();
  }

  private static Optional<CommitInfo> parse(String line) {
    String[] parts = line.split("\0", -1);
    return parts.length == 5
        ? Optional.of(new CommitInfo(parts[0], parts[1], parts[2], parts[3], parts[4]))
        : Optional.empty();
  }
}
