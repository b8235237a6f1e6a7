package datasync.cli;

import datasync.cli.Positional.Arity;
import java.util.List;

/// Declarations of the verbs that look at tracked data and change nothing.
final class LookVerbs {
  private LookVerbs() {}

  static CommandSpec status() {
    return new CommandSpec(
        "status",
        "show what changed since it was recorded, or what a remote lacks",
        "Compares the workspace with `.dvc` files and `dvc.lock`; with `-c`, `-r`, `-a`, `-T` or\n"
            + "`-A` the cache with a remote. `-q` prints nothing and exits 1 on any change.",
        List.of(
            new Example("datasync status", "what changed here"),
            new Example("datasync status -c", "what has to be pushed or fetched"),
            new Example("datasync status -q || echo changed", "the answer for a script")),
        List.of(DataVerbs.TARGETS),
        new FlagList()
            .add(SharedFlags.JOBS, Flag.of("-c, --cloud", "compare the cache with the remote"))
            .add(SharedFlags.REMOTE)
            .add(SharedFlags.history())
            .add(SharedFlags.WITH_DEPS, SharedFlags.RECURSIVE)
            .add(
                SharedFlags.JSON_VALUE,
                Flag.of("--no-updates", "do not ask whether imports have something newer"),
                Flag.of("-q, --quiet", "print nothing; the status says whether all is clean")
                    .counting())
            .list());
  }

  static CommandSpec dataStatus() {
    return new CommandSpec(
        "data status",
        "show changes of data between Git, metadata and workspace",
        "Groups tracked data as Git groups files: committed, uncommitted, untracked, and what is\n"
            + "not in the cache or on the remote.",
        List.of(
            new Example("datasync data status --granular", "with the files inside folders"),
            new Example("datasync data status --not-in-remote", "what nobody can pull yet")),
        List.of(DataVerbs.TARGETS),
        List.of(
            SharedFlags.JSON_VALUE,
            Flag.of("--granular", "show the files inside tracked folders"),
            Flag.of("--unchanged", "show also what did not change"),
            Flag.of("--untracked-files <no|all>", "show files that nobody tracks")
                .choices("no", "all")
                .optional("all"),
            Flag.of("-r, --remote <name>", "the remote for `--not-in-remote`"),
            Flag.of("--not-in-remote", "show what the remote does not have"),
            Flag.of("--no-remote-refresh", "use what is remembered of the remote")));
  }

  static CommandSpec diff() {
    return new CommandSpec(
        "diff",
        "show what data changed between two commits, or since one",
        "Compares the tracked data of two revisions, with the files inside folders. Against the\n"
            + "workspace it also names what the cache does not have.",
        List.of(
            new Example("datasync diff", "what changed here since the last commit"),
            new Example("datasync diff HEAD~1 HEAD --show-hash", "what the last commit changed"),
            new Example("datasync diff main --targets data/raw", "one folder against a branch"),
            new Example("datasync diff v1 v2 --md", "a table for a pull request")),
        List.of(
            new Positional("a_rev", Arity.OPTIONAL, "the old commit; HEAD if absent"),
            new Positional("b_rev", Arity.OPTIONAL, "the new commit; the workspace if absent")),
        List.of(
            Flag.of("--targets <paths>", "only these tracked files or folders").words(),
            SharedFlags.JSON_VALUE,
            Flag.of("--show-hash", "print the hash of each entry"),
            Flag.of("--md", "print a table in Markdown"),
            Flag.of("--hide-missing", "leave out what is not in the cache")));
  }

  static CommandSpec checkIgnore() {
    return new CommandSpec(
        "check-ignore",
        "tell which paths `.dvcignore` files exclude",
        "Prints the paths that are ignored; the status is 1 when there is none.",
        List.of(
            new Example("datasync check-ignore -d data/tmp", "the pattern that decides, and where"),
            new Example("find . | datasync check-ignore --stdin", "ask about many paths")),
        List.of(new Positional("targets", Arity.ANY, "files or folders; they need not exist")),
        List.of(
            Flag.of("-d, --details", "print the deciding pattern and where it stands"),
            Flag.of("-a, --all", "print all patterns that have a say, with `--details`"),
            Flag.of("-n, --non-matching", "print also what no pattern is about, with `--details`"),
            Flag.of("--stdin", "read paths from standard input, one a line"),
            SharedFlags.JSON));
  }
}
