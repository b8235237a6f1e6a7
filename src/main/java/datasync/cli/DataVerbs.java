package datasync.cli;

import datasync.cli.Positional.Arity;
import java.util.List;

/// Declarations of the verbs that work on local data.
final class DataVerbs {
  static final Positional TARGETS =
      new Positional(
          "targets",
          Arity.ANY,
          "tracked files or folders, `.dvc` files or stages; without any, everything");

  private DataVerbs() {}

  static CommandSpec init() {
    return new CommandSpec(
        "init",
        "start a project in a folder",
        "Makes `.dvc/` with an empty configuration, and `.dvcignore`, and stages both in Git.\n"
            + "The folder has to be the top of a Git repository unless a flag says otherwise.",
        List.of(
            new Example("datasync init", "start a project at the top of a Git repository"),
            new Example("datasync init --no-scm", "start one without Git")),
        List.of(new Positional("directory", Arity.OPTIONAL, "the folder; this one if absent")),
        List.of(
            Flag.of("--no-scm", "do without Git"),
            Flag.of("-f, --force", "replace an existing `.dvc/`, its local cache included"),
            Flag.of("--subdir", "allow a folder below the top of the Git repository"),
            SharedFlags.JSON,
            SharedFlags.DRY_RUN));
  }

  static CommandSpec destroy() {
    return new CommandSpec(
        "destroy",
        "take the project away and leave its data",
        "Deletes all `.dvc` files, `dvc.yaml`, `dvc.lock`, `.dvcignore`, and `.dvc/` with the\n"
            + "cache in it. The data in the workspace stays, as files of its own.",
        List.of(
            new Example("datasync destroy --dry-run", "what would be deleted"),
            new Example("datasync destroy -f", "delete it without a question")),
        List.of(),
        List.of(
            Flag.of("-f, --force", "do not ask"), SharedFlags.JSON, SharedFlags.DRY_RUN));
  }

  static CommandSpec add() {
    return new CommandSpec(
        "add",
        "track files or folders",
        "Puts the content into the cache, writes one `.dvc` file for each target and makes Git\n"
            + "ignore the data itself. A path inside a tracked folder updates that folder.",
        List.of(
            new Example("datasync add data", "track a folder; commit `data.dvc` to Git after it"),
            new Example("datasync add --glob 'raw/*.csv'", "track each file that matches"),
            new Example("datasync add /mnt/big.bin -o big.bin", "copy a file here and track it"),
            new Example("datasync add /mnt/big.bin --to-remote", "send it off without a copy")),
        List.of(new Positional("targets", Arity.SOME, "files or folders")),
        List.of(
            Flag.of("--no-commit", "leave the cache alone; only write the `.dvc` file"),
            SharedFlags.GLOB,
            Flag.of("-o, --out <path>", "where the data goes in the workspace"),
            Flag.of("--to-remote", "send the data to a remote and keep none here"),
            Flag.of("-r, --remote <name>", "the remote for `--to-remote`"),
            Flag.of("--remote-jobs <number>", "how many transfers `--to-remote` runs at once")
                .number(),
            Flag.of("-f, --force", "replace what is at the place of `--out`"),
            SharedFlags.NO_RELINK,
            SharedFlags.JSON,
            SharedFlags.DRY_RUN));
  }

  static CommandSpec commit() {
    return new CommandSpec(
        "commit",
        "record changed data in the cache and in metadata",
        "Takes the workspace as it is: fills the cache and updates `.dvc` files and `dvc.lock`.",
        List.of(
            new Example("datasync commit", "record all changes"),
            new Example("datasync commit -f train", "record a stage although its inputs changed")),
        List.of(TARGETS),
        List.of(
            Flag.of("-f, --force", "do not ask when dependencies or the command changed"),
            SharedFlags.WITH_DEPS,
            SharedFlags.RECURSIVE,
            SharedFlags.NO_RELINK,
            SharedFlags.JSON,
            SharedFlags.DRY_RUN));
  }

  static CommandSpec checkout() {
    return new CommandSpec(
        "checkout",
        "bring the workspace to what metadata says, from the cache",
        "Adds, replaces and removes tracked files. Prints one line for each output that changed:\n"
            + "`M` modified, `A` added, `D` deleted. Unsaved changes are never lost without `-f`.",
        List.of(
            new Example("git checkout main && datasync checkout", "get the data of a branch"),
            new Example("datasync checkout --relink", "apply a changed `cache.type`")),
        List.of(TARGETS),
        List.of(
            Flag.of("--summary", "print counts instead of names"),
            SharedFlags.WITH_DEPS,
            SharedFlags.RECURSIVE,
            Flag.of("-f, --force", "throw away unsaved changes"),
            Flag.of("--relink", "make all links or copies anew"),
            Flag.of("--allow-missing", "go on when the cache does not have everything"),
            SharedFlags.JSON,
            SharedFlags.DRY_RUN));
  }

  static CommandSpec unprotect() {
    return new CommandSpec(
        "unprotect",
        "make linked data safe to edit",
        "Replaces hard and symbolic links to the cache by copies that may be written.",
        List.of(new Example("datasync unprotect data", "before editing files in place")),
        List.of(new Positional("targets", Arity.SOME, "tracked files or folders")),
        List.of(SharedFlags.JSON, SharedFlags.DRY_RUN));
  }
}
