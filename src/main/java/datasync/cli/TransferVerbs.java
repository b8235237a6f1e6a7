package datasync.cli;

import java.util.List;

/// Declarations of the verbs that move data between cache and remote.
final class TransferVerbs {
  private static final Flag VERIFY =
      Flag.of("--verify", "read objects on the other side and check their digests")
          .details("Without it an object counts as there when its name is.");

  private TransferVerbs() {}

  static CommandSpec fetch() {
    return new CommandSpec(
        "fetch",
        "get data from a remote into the cache",
        "Downloads what the targets need and the cache does not have, and checks every byte.\n"
            + "The workspace stays as it is.",
        List.of(
            new Example("datasync fetch", "everything the workspace needs"),
            new Example("datasync fetch -a", "everything any branch needs"),
            new Example("datasync fetch data/2024", "one folder inside a tracked folder")),
        List.of(DataVerbs.TARGETS),
        new FlagList()
            .add(SharedFlags.JOBS, SharedFlags.REMOTE)
            .add(SharedFlags.history())
            .add(SharedFlags.WITH_DEPS, SharedFlags.RECURSIVE)
            .add(SharedFlags.runCache())
            .add(
                Flag.of("--max-size <bytes>", "leave out larger files and folders").number(),
                Flag.of("--type <metrics|plots>", "only data of this kind")
                    .choices("metrics", "plots")
                    .repeatable(),
                SharedFlags.JSON,
                SharedFlags.DRY_RUN)
            .list());
  }

  static CommandSpec pull() {
    return new CommandSpec(
        "pull",
        "get data from a remote into cache and workspace",
        "`fetch` and then `checkout`: every byte is checked before it gets its name, unsaved\n"
            + "changes are never lost without `-f`. What cannot be had is named, the rest arrives.",
        List.of(
            new Example("git pull && datasync pull", "get what colleagues pushed"),
            new Example("datasync pull data/labels.csv", "one file of a tracked folder"),
            new Example("datasync pull -r backup -j 16", "from another remote, 16 at once")),
        List.of(DataVerbs.TARGETS),
        new FlagList()
            .add(SharedFlags.JOBS, SharedFlags.REMOTE)
            .add(SharedFlags.history())
            .add(Flag.of("-f, --force", "throw away unsaved changes in the workspace"))
            .add(SharedFlags.WITH_DEPS, SharedFlags.RECURSIVE)
            .add(SharedFlags.runCache())
            .add(SharedFlags.GLOB)
            .add(
                Flag.of("--allow-missing", "go on when some data is nowhere"),
                SharedFlags.JSON,
                SharedFlags.DRY_RUN)
            .list());
  }

  static CommandSpec push() {
    return new CommandSpec(
        "push",
        "send data from the cache to a remote",
        "Uploads what the remote does not have, files before the listing of their folder, so\n"
            + "that nobody sees half a folder.",
        List.of(
            new Example("datasync push", "everything the workspace uses"),
            new Example("datasync push -r backup data.dvc", "one output to another remote")),
        List.of(DataVerbs.TARGETS),
        new FlagList()
            .add(SharedFlags.JOBS, SharedFlags.REMOTE)
            .add(SharedFlags.history())
            .add(SharedFlags.WITH_DEPS, SharedFlags.RECURSIVE)
            .add(SharedFlags.runCache())
            .add(SharedFlags.GLOB, VERIFY)
            .add(SharedFlags.JSON, SharedFlags.DRY_RUN)
            .list());
  }
}
