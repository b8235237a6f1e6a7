package datasync.cli;

import datasync.cli.Positional.Arity;
import java.util.List;

/// Declarations of the verbs for work that meets in Git: hooks, the merge driver, conflicts.
final class ConflictVerbs {
  private static final Positional HOOK_ARGUMENTS =
      new Positional("args", Arity.ANY, "what Git or the pre-commit tool passes");

  private ConflictVerbs() {}

  static CommandSpec merge() {
    return new CommandSpec(
        "merge",
        "resolve conflicts in `.dvc` files and `dvc.lock`",
        "Brings together what both branches changed: tracked folders file by file, `dvc.lock`\n"
            + "stage by stage, `.gitignore` line by line. Works during a merge, rebase or stash\n"
            + "pop, and on files that have conflict markers for any other reason. Data is not\n"
            + "needed, only the listings of folders, which are fetched when they are missing.\n"
            + "What only a person can decide is named, and that file stays as it is.",
        List.of(
            new Example("datasync merge", "everything that is in conflict"),
            new Example("datasync merge --ours data.dvc", "where both changed a file, keep ours"),
            new Example("datasync merge --both data.dvc", "keep theirs beside it"),
            new Example("datasync merge --dry-run", "only say what can be resolved")),
        List.of(
            new Positional(
                "files", Arity.ANY, "files in conflict; all that Git tracks when none is named")),
        List.of(
            side("ours", "where both sides changed the same, take the branch you are on")
                .details("In a rebase that is the branch you rebase onto, as everywhere in Git."),
            side("theirs", "where both sides changed the same, take the other branch"),
            side("both", "keep our file and theirs beside it as `NAME.theirs`")
                .details("In tracked folders; a file, an import or a stage has one version."),
            SharedFlags.REMOTE,
            SharedFlags.JSON,
            SharedFlags.DRY_RUN));
  }

  private static Flag side(String name, String summary) {
    return Flag.of("--" + name, summary).into("rule", name).exclusive("rule");
  }

  static CommandSpec install() {
    return new CommandSpec(
        "install",
        "install Git hooks and the merge driver in this clone",
        "`git commit` shows the status, `git checkout` checks out data, `git push` pushes it, and\n"
            + "`git merge` merges tracked folders once `.gitattributes` has `*.dvc merge=dvc`.\n"
            + "The hooks run the datasync on the PATH, else the one that installed them, else dvc.",
        List.of(
            new Example("datasync install", "for this clone"),
            new Example("echo '*.dvc merge=dvc' >> .gitattributes", "merge folders in `git merge`"),
            new Example("datasync install --use-pre-commit-tool", "hooks of the pre-commit tool")),
        List.of(),
        List.of(
            Flag.of("--use-pre-commit-tool", "write `.pre-commit-config.yaml` instead of hooks")
                .details("The entry is dvc's own, so that it fits everybody who has the tool."),
            SharedFlags.JSON,
            SharedFlags.DRY_RUN));
  }

  static CommandSpec preCommit() {
    return hook("pre-commit", "show the status, as `status` does");
  }

  static CommandSpec postCheckout() {
    return hook("post-checkout", "check out data after a branch was checked out");
  }

  static CommandSpec prePush() {
    return hook("pre-push", "push data before Git pushes");
  }

  private static CommandSpec hook(String name, String summary) {
    return new CommandSpec(
        "git-hook " + name,
        summary,
        "Called by the hook that `datasync install` writes. Does nothing outside of a project.",
        List.of(new Example("datasync git-hook " + name + " \"$@\"", "a line for your own hook")),
        List.of(HOOK_ARGUMENTS),
        List.of());
  }

  static CommandSpec mergeDriver() {
    return new CommandSpec(
        "git-hook merge-driver",
        "merge `.dvc` files of tracked folders",
        "Called by Git for files with the attribute `merge=dvc`; see `datasync install`. Replaces\n"
            + "our version by the merged one, or fails and leaves it as it is.",
        List.of(
            new Example(
                "datasync git-hook merge-driver --ancestor %O --our %A --their %B",
                "a merge driver in Git's configuration")),
        List.of(),
        List.of(
            Flag.of("--ancestor <file>", "what both were made from"),
            Flag.of("--our <file>", "our version, which is replaced"),
            Flag.of("--their <file>", "the other version"),
            Flag.of("--path <file>", "the file in the working tree")
                .details("Finds the project of a file that is not at the top of the repository.")));
  }
}
