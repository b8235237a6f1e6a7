package datasync.cli;

/// How the message of a failed command begins: `cannot`, and what was wanted.
final class Leads {
  private Leads() {}

  /// The beginning of the message when the command at a path failed.
  static String of(String path) {
    return switch (path) {
      case "root" -> "cannot find the top of the project: ";
      case "status", "data status" -> "cannot show the status: ";
      case "plan push" -> "cannot plan the push: ";
      case "plan pull" -> "cannot plan the pull: ";
      case "who-has" -> "cannot find out who has it: ";
      case "diff" -> "cannot compare: ";
      case "check-ignore" -> "cannot tell what is ignored: ";
      case "destroy" -> "cannot take the project away: ";
      case "config" -> "cannot read or change the configuration: ";
      case "cache dir" -> "cannot show or choose the cache: ";
      case "version", "doctor", "help", "completion" -> "cannot show " + path + ": ";
      case "init" -> "cannot start a project: ";
      case "data ls" -> "cannot list the data: ";
      case "gc" -> "cannot remove unused data: ";
      case "fsck" -> "cannot check the data: ";
      case "du" -> "cannot add up sizes: ";
      case "get-url" -> "cannot get it from the address: ";
      case "list-url" -> "cannot list the address: ";
      case "install" -> "cannot install hooks: ";
      case "checkout" -> "cannot check out: ";
      case "git-hook merge-driver" -> "cannot merge: ";
      default -> {
        int space = path.indexOf(' ');
        yield space < 0
            ? "cannot " + path + ": "
            : "cannot " + path.substring(space + 1) + " " + path.substring(0, space) + ": ";
      }
    };
  }
}
