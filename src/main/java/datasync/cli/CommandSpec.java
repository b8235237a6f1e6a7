package datasync.cli;

import java.util.ArrayList;
import java.util.List;

/// What is known about a command without loading it.
///
/// @param path the words that choose it, such as `remote add`
/// @param summary one line for lists, lower case, no full stop
/// @param description what it does, a few sentences
/// @param examples command lines for help
/// @param positionals the arguments without a name, in order
/// @param flags its options, without those of [SharedFlags#GLOBAL]
public record CommandSpec(
    String path,
    String summary,
    String description,
    List<Example> examples,
    List<Positional> positionals,
    List<Flag> flags) {
  /// Copies the lists.
  public CommandSpec {
    examples = List.copyOf(examples);
    positionals = List.copyOf(positionals);
    flags = List.copyOf(flags);
  }

  /// Its own options and those of every verb that it does not declare itself.
  public List<Flag> allFlags() {
    List<Flag> all = new ArrayList<>(flags);
    all.addAll(globalFlags());
    return all;
  }

  /// The options of every verb that it does not declare itself.
  public List<Flag> globalFlags() {
    List<Flag> globals = new ArrayList<>(SharedFlags.GLOBAL.size());
    for (Flag global : SharedFlags.GLOBAL) {
      boolean own = false;
      for (Flag flag : flags) {
        own |= flag.key().equals(global.key());
      }
      if (!own) {
        globals.add(global);
      }
    }
    return globals;
  }
}
