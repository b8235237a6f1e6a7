package datasync.cli;

import java.util.List;

/// Declarations of the verbs that look for what is wrong.
final class CheckVerbs {
  private CheckVerbs() {}

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
                Flag.of("--dry-run", "change nothing, not even bad objects"))
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
