package datasync.cli;

import datasync.cli.Positional.Arity;
import java.util.List;

/// Declarations of the verbs that read and change the configuration.
final class SettingsVerbs {
  private static final Positional NAME =
      new Positional("name", Arity.ONE, "the name of the remote");

  private SettingsVerbs() {}

  static CommandSpec config() {
    return new CommandSpec(
        "config",
        "show or change options",
        "A name alone prints the value, a name with a value sets it. Names are\n"
            + "`section.option` or `remote.NAME.option`.",
        List.of(
            new Example("datasync config cache.type hardlink,copy", "link instead of copying"),
            new Example("datasync config -l --show-origin", "all options and where they come from"),
            new Example("datasync config -u cache.type", "forget an option")),
        List.of(
            new Positional("name", Arity.OPTIONAL, "the option"),
            new Positional("value", Arity.OPTIONAL, "its new value")),
        flags(
            Flag.of("-u, --unset", "forget the option"),
            Flag.of("-l, --list", "print all options"),
            Flag.of("--show-origin", "print the file that an option comes from")));
  }

  static CommandSpec remoteAdd() {
    return new CommandSpec(
        "remote add",
        "add a remote",
        "Takes a folder or an `http(s)://` address. A relative folder is kept relative to the\n"
            + "configuration file.",
        List.of(
            new Example("datasync remote add -d store /mnt/store", "a folder as the default"),
            new Example("datasync remote add web https://host/data", "a web server")),
        List.of(NAME, new Positional("url", Arity.ONE, "where it is")),
        flags(
            Flag.of("-d, --default", "make it the default remote"),
            Flag.of("-f, --force", "replace a remote of the same name")));
  }

  static CommandSpec remoteCheck() {
    return new CommandSpec(
        "remote check",
        "try out a remote: connection, login, listing, writing, speed, clock",
        "Prints the settings and the file each comes from, then how each step went and what to do\n"
            + "about those that failed. One file is written, read back and removed again; no data "
            + "of\nthe project is touched. Without a name the default remote is tried.",
        List.of(
            new Example("datasync remote check store", "does `store` work, and how fast"),
            new Example("datasync remote check --read-only", "the default one, nothing written"),
            new Example("datasync remote check store --size 64M", "measure with a larger file")),
        List.of(new Positional("name", Arity.OPTIONAL, "the name of the remote")),
        List.of(
            Flag.of("--read-only", "write nothing"),
            Flag.of("--size <bytes>", "how large the file is that is written")
                .details("Such as `500k` or `16M`; 4 MiB without it."),
            SharedFlags.JSON,
            Flag.of("--dry-run", "print the settings and ask nothing")));
  }

  static CommandSpec remoteDefault() {
    return new CommandSpec(
        "remote default",
        "show or choose the default remote",
        "Without a name prints the default remote.",
        List.of(new Example("datasync remote default store", "use `store` when none is named")),
        List.of(new Positional("name", Arity.OPTIONAL, "the name of the remote")),
        flags(Flag.of("-u, --unset", "have no default remote")));
  }

  static CommandSpec remoteList() {
    return new CommandSpec(
        "remote list",
        "list the remotes",
        "Prints the name and address of each remote and marks the default one.",
        List.of(new Example("datasync remote list", "all remotes of all levels")),
        List.of(),
        new FlagList().add(SharedFlags.levels()).add(SharedFlags.JSON).list());
  }

  static CommandSpec remoteModify() {
    return new CommandSpec(
        "remote modify",
        "change an option of a remote",
        "`datasync help remotes` lists the options of each kind. Passwords belong into the\n"
            + "private configuration: add `--local`.",
        List.of(
            new Example("datasync remote modify web auth basic", "log in with a password"),
            new Example("datasync remote modify --local web password secret", "keep it private"),
            new Example("datasync remote modify -u web auth", "forget an option")),
        List.of(
            NAME,
            new Positional("option", Arity.ONE, "the name of the option"),
            new Positional("value", Arity.OPTIONAL, "its new value")),
        flags(Flag.of("-u, --unset", "forget the option")));
  }

  static CommandSpec remoteRemove() {
    return new CommandSpec(
        "remote remove",
        "forget a remote",
        "Removes it from the configuration; the data on it stays.",
        List.of(new Example("datasync remote remove store", "forget `store`")),
        List.of(NAME),
        flags());
  }

  static CommandSpec remoteRename() {
    return new CommandSpec(
        "remote rename",
        "rename a remote",
        "Changes the name in the configuration; nothing moves.",
        List.of(new Example("datasync remote rename store attic", "call `store` `attic`")),
        List.of(NAME, new Positional("new", Arity.ONE, "its new name")),
        flags());
  }

  static CommandSpec cacheDir() {
    return new CommandSpec(
        "cache dir",
        "show or choose the folder of the cache",
        "A relative path is taken from here and kept relative to the configuration file.",
        List.of(
            new Example("datasync cache dir", "print it"),
            new Example("datasync cache dir --local /data/cache", "share one cache")),
        List.of(new Positional("value", Arity.OPTIONAL, "the folder")),
        flags(Flag.of("-u, --unset", "forget the option")));
  }

  private static List<Flag> flags(Flag... own) {
    return new FlagList()
        .add(SharedFlags.levels())
        .add(own)
        .add(SharedFlags.JSON, SharedFlags.DRY_RUN)
        .list();
  }
}
