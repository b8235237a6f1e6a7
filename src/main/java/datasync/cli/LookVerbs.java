package datasync.cli;

import datasync.cli.Positional.Arity;
import java.util.List;

/// Declarations of the verbs that look at tracked data and change nothing.
final class LookVerbs {
  private LookVerbs() {}

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
            Flag.of("--json", "print one JSON object"),
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
