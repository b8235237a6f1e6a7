package datasync.cli;

import datasync.cli.Positional.Arity;
import java.util.List;

/// Declarations of the verbs that move data between cache and remote.
final class TransferVerbs {
  private static final Flag VERIFY =
      Flag.of("--verify", "read objects on the other side and check their digests")
          .details("Without it an object counts as there when its name is.");

  private static final Flag LIMIT =
      Flag.of("--limit-rate <rate>", "move no more bytes per second, such as `500k` or `20M`")
          .variable("DATASYNC_LIMIT_RATE")
          .details(
              "`k`, `M` and `G` are units of 1024. All transfers together keep to it. Without it\n"
                  + "the option `core.limit_rate` of `.dvc/datasync.config` counts.");

  private static final Flag SHARD =
      Flag.of("--shard <k/n>", "move the k-th of n parts, one for each machine of a job array")
          .details(
              "Every run divides the data the same way. A folder appears on the remote with the\n"
                  + "run that finds all of its files there; see `datasync help scripts`.");

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
            new Example("datasync fetch data/2024", "one folder inside a tracked folder"),
            new Example("datasync fetch --shard 2/8", "the second of eight parts")),
        List.of(DataVerbs.TARGETS),
        flags(
            Flag.of("--max-size <bytes>", "leave out larger files and folders").number(),
            Flag.of("--type <metrics|plots>", "only data of this kind")
                .choices("metrics", "plots")
                .repeatable(),
            SHARD));
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
        flags(
            SharedFlags.GLOB,
            Flag.of("-f, --force", "throw away unsaved changes in the workspace"),
            Flag.of("--allow-missing", "go on when some data is nowhere")));
  }

  static CommandSpec push() {
    return new CommandSpec(
        "push",
        "send data from the cache to a remote",
        "Uploads what the remote does not have, files before the listing of their folder, so\n"
            + "that nobody sees half a folder.",
        List.of(
            new Example("datasync push", "everything the workspace uses"),
            new Example("datasync push -r backup data.dvc", "one output to another remote"),
            new Example(
                "datasync push --shard $SLURM_ARRAY_TASK_ID/8", "one of eight jobs of an array")),
        List.of(DataVerbs.TARGETS),
        flags(SharedFlags.GLOB, VERIFY, SHARD));
  }

  /// What all three have, and their own.
  private static List<Flag> flags(Flag... own) {
    return new FlagList()
        .add(SharedFlags.JOBS, LIMIT, SharedFlags.REMOTE)
        .add(SharedFlags.history())
        .add(SharedFlags.WITH_DEPS, SharedFlags.RECURSIVE)
        .add(SharedFlags.runCache())
        .add(own)
        .add(SharedFlags.JSON, SharedFlags.DRY_RUN)
        .list();
  }

  static CommandSpec whoHas() {
    return new CommandSpec(
        "who-has",
        "show which caches and remotes have some data",
        "Asks the cache and every remote. For a folder, each says how many of its files\n"
            + "it has. Ends with status 6 when nobody has one of the objects asked for.",
        List.of(
            new Example("datasync who-has data/raw.csv", "where a file of a folder is"),
            new Example("datasync who-has d41d8cd98f00b204e9800998ecf8427e", "by its hash")),
        List.of(
            new Positional(
                "targets", Arity.SOME, "tracked paths, or hashes as `.dvc` files record them")),
        List.of(SharedFlags.JOBS, SharedFlags.JSON));
  }

  static CommandSpec planPush() {
    return plan(
        "plan push",
        "show what `push` would send, remote by remote",
        "datasync plan push -a",
        push());
  }

  static CommandSpec planPull() {
    return plan(
        "plan pull",
        "show what `pull` would get, remote by remote",
        "datasync plan pull data",
        pull());
  }

  /// The flags of a verb that say what it moves, without those that say how.
  private static CommandSpec plan(
      String path, String summary, String example, CommandSpec verb) {
    FlagList flags = new FlagList();
    for (Flag flag : verb.flags()) {
      switch (flag.key()) {
        case "dry-run", "force", "allow-missing", "run-cache", "verify", "limit-rate" -> { }
        case "shard" -> { }
        default -> flags.add(flag);
      }
    }
    return new CommandSpec(
        path,
        summary,
        "Counts objects, bytes and requests and names what neither side has. Nothing moves. Ends\n"
            + "with status 6 when something is missing.",
        List.of(new Example(example, "before anything moves")),
        verb.positionals(),
        flags.list());
  }
}
