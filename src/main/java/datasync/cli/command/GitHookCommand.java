package datasync.cli.command;

import datasync.cli.Cli;
import datasync.cli.Command;
import datasync.cli.ExitCode;
import datasync.cli.Invocation;
import datasync.git.GitRepository;
import datasync.repo.Repository;
import datasync.repo.RepositoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `git-hook pre-commit`, `post-checkout` and `pre-push`: run `status`, `checkout` and `push`.
final class GitHookCommand implements Command {
  private static final String OF_A_BRANCH = "1";

  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Path folder = invocation.environment().workingDirectory();
    try {
      Repository.findRoot(folder);
    } catch (RepositoryException outside) {
      return ExitCode.DONE;
    }
    return switch (invocation.spec().path()) {
      case "git-hook pre-commit" -> verb(invocation, "status");
      case "git-hook pre-push" -> verb(invocation, "push");
      default ->
          isOfBranch(invocation) && !isRebase(folder)
              ? verb(invocation, "checkout")
              : ExitCode.DONE;
    };
  }

  private static ExitCode verb(Invocation invocation, String verb) {
    List<String> line = invocation.console().isQuiet() ? List.of(verb, "-q") : List.of(verb);
    return new Cli(
            new CommandList(),
            invocation.environment(),
            invocation.console(),
            invocation.wrapping())
        .run(line);
  }

  /// Whether a branch was checked out and not a file; the pre-commit tool says it in a variable.
  private static boolean isOfBranch(Invocation invocation) {
    String tool = invocation.environment().variables().get("PRE_COMMIT_CHECKOUT_TYPE");
    List<String> arguments = invocation.arguments().list("args");
    String flag = tool == null && arguments.size() >= 3 ? arguments.get(2) : tool;
    return OF_A_BRANCH.equals(flag);
  }

  /// Whether Git is in the middle of a rebase, which a failed checkout would break.
  private static boolean isRebase(Path folder) throws IOException {
    Optional<GitRepository> git = GitRepository.find(folder);
    return git.isPresent() && Files.isDirectory(git.get().directory().resolve("rebase-merge"));
  }
}
