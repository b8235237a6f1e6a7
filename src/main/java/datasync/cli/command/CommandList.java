package datasync.cli.command;

import datasync.cli.Command;
import datasync.cli.CommandSource;
import datasync.cli.UsageException;

/// The one list of the classes of commands, written out; only the chosen one is loaded.
public final class CommandList implements CommandSource {
  @Override
  public Command open(String path) throws UsageException {
    return switch (path) {
      case "init" -> new Initialise();
      case "destroy" -> new DestroyCommand();
      case "add" -> new AddCommand();
      case "commit" -> new CommitCommand();
      case "checkout" -> new CheckoutCommand();
      case "status" -> new StatusCommand();
      case "data status" -> new DataStatusCommand();
      case "data ls" -> new ListCommand();
      case "diff" -> new DiffCommand();
      case "fetch" -> new FetchCommand();
      case "pull" -> new PullCommand();
      case "push" -> new PushCommand();
      case "gc" -> new GcCommand();
      case "cache migrate" -> new CacheMigrate();
      case "plan push" -> new PlanCommand(true);
      case "plan pull" -> new PlanCommand(false);
      case "who-has" -> new WhoHasCommand();
      case "unprotect" -> new Unprotect();
      case "move" -> new MoveCommand();
      case "remove" -> new RemoveCommand();
      case "freeze" -> new FreezeCommand(true);
      case "unfreeze" -> new FreezeCommand(false);
      case "merge" -> new MergeCommand();
      case "install" -> new InstallCommand();
      case "git-hook pre-commit", "git-hook post-checkout", "git-hook pre-push" -> new GitHook();
      case "git-hook merge-driver" -> new MergeDriverHook();
      case "list" -> new ListCommand();
      case "du" -> new DuCommand();
      case "get" -> new GetCommand();
      case "get-url" -> new GetUrlCommand();
      case "list-url" -> new ListUrlCommand();
      case "check-ignore" -> new CheckIgnore();
      case "root" -> new Root();
      case "fsck" -> new FsckCommand();
      case "doctor" -> new DoctorCommand();
      case "version" -> new Version();
      case "completion" -> new Completion();
      case "help" -> new Help();
      case "config" -> new ConfigOptions();
      case "remote add" -> new RemoteAdd();
      case "remote default" -> new RemoteDefault();
      case "remote list" -> new RemoteList();
      case "remote modify" -> new RemoteModify();
      case "remote remove" -> new RemoteRemove();
      case "remote rename" -> new RemoteRename();
      case "cache dir" -> new CacheDir();
      default -> throw new UsageException("`" + path + "` is not built yet", "");
    };
  }
}
