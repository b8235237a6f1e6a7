package datasync.cli;

import java.util.ArrayList;
import java.util.List;

/// Completion scripts of shells, made from the declarations of commands.
public final class CompletionScript {
  private CompletionScript() {}

  /// The script of a shell, or empty when the shell is not known.
  public static String of(String shell) {
    return switch (shell) {
      case "bash" -> bash();
      case "zsh" -> "#compdef datasync\nautoload -U +X bashcompinit && bashcompinit\n" + bash();
      case "fish" -> FishCompletion.script();
      case "powershell" -> PowerShellCompletion.script();
      default -> "";
    };
  }

  /// The words that need a second one.
  static List<String> groups() {
    List<String> groups = new ArrayList<>(Commands.verbs());
    groups.removeIf(verb -> !Commands.isGroup(verb));
    return groups;
  }

  /// All spellings of all flags of a command.
  static List<String> flags(CommandSpec spec) {
    List<String> names = new ArrayList<>();
    for (Flag flag : spec.allFlags()) {
      names.addAll(flag.names());
    }
    return names;
  }

  /// The words that a verb takes beside file names.
  static List<String> words(CommandSpec spec) {
    List<String> words = new ArrayList<>();
    if (spec.path().equals("help")) {
      words.addAll(Commands.verbs());
      for (String topic : Topics.NAMES) {
        if (!words.contains(topic)) {
          words.add(topic);
        }
      }
    }
    if (spec.path().equals("completion")) {
      words.addAll(List.of("bash", "zsh", "fish", "powershell"));
    }
    return words;
  }

  private static String bash() {
    StringBuilder cases = new StringBuilder();
    for (String path : Commands.PATHS) {
      CommandSpec spec = Commands.find(path);
      cases.append("    \"").append(path).append("\") words=\"");
      cases.append(String.join(" ", flags(spec))).append("\"; names=\"");
      cases.append(String.join(" ", words(spec))).append("\" ;;\n");
    }
    StringBuilder aliases = new StringBuilder();
    for (String alias : Commands.aliases()) {
      aliases.append("    ").append(alias).append(") path=").append(Commands.find(alias).path());
      aliases.append(" ;;\n");
    }
    StringBuilder members = new StringBuilder();
    for (String group : groups()) {
      members.append("    \"").append(group).append("\") names=\"");
      members.append(String.join(" ", Commands.members(group))).append("\"; group=1 ;;\n");
    }
    return """
        _datasync() {
          local current=${COMP_WORDS[COMP_CWORD]} path= word i names= words= group=
          for ((i = 1; i < COMP_CWORD; i++)); do
            word=${COMP_WORDS[i]}
            case $word in
              -C | --cd) i=$((i + 1)) ;;
              -*) ;;
              *)
                case $path in
                  "" | GROUPS) path="${path:+$path }$word" ;;
                esac
                ;;
            esac
          done
          case $path in
        ALIASES  esac
          case $path in
            "") names="VERBS" words="GLOBAL"; group=1 ;;
        MEMBERSCASES  esac
          if [[ $current == -* ]]; then
            COMPREPLY=($(compgen -W "$words" -- "$current"))
          else
            COMPREPLY=($(compgen -W "$names" -- "$current"))
            [[ $group ]] || COMPREPLY+=($(compgen -f -- "$current"))
          fi
        }
        complete -o filenames -F _datasync datasync
        """
        .replace("GROUPS", String.join(" | ", groups()))
        .replace("VERBS", String.join(" ", Commands.verbs()))
        .replace("GLOBAL", "-h --help -V --version -q --quiet -v --verbose -C --cd")
        .replace("ALIASES", aliases)
        .replace("MEMBERS", members)
        .replace("CASES", cases);
  }
}
