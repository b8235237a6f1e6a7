package datasync.cli;

import datasync.cli.Positional.Arity;
import java.util.List;

/// Declarations of the verbs that change what a project tracks.
final class EditVerbs {
  private static final Positional STAGES =
      new Positional("targets", Arity.SOME, "`.dvc` files, or stages of a `dvc.yaml`");

  private EditVerbs() {}

  static CommandSpec remove() {
    return new CommandSpec(
        "remove",
        "stop tracking files, folders or stages",
        "Removes `.dvc` files, or stages from `dvc.yaml` and `dvc.lock`, and the entries of the\n"
            + "data in `.gitignore`. The data stays, as files of its own that may be edited; with\n"
            + "`--outs` it is deleted from the workspace, changes that are not in the cache too.\n"
            + "The cache keeps what it has. `rm` is another name for it.",
        List.of(
            new Example("datasync remove data.dvc", "track `data` no more, keep the files"),
            new Example("datasync remove --outs train", "drop a stage and what it made"),
            new Example("datasync remove --outs --dry-run data.dvc", "see what would be lost")),
        List.of(STAGES),
        List.of(
            Flag.of("--outs", "delete the data in the workspace as well, saved or not"),
            SharedFlags.JSON,
            SharedFlags.DRY_RUN));
  }

  static CommandSpec move() {
    return new CommandSpec(
        "move",
        "rename tracked data",
        "Moves a tracked file or folder, its `.dvc` file and its entry in `.gitignore`. A folder\n"
            + "as destination takes it in. Nothing is overwritten. `mv` is another name for it.",
        List.of(
            new Example("datasync move raw.csv data/raw.csv", "rename one file"),
            new Example("datasync move images archive/", "move a folder into another one")),
        List.of(
            new Positional("src", Arity.ONE, "a tracked file or folder"),
            new Positional("dst", Arity.ONE, "its new name, or a folder that is there")),
        List.of(SharedFlags.JSON, SharedFlags.DRY_RUN));
  }

  static CommandSpec freeze() {
    return new CommandSpec(
        "freeze",
        "keep stages from being run or updated",
        "Writes `frozen: true`, so that `repro` takes the outputs of a stage as they are.",
        List.of(new Example("datasync freeze prepare", "do not run `prepare` any more")),
        List.of(STAGES),
        List.of(SharedFlags.JSON, SharedFlags.DRY_RUN));
  }

  static CommandSpec unfreeze() {
    return new CommandSpec(
        "unfreeze",
        "let frozen stages be run and updated again",
        "Takes back what `freeze` did. The `.dvc` files of imports are frozen from the start.",
        List.of(new Example("datasync unfreeze prepare", "run `prepare` again when it changed")),
        List.of(STAGES),
        List.of(SharedFlags.JSON, SharedFlags.DRY_RUN));
  }
}
