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
          "status",
          "data status",
          "data ls",
          "diff",
          "fetch",
          "pull",
          "push",
          "gc",
          "plan push",
          "plan pull",
          "who-has",
          "unprotect",
          "list",
          "du",
          "get",
          "get-url",
          "list-url",
          "move",
          "remove",
          "freeze",
          "unfreeze",
          "merge",
          "install",
          "git-hook pre-commit",
          "git-hook post-checkout",
          "git-hook pre-push",
          "git-hook merge-driver",
          "check-ignore",
          "config",
          "remote add",
          "remote default",
          "remote list",
          "remote modify",
          "remote remove",
          "remote rename",
          "cache dir",
          "cache migrate",
          "root",
          "fsck",
          "doctor",
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
      case "status" -> DataVerbs.status();
      case "data status" -> DataVerbs.dataStatus();
      case "data ls" -> BrowseVerbs.dataList();
      case "diff" -> LookVerbs.diff();
      case "fetch" -> TransferVerbs.fetch();
      case "pull" -> TransferVerbs.pull();
      case "push" -> TransferVerbs.push();
      case "gc" -> CareVerbs.gc();
      case "cache migrate" -> CareVerbs.cacheMigrate();
      case "plan push" -> CareVerbs.planPush();
      case "plan pull" -> CareVerbs.planPull();
      case "who-has" -> CareVerbs.whoHas();
      case "unprotect" -> DataVerbs.unprotect();
      case "move", "mv" -> EditVerbs.move();
      case "remove", "rm" -> EditVerbs.remove();
      case "freeze" -> EditVerbs.freeze();
      case "unfreeze" -> EditVerbs.unfreeze();
      case "merge" -> ConflictVerbs.merge();
      case "install" -> ConflictVerbs.install();
      case "git-hook pre-commit" -> ConflictVerbs.preCommit();
      case "git-hook post-checkout" -> ConflictVerbs.postCheckout();
      case "git-hook pre-push" -> ConflictVerbs.prePush();
      case "git-hook merge-driver" -> ConflictVerbs.mergeDriver();
      case "list", "ls" -> BrowseVerbs.list();
      case "du" -> BrowseVerbs.du();
      case "get" -> BrowseVerbs.get();
      case "get-url" -> BrowseVerbs.getUrl();
      case "list-url", "ls-url" -> BrowseVerbs.listUrl();
      case "check-ignore" -> LookVerbs.checkIgnore();
      case "config" -> SettingsVerbs.config();
      case "remote add" -> SettingsVerbs.remoteAdd();
      case "remote default" -> SettingsVerbs.remoteDefault();
      case "remote list" -> SettingsVerbs.remoteList();
      case "remote modify" -> SettingsVerbs.remoteModify();
      case "remote remove" -> SettingsVerbs.remoteRemove();
      case "remote rename" -> SettingsVerbs.remoteRename();
      case "cache dir" -> SettingsVerbs.cacheDir();
      case "root" -> OtherVerbs.root();
      case "fsck" -> CheckVerbs.fsck();
      case "doctor" -> CheckVerbs.doctor();
      case "version" -> OtherVerbs.version();
      case "completion" -> OtherVerbs.completion();
      case "help" -> OtherVerbs.help();
      default -> null;
    };
  }

  /// Whether a word only begins the path of commands, as `remote` does.
  public static boolean isGroup(String word) {
    return switch (word) {
      case "remote", "cache", "data", "git-hook", "plan" -> true;
      default -> false;
    };
  }

  /// What a group is about, for lists.
  public static String groupSummary(String group) {
    return switch (group) {
      case "remote" -> "show and change remotes";
      case "cache" -> "show and change the cache";
      case "plan" -> "see what a transfer would do";
      case "git-hook" -> "what Git calls, see `install`";
      default -> "look at tracked data";
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
