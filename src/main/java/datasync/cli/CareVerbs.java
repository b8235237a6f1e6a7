package datasync.cli;

import datasync.cli.Positional.Arity;
import java.util.List;

/// Declarations of the verbs that look after caches and remotes.
final class CareVerbs {
  private CareVerbs() {}

  static CommandSpec gc() {
    return new CommandSpec(
        "gc",
        "remove data that nothing uses from the cache, or from a remote",
        "Keeps what the workspace and the selected revisions use and removes everything else. One\n"
            + "of `-w`, `-a`, `-T`, `-A`, `--rev`, `--date` and `--all-experiments` has to be "
            + "given.\n"
            + "Nothing is removed when a revision cannot be read or a listing is nowhere.",
        List.of(
            new Example("datasync gc -w --dry", "what goes when only the workspace counts"),
            new Example("datasync gc -a -T -f", "keep what branches and tags use, do not ask"),
            new Example("datasync gc -A -c", "clean cache and remote of what no commit uses"),
            new Example("datasync gc -w -p ../other", "keep what another project uses, too")),
        List.of(),
        new FlagList()
            .add(
                Flag.of("-w, --workspace", "keep what the workspace uses"),
                Flag.of("--rev <commit>", "keep what this revision uses"),
                Flag.of("-n, --num <num>", "keep so many commits back from `--rev` or each branch")
                    .number(),
                Flag.of("-a, --all-branches", "keep what the heads of all branches use"),
                Flag.of("-T, --all-tags", "keep what all tags use"),
                Flag.of("-A, --all-commits", "keep what any commit uses"),
                Flag.of("--date <yyyy-mm-dd>", "keep what commits from this day on use"),
                Flag.of("--all-experiments", "keep what experiments use"),
                Flag.of("--not-in-remote", "keep only what the remote does not have"),
                Flag.of("-c, --cloud", "clean the remote, too"),
                Flag.of("-r, --remote <name>", "the remote for `-c` and `--not-in-remote`"),
                Flag.of("--skip-failed", "leave out revisions that cannot be read")
                    .details("What only they use is removed."),
                Flag.of("-f, --force", "do not ask; give up folders whose listing is nowhere"),
                Flag.of("-j, --jobs <number>", "how many requests run at once").number(),
                Flag.of("-p, --projects <paths>", "other projects whose data stays").words(),
                Flag.of("--dry, --dry-run", "print what would be removed and remove nothing"))
            .add(SharedFlags.JSON)
            .list());
  }

  static CommandSpec cacheMigrate() {
    return new CommandSpec(
        "cache migrate",
        "give data of DVC 2 the names of DVC 3",
        "Hashes every object of the old layout anew and puts it into the new one, by a link where\n"
            + "that is possible. The old objects stay: old commits name them.",
        List.of(
            new Example("datasync cache migrate --dry", "how many objects there are"),
            new Example("datasync cache migrate --dvc-files", "rewrite `.dvc` files, too")),
        List.of(),
        List.of(
            Flag.of("--dvc-files", "record data with the new hash in `.dvc` files and `dvc.lock`"),
            Flag.of("--dry, --dry-run", "print what would be done and do nothing"),
            SharedFlags.JSON));
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
        TransferVerbs.push());
  }

  static CommandSpec planPull() {
    return plan(
        "plan pull",
        "show what `pull` would get, remote by remote",
        "datasync plan pull data",
        TransferVerbs.pull());
  }

  /// The flags of a verb that say what it moves, without those that say how.
  private static CommandSpec plan(
      String path, String summary, String example, CommandSpec verb) {
    FlagList flags = new FlagList();
    for (Flag flag : verb.flags()) {
      switch (flag.key()) {
        case "dry-run", "force", "allow-missing", "run-cache", "verify" -> { }
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
