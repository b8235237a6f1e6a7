package datasync.cli;

import java.util.List;

/// Declarations of the verbs that check and clean caches and remotes.
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
                SharedFlags.JOBS,
                Flag.of("-p, --projects <paths>", "other projects whose data stays").words(),
                SharedFlags.JSON,
                SharedFlags.DRY)
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
            SharedFlags.JSON,
            SharedFlags.DRY));
  }

  static CommandSpec fsck() {
    return new CommandSpec(
        "fsck",
        "check the bytes of cache and remotes, and repair them",
        "Reads every object, or a sample, and compares it with its name; looks for what is\n"
            + "missing, misplaced or left over. Without a target the whole store is looked at,\n"
            + "with one only what it uses. Bad objects are moved to the folder `quarantine` of\n"
            + "the store, never removed; `--repair` brings the right bytes from cache, remotes or\n"
            + "workspace. Ends with 0 when all is well, with 6 when data is missing or corrupt,\n"
            + "with 3 when only a part of that could be repaired.",
        List.of(
            new Example("datasync fsck", "the whole cache"),
            new Example("datasync fsck -c --sample 5%", "cache and remote, one object in 20"),
            new Example("datasync fsck -r backup --repair", "mend both from each other"),
            new Example("datasync fsck -A -c --json", "what any commit uses, for CI")),
        List.of(DataVerbs.TARGETS),
        new FlagList()
            .add(
                Flag.of("-c, --cloud", "check the remotes of the project, too"),
                Flag.of("-r, --remote <name>", "check this remote, too").repeatable(),
                Flag.of("--no-cache", "leave out the cache"))
            .add(SharedFlags.history())
            .add(SharedFlags.WITH_DEPS, SharedFlags.RECURSIVE)
            .add(
                Flag.of("--used", "only what the workspace uses, not the whole store"),
                Flag.of("--sample <part>", "read only so many objects: `5%` or `1000`")
                    .details("Names, sizes and modes of all are looked at; listings are read."),
                Flag.of("--seed <number>", "which ones: the same number, the same sample").number(),
                Flag.of("--repair", "bring what is bad or missing from another place"),
                SharedFlags.JSON,
                SharedFlags.DRY_RUN)
            .list());
  }

  static CommandSpec doctor() {
    return new CommandSpec(
        "doctor",
        "look for what is wrong, and say what mends it",
        "Prints what `version` prints, then looks at Java, file systems, links, room, clock,\n"
            + "permissions, locks, Git, configuration, metadata and remotes. Each finding comes\n"
            + "with the command that mends it. Changes nothing. Ends with 0 when nothing is wrong.",
        List.of(
            new Example("datasync doctor", "when something does not work"),
            new Example("datasync doctor --no-remotes", "without asking a network")),
        List.of(),
        List.of(Flag.of("--no-remotes", "ask no remote"), SharedFlags.JSON));
  }
}
