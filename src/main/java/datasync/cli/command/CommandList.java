package datasync.cli.command;

import datasync.cli.Command;
import datasync.cli.CommandSource;
import datasync.cli.UsageException;

/// The one list of the classes of commands, written out; only the chosen one is loaded.
public final class CommandList implements CommandSource {
  @Override
  public Command open(String path) throws UsageException {
    return switch (path) {
      case "init" -> new InitCommand();
      case "destroy" -> new DestroyCommand();
      case "add" -> new AddCommand();
      case "commit" -> new CommitCommand();
      case "checkout" -> new CheckoutCommand();
      case "unprotect" -> new UnprotectCommand();
      case "move" -> new MoveCommand();
      case "remove" -> new RemoveCommand();
      case "freeze" -> new FreezeCommand(true);
      case "unfreeze" -> new FreezeCommand(false);
      case "status" -> new StatusCommand();
      case "data status" -> new DataStatusCommand();
      case "data ls" -> new ListCommand();
      case "diff" -> new DiffCommand();
      case "check-ignore" -> new CheckIgnoreCommand();
      case "push" -> new PushCommand();
      case "pull" -> new PullCommand();
      case "fetch" -> new FetchCommand();
      case "plan push" -> new PlanCommand(true);
      case "plan pull" -> new PlanCommand(false);
      case "who-has" -> new WhoHasCommand();
      case "list" -> new ListCommand();
      case "du" -> new DuCommand();
      case "get" -> new GetCommand();
      case "list-url" -> new ListUrlCommand();
      case "get-url" -> new GetUrlCommand();
      case "merge" -> new MergeCommand();
      case "install" -> new InstallCommand();
      case "git-hook pre-commit", "git-hook post-checkout", "git-hook pre-push" ->
          new GitHookCommand();
      case "git-hook merge-driver" -> new MergeDriverCommand();
      case "fsck" -> new FsckCommand();
      case "doctor" -> new DoctorCommand();
      case "gc" -> new GcCommand();
      case "config" -> new ConfigCommand();
      case "remote add" -> new RemoteAddCommand();
      case "remote check" -> new RemoteCheckCommand();
      case "remote default" -> new RemoteDefaultCommand();
      case "remote list" -> new RemoteListCommand();
      case "remote modify" -> new RemoteModifyCommand();
      case "remote remove" -> new RemoteRemoveCommand();
      case "remote rename" -> new RemoteRenameCommand();
      case "cache dir" -> new CacheDirCommand();
      case "cache migrate" -> new CacheMigrateCommand();
      case "root" -> new RootCommand();
      case "version" -> new VersionCommand();
      case "completion" -> new CompletionCommand();
      case "help" -> new HelpCommand();
      default -> throw new UsageException("`" + path + "` is not built yet", "");
    };
  }
}
