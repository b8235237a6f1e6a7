package datasync.git;

import datasync.process.ChildProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a merge, rebase, cherry-pick or stash left open, as the index and the history tell it.
///
/// Every call blocks until `git` ends. Paths are relative to the top of the working tree, with `/`.
/// Safe for several threads.
public final class Unmerged {
  private final Git git;

  /// @param git the program in the working tree
  public Unmerged(Git git) {
    this.git = git;
  }

  /// The open files with the names of the blobs of base, ours and theirs, in the order of paths;
  /// a name is empty where a side has no such file.
  public Map<String, List<String>> files() throws IOException {
    Map<String, List<String>> files = new LinkedHashMap<>();
    for (String line : parts(git.must(List.of("ls-files", "-u", "-z", "--full-name")))) {
      int tab = line.indexOf('\t');
      String[] fields = line.substring(0, tab).split(" ");
      files
          .computeIfAbsent(line.substring(tab + 1), any -> new ArrayList<>(List.of("", "", "")))
          .set(Integer.parseInt(fields[2]) - 1, fields[1]);
    }
    return files;
  }

  /// All paths that Git tracks.
  public List<String> tracked() throws IOException {
    return parts(git.must(List.of("ls-files", "-z", "--full-name", "--cached")));
  }

  /// The versions that blobs of [#files] name.
  public FileVersions read(List<String> blobs) throws IOException {
    return new FileVersions(blob(blobs.get(0)), blob(blobs.get(1)), blob(blobs.get(2)));
  }

  /// The versions of a file whose merge was committed with its conflict markers: those of the
  /// parents of the last commit that touched it, and of what these were made from.
  ///
  /// @return empty when that commit is no merge of two
  public Optional<FileVersions> committed(String path) throws IOException {
    ChildProcess.Result found =
        git.run(List.of("log", "-1", "-m", "--first-parent", "--format=%P", "--", path));
    String[] parents = found.text().split("\\s+");
    if (found.exit() != 0 || parents.length < 2) {
      return Optional.empty();
    }
    ChildProcess.Result base = git.run(List.of("merge-base", parents[0], parents[1]));
    Optional<byte[]> before =
        base.exit() == 0 ? blob(base.text() + ":" + path) : Optional.empty();
    return Optional.of(
        new FileVersions(before, blob(parents[0] + ":" + path), blob(parents[1] + ":" + path)));
  }

  /// Whether a commit is an ancestor of another one in this repository; false when one of them is
  /// not known here.
  public boolean isAncestor(String older, String newer) throws IOException {
    return isName(older) && isName(newer)
        && git.run(List.of("merge-base", "--is-ancestor", older, newer)).exit() == 0;
  }

  private static boolean isName(String commit) {
    return commit.matches("[0-9a-f]{7,64}");
  }

  private Optional<byte[]> blob(String name) throws IOException {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    ChildProcess.Result result = git.run(List.of("cat-file", "blob", name));
    return result.exit() == 0 ? Optional.of(result.out()) : Optional.empty();
  }

  private static List<String> parts(ChildProcess.Result result) {
    List<String> parts = new ArrayList<>();
    for (String part : new String(result.out(), StandardCharsets.UTF_8).split("\0")) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return parts;
  }
}
