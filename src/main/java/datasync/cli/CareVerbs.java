package datasync.cli;

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
}
