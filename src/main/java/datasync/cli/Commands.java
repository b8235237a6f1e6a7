package datasync.cli;

import java.util.ArrayList;
import java.util.List;

/// The one list of commands, written out.
public final class Commands {
  /// Every path, in the order of help.
  public static final List<String> PATHS =
      List.of(
          "init",
          "destroy",
          "add",
          "commit",
          "checkout",
          "unprotect",
          "move",
          "remove",
          "freeze",
          "unfreeze",
          "status",
          "data status",
          "data ls",
          "diff",
          "check-ignore",
          "push",
          "pull",
          "fetch",
          "plan push",
          "plan pull",
          "who-has",
          "list",
          "du",
          "get",
          "list-url",
          "get-url",
          "merge",
          "install",
          "git-hook pre-commit",
          "git-hook post-checkout",
          "git-hook pre-push",
          "git-hook merge-driver",
          "fsck",
          "doctor",
          "gc",
          "config",
          "remote add",
          "remote check",
          "remote default",
          "remote list",
          "remote modify",
          "remote remove",
          "remote rename",
          "cache dir",
          "cache migrate",
          "root",
          "version",
          "completion",
          "help");

  private Commands() {}

  /// The declaration of a command, or null when there is none at this path.
  public static CommandSpec find(String path) {
    return switch (path) {
      case "init" -> DataVerbs.init();
      case "destroy" -> DataVerbs.destroy();
      case "add" -> DataVerbs.add();
      case "commit" -> DataVerbs.commit();
      case "checkout" -> DataVerbs.checkout();
      case "unprotect" -> DataVerbs.unprotect();
      case "move", "mv" -> EditVerbs.move();
      case "remove", "rm" -> EditVerbs.remove();
      case "freeze" -> EditVerbs.freeze();
      case "unfreeze" -> EditVerbs.unfreeze();
      case "status" -> LookVerbs.status();
      case "data status" -> LookVerbs.dataStatus();
      case "data ls" -> BrowseVerbs.dataList();
      case "diff" -> LookVerbs.diff();
      case "check-ignore" -> LookVerbs.checkIgnore();
      case "push" -> TransferVerbs.push();
      case "pull" -> TransferVerbs.pull();
      case "fetch" -> TransferVerbs.fetch();
      case "plan push" -> TransferVerbs.planPush();
      case "plan pull" -> TransferVerbs.planPull();
      case "who-has" -> TransferVerbs.whoHas();
      case "list", "ls" -> BrowseVerbs.list();
      case "du" -> BrowseVerbs.du();
      case "get" -> BrowseVerbs.get();
      case "list-url", "ls-url" -> BrowseVerbs.listUrl();
      case "get-url" -> BrowseVerbs.getUrl();
      case "merge" -> ConflictVerbs.merge();
      case "install" -> ConflictVerbs.install();
      case "git-hook pre-commit" -> ConflictVerbs.preCommit();
      case "git-hook post-checkout" -> ConflictVerbs.postCheckout();
      case "git-hook pre-push" -> ConflictVerbs.prePush();
      case "git-hook merge-driver" -> ConflictVerbs.mergeDriver();
      case "fsck" -> CareVerbs.fsck();
      case "doctor" -> CareVerbs.doctor();
      case "gc" -> CareVerbs.gc();
      case "config" -> SettingsVerbs.config();
      case "remote add" -> SettingsVerbs.remoteAdd();
      case "remote check" -> SettingsVerbs.remoteCheck();
      case "remote default" -> SettingsVerbs.remoteDefault();
      case "remote list" -> SettingsVerbs.remoteList();
      case "remote modify" -> SettingsVerbs.remoteModify();
      case "remote remove" -> SettingsVerbs.remoteRemove();
      case "remote rename" -> SettingsVerbs.remoteRename();
      case "cache dir" -> SettingsVerbs.cacheDir();
      case "cache migrate" -> CareVerbs.cacheMigrate();
      case "root" -> OtherVerbs.root();
      case "version" -> OtherVerbs.version();
      case "completion" -> OtherVerbs.completion();
      case "help" -> OtherVerbs.help();
      default -> null;
    };
  }

  /// The heading in help above a verb that begins another purpose, or empty.
  static String heading(String verb) {
    return switch (verb) {
      case "init" -> "start and end a project";
      case "add" -> "track data";
      case "status" -> "see what changed";
      case "push" -> "share data";
      case "list" -> "take data from other projects and places";
      case "merge" -> "work together in Git";
      case "fsck" -> "keep caches and remotes healthy";
      case "config" -> "settings";
      case "root" -> "about the program and the project";
      default -> "";
    };
  }

  /// Whether a word only begins the path of commands, as `remote` does.
  public static boolean isGroup(String word) {
    return switch (word) {
      case "remote", "cache", "data", "git-hook", "plan" -> true;
      default -> false;
    };
  }

  /// Other names of verbs, which dvc has as well; [#find] knows what they mean.
  static List<String> aliases() {
    return List.of("ls", "ls-url", "mv", "rm");
  }

  /// The words that may come first: verbs and groups, in the order of help.
  static List<String> verbs() {
    List<String> verbs = new ArrayList<>();
    for (String path : PATHS) {
      int space = path.indexOf(' ');
      String word = space < 0 ? path : path.substring(0, space);
      if (!verbs.contains(word)) {
        verbs.add(word);
      }
    }
    return verbs;
  }

  /// One line about a verb or group.
  static String summary(String verb) {
    return isGroup(verb) ? groupSummary(verb) : find(verb).summary();
  }

  private static String groupSummary(String group) {
    return switch (group) {
      case "remote" -> "list, add, change, check and remove remotes";
      case "cache" -> "choose the folder of the cache, bring old data into it";
      case "plan" -> "show what `push` or `pull` would move";
      case "git-hook" -> "what Git calls, see `install`";
      default -> "show changes and the list of tracked data";
    };
  }

  /// The words that may follow a group.
  public static List<String> members(String group) {
    List<String> members = new ArrayList<>();
    for (String path : PATHS) {
      if (path.startsWith(group + " ")) {
        members.add(path.substring(group.length() + 1));
      }
    }
    return members;
  }

  /// Whether dvc 3.67 has this verb and datasync does not yet.
  public static boolean isMissing(String path) {
    return switch (path) {
      case "artifacts", "daemon", "dag", "dataset", "ds", "exp", "experiments",
          "import", "import-db", "import-url", "metrics", "params", "plots", "purge", "queue",
          "repro", "run", "stage", "studio", "test-db", "update" ->
          true;
      default -> false;
    };
  }
}
