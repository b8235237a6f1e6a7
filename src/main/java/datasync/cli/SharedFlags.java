package datasync.cli;

import java.util.List;

/// Flags that more than one command has.
public final class SharedFlags {
  /// Accepted before and after every verb.
  public static final List<Flag> GLOBAL =
      List.of(
          Flag.of("-h, --help", "show help and exit"),
          Flag.of("-q, --quiet", "print nothing but errors").counting().exclusive("volume"),
          Flag.of("-v, --verbose", "print more; twice for all there is")
              .counting()
              .exclusive("volume"),
          Flag.of("-C, --cd <path>", "change to this folder first"),
          Flag.of("--wait-for-lock", "wait when another process holds the lock"));

  /// Accepted before the verb only.
  public static final Flag VERSION = Flag.of("-V, --version", "print the version and exit");

  static final Flag JSON =
      Flag.of("--json", "print records for programs")
          .details("One JSON object a line; the last one has `\"type\": \"result\"`.");
  /// For verbs whose `--json` is DVC's own.
  static final Flag JSON_VALUE =
      Flag.of("--json", "print one JSON value")
          .details("The one that dvc prints; after a failure the record of all verbs.");
  static final Flag DRY_RUN = Flag.of("--dry-run", "print what would be done and do nothing");
  /// For verbs where DVC calls it `--dry`.
  static final Flag DRY = Flag.of("--dry-run, --dry", DRY_RUN.summary());
  static final Flag JOBS =
      Flag.of("-j, --jobs <number>", "how many transfers run at once")
          .number()
          .variable("DATASYNC_JOBS")
          .details("Without it the `jobs` of the remote counts, then 4 times the processors.");
  static final Flag REMOTE = Flag.of("-r, --remote <name>", "the remote to use");
  static final Flag ALL_BRANCHES = Flag.of("-a, --all-branches", "what any branch uses");
  static final Flag ALL_TAGS = Flag.of("-T, --all-tags", "what any tag uses");
  static final Flag ALL_COMMITS = Flag.of("-A, --all-commits", "what any commit uses");
  static final Flag WITH_DEPS =
      Flag.of("-d, --with-deps", "include the stages that the targets depend on");
  static final Flag RECURSIVE =
      Flag.of("-R, --recursive", "include all stages below target folders");
  static final Flag GLOB =
      Flag.of("--glob", "targets hold wildcards such as `*.csv`, `**` and `[ab]`");
  static final Flag NO_RELINK =
      Flag.of("--no-relink", "leave the workspace files as they are after the cache has them");

  private SharedFlags() {}

  static List<Flag> levels() {
    return List.of(
        level("global", "the configuration of the user"),
        level("system", "the configuration of the machine"),
        level("project", "the configuration of the project, `.dvc/config`"),
        level("local", "the private configuration of the project, `.dvc/config.local`"));
  }

  private static Flag level(String name, String summary) {
    return Flag.of("--" + name, summary).into("level", name).exclusive("level");
  }

  static List<Flag> history() {
    return List.of(ALL_BRANCHES, ALL_TAGS, ALL_COMMITS);
  }

  static List<Flag> runCache() {
    return List.of(
        Flag.of("--run-cache", "include the history of runs of all stages"),
        Flag.of("--no-run-cache", "leave out the history of runs").into("run-cache", "false"));
  }
}
