package datasync.cli;

import datasync.cli.Positional.Arity;
import java.util.List;

/// Declarations of the verbs that look into projects and places and copy out of them.
final class BrowseVerbs {
  private static final String PLACES =
      "An address is a path, one such as `s3://…` or `https://…`, or `remote://NAME/PATH`.\n"
          + "`datasync help remotes` has the kinds and their options, for `--fs-config`.";
  private static final Positional PROJECT =
      new Positional("url", Arity.ONE, "a folder, or the address of a Git repository");
  private static final Positional PLACE =
      new Positional("url", Arity.ONE, "a path, an address, or `remote://NAME/PATH`");
  private static final Flag LEVEL =
      Flag.of("-L, --level <depth>", "how many folders deep to look").number();
  private static final Positional PATH =
      new Positional("path", Arity.OPTIONAL, "a path in the project");
  private static final Flag SHOW_HASH = Flag.of("--show-hash", "show digests");
  private static final Flag FORCE = Flag.of("-f, --force", "replace what is there");
  private static final Flag TREE = Flag.of("-T, --tree", "show folders as a tree");
  private static final Flag RECURSIVE = Flag.of("-R, --recursive", "list the files of all folders");
  private static final Flag SIZE = Flag.of("--size", "show sizes");
  private static final Flag FS_CONFIG =
      Flag.of("--fs-config <name=value ...>", "settings for the address").words();

  private BrowseVerbs() {}

  private static List<Flag> source() {
    return List.of(
        Flag.of("--rev <commit>", "a branch, tag or commit of the project").optional(""),
        Flag.of("--config <path>", "a configuration file that is laid over the project's"),
        Flag.of("--remote <name>", "the remote of the project to read from"),
        Flag.of("--remote-config <name=value ...>", "settings laid over those of that remote")
            .words());
  }

  static CommandSpec list() {
    return new CommandSpec(
        "list",
        "list what is in a project",
        "Shows what Git and DVC track in a project: in a folder here, at a revision of it, or in\n"
            + "a Git repository behind an address, of which a copy is kept. `ls` is the same.",
        List.of(
            new Example("datasync ls . data -R", "all files of a folder, there or not"),
            new Example("datasync ls --rev v1 https://host/team/project", "another project"),
            new Example("datasync ls --json --size . | jq", "for programs")),
        List.of(PROJECT, PATH),
        new FlagList()
            .add(RECURSIVE, TREE, LEVEL)
            .add(Flag.of("--dvc-only", "show only what DVC tracks"), SharedFlags.JSON_VALUE)
            .add(source())
            .add(SIZE, SHOW_HASH)
            .list());
  }

  static CommandSpec dataList() {
    return new CommandSpec(
        "data ls",
        "list the tracked data of this project",
        "Every tracked file and folder of the working tree, there or not, with what is in folders.",
        List.of(
            new Example("datasync data ls", "all of it"),
            new Example("datasync data ls --size --show-hash models", "below one folder")),
        List.of(PATH),
        List.of(TREE, LEVEL, SharedFlags.JSON_VALUE, SIZE, SHOW_HASH));
  }

  static CommandSpec du() {
    return new CommandSpec(
        "du",
        "show how much room the data of a project takes",
        "Counts what is there, and what is recorded for what is not.",
        List.of(
            new Example("datasync du .", "every part of this project"),
            new Example("datasync du -s . data", "one folder as a whole")),
        List.of(PROJECT, PATH),
        new FlagList()
            .add(Flag.of("-s, --summarize", "show the sum alone"))
            .add(source())
            .add(SharedFlags.JSON_VALUE)
            .list());
  }

  static CommandSpec get() {
    return new CommandSpec(
        "get",
        "copy a file or folder out of a project",
        "Copies what Git or DVC track, from the cache, the files or the remote of the project.\n"
            + "No project is needed around. What is recorded with a digest is checked against it.",
        List.of(
            new Example("datasync get ../models best.bin", "from a project next door"),
            new Example(
                "datasync get https://host/team/project data -o in --rev v2", "a revision")),
        List.of(PROJECT, new Positional("path", Arity.ONE, "a path in the project")),
        new FlagList()
            .add(Flag.of("-o, --out <path>", "where to put it").optional(""))
            .add(source())
            .add(
                Flag.of("--show-url", "print where the remote keeps it, and copy nothing"),
                SharedFlags.JOBS,
                FORCE,
                SharedFlags.JSON,
                SharedFlags.DRY_RUN)
            .list());
  }

  static CommandSpec getUrl() {
    return new CommandSpec(
        "get-url",
        "copy a file or folder from an address",
        PLACES,
        List.of(new Example("datasync get-url https://host/a.csv", "one file")),
        List.of(PLACE, new Positional("out", Arity.OPTIONAL, "where to put it")),
        new FlagList()
            .add(SharedFlags.JOBS, FORCE)
            .add(FS_CONFIG, SharedFlags.JSON, SharedFlags.DRY_RUN)
            .list());
  }

  static CommandSpec listUrl() {
    return new CommandSpec(
        "list-url",
        "list what is at an address",
        PLACES + "\n`ls-url` is the same.",
        List.of(new Example("datasync ls-url remote://storage/raw -R", "below a remote")),
        List.of(PLACE),
        new FlagList()
            .add(RECURSIVE, TREE, LEVEL, SIZE, FS_CONFIG, SharedFlags.JSON_VALUE)
            .list());
  }
}
