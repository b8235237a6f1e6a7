package datasync.repo;

import datasync.track.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `data status` tells about Git.
///
/// @param untracked files that Git does not track and does not ignore, relative to the working
///     directory
/// @param isEmpty whether there is no commit yet
/// @param isDirty whether anything is staged, changed or untracked
public record GitState(List<String> untracked, boolean isEmpty, boolean isDirty) {
  /// Asks Git; without version control everything is empty.
  ///
  /// @param targets paths that limit the untracked files; empty for all
  /// @param all whether untracked files count
  public static GitState of(Repository repository, List<String> targets, boolean all)
      throws IOException {
    Optional<List<String>> state = repository.scm().state(all);
    if (state.isEmpty()) {
      return new GitState(List.of(), false, false);
    }
    Project project = repository.project();
    List<String> untracked = new ArrayList<>();
    for (String line : state.get()) {
      Path path = repository.scm().top().resolve(line.substring(3));
      if (line.startsWith("??") && path.startsWith(project.root())
          && matches(project, path, targets)) {
        untracked.add(project.relative(path));
      }
    }
    return new GitState(untracked, repository.scm().isUnborn(), !state.get().isEmpty());
  }

  private static boolean matches(Project project, Path path, List<String> targets) {
    for (String target : targets) {
      if (path.startsWith(project.workingDirectory().resolve(target).normalize())) {
        return true;
      }
    }
    return targets.isEmpty();
  }
}
