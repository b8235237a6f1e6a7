package datasync.faults;

import java.util.ArrayList;
import java.util.List;

/// A command that is stopped at every step, and the world it starts in.
///
/// @param name what it is called in messages
/// @param before makes the world, as [World#make] reads it
/// @param command the command line
/// @param again the command line afterwards when the same one is refused because it was done, or
///     empty
public record Scenario(String name, List<String> before, String command, String again) {
  private static final List<String> START =
      List.of(
          "> init -q",
          "> remote add -q -d r ../remote",
          "write data/a 5000 1",
          "write data/b 20 2",
          "write data/sub/c 300 3",
          "write data/sub/deep/d 7000 4",
          "write data/empty 0 5",
          "write data/twin 5000 1",
          "write data/large 140000 6",
          "write model.bin 150000 7");

  private static final List<String> TRACKED = with(START, "> add -q data model.bin");

  private static final List<String> CHANGED =
      List.of(
          "> unprotect data model.bin",
          "write data/a 4000 11",
          "write data/sub/new 600 12",
          "rm data/sub/deep",
          "write model.bin 151000 13");

  private static final List<String> PUSHED = with(TRACKED, "> push -q");

  /// Two versions in cache and remote; the workspace holds the old one, the metadata the new one.
  private static final List<String> SWITCHED =
      with(
          with(with(PUSHED, CHANGED), "> add -q data model.bin", "> push -q"),
          "rm data",
          "rm model.bin",
          "write data/a 5000 1",
          "write data/b 20 2",
          "write data/sub/c 300 3",
          "write data/sub/deep/d 7000 4",
          "write data/empty 0 5",
          "write data/twin 5000 1",
          "write data/large 140000 6",
          "write model.bin 150000 7");

  private static final String NO_CACHE = "rm .dvc/cache";

  /// More objects than are synced one by one.
  private static List<String> many() {
    List<String> lines = new ArrayList<>(START);
    for (int i = 0; i < 24; i++) {
      lines.add("write many/" + i + " " + (i + 1) * 100 + " " + (100 + i));
    }
    return lines;
  }

  private static List<String> with(List<String> first, List<String> more) {
    List<String> all = new ArrayList<>(first);
    all.addAll(more);
    return all;
  }

  private static List<String> with(List<String> first, String... more) {
    return with(first, List.of(more));
  }

  private static Scenario of(String name, List<String> before, String command) {
    return new Scenario(name, before, command, "");
  }

  private static List<String> linked(String type, List<String> lines) {
    List<String> all = new ArrayList<>(lines);
    all.add(1, "> config -q cache.type " + type);
    return all;
  }

  /// All of them.
  public static List<Scenario> all() {
    return List.of(
        of("add", START, "add data model.bin"),
        of("add hardlink", linked("hardlink", START), "add data model.bin"),
        of("add symlink", linked("symlink", START), "add data model.bin"),
        of("add again", with(TRACKED, CHANGED), "add data model.bin"),
        of("add again hardlink", linked("hardlink", with(TRACKED, CHANGED)), "add data"),
        of("add part", with(TRACKED, "write data/sub/c 333 21"), "add data/sub/c"),
        of("add to remote", with(START, "cp model.bin ../model.bin", "rm model.bin"),
            "add ../model.bin --to-remote"),
        of("add out", with(START, "cp data ../data"), "add ../data -o copy"),
        of("add many", many(), "add many"),
        of("add many symlink", linked("symlink", many()), "add many"),
        of("push many", with(many(), "> add -q many"), "push"),
        of("fetch many", with(many(), "> add -q many", "> push -q", NO_CACHE), "fetch"),
        of("commit", with(TRACKED, CHANGED), "commit -f"),
        of("commit hardlink", linked("hardlink", with(TRACKED, CHANGED)), "commit -f"),
        of("push", TRACKED, "push"),
        of("push more", with(with(PUSHED, CHANGED), "> add -q data model.bin"), "push"),
        of("fetch", with(PUSHED, NO_CACHE), "fetch"),
        of("pull", with(PUSHED, NO_CACHE, "rm data", "rm model.bin"), "pull"),
        of("pull hardlink", linked("hardlink", with(PUSHED, NO_CACHE, "rm data")), "pull"),
        of("pull switch", with(SWITCHED, "rm model.bin"), "pull --force"),
        of("checkout", with(TRACKED, "rm data", "rm model.bin"), "checkout"),
        of("checkout hardlink", linked("hardlink", with(TRACKED, "rm data")), "checkout"),
        of("checkout symlink", linked("symlink", with(TRACKED, "rm data")), "checkout"),
        of("checkout switch", SWITCHED, "checkout"),
        of("checkout relink", with(TRACKED, "> config -q cache.type hardlink"),
            "checkout --relink"),
        of("unprotect", linked("hardlink", TRACKED), "unprotect data"),
        new Scenario("move", TRACKED, "move data moved", "status"),
        new Scenario("move file", TRACKED, "move model.bin other.bin", "status"),
        new Scenario("remove", TRACKED, "remove data.dvc --outs", "status"),
        of("gc", with(with(TRACKED, CHANGED), "> add -q data model.bin"), "gc -w -f"),
        of("gc cloud", with(with(PUSHED, CHANGED), "> add -q data model.bin", "> push -q"),
            "gc -w -c -f"),
        of("cache migrate",
            with(TRACKED, "cp .dvc/cache/files/md5 ../old", NO_CACHE, "cp ../old .dvc/cache",
                "rm ../old"),
            "cache migrate"),
        of("config", TRACKED, "config core.autostage true"));
  }
}
