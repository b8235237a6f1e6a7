package datasync.cli;

import java.util.ArrayList;
import java.util.List;

/// An option, declared once: parsing, help and completion all read it from here.
///
/// @param names all spellings, such as `-r` and `--remote`
/// @param valueName what stands for the value in help, such as `name`; empty when there is none
/// @param summary one line for help
/// @param details more for `help VERB`, or empty
/// @param variable the environment variable that gives the value when the flag is absent, or empty
/// @param effect what it does
public record Flag(
    List<String> names,
    String valueName,
    String summary,
    String details,
    String variable,
    Effect effect) {
  /// Copies the names.
  public Flag {
    names = List.copyOf(names);
  }

  /// Declares a flag the way help shows it: `-f, --force`, `-r, --remote <name>`.
  ///
  /// It is a switch, or takes text when there is a value name; the methods below refine it.
  ///
  /// @param spelling names divided by commas, then the value name in angle brackets if any
  /// @param summary one line for help
  public static Flag of(String spelling, String summary) {
    String value = "";
    String list = spelling;
    int bracket = spelling.indexOf('<');
    if (bracket >= 0) {
      value = spelling.substring(bracket + 1, spelling.length() - 1);
      list = spelling.substring(0, bracket - 1);
    }
    List<String> names = new ArrayList<>(2);
    String key = "";
    int start = 0;
    while (start < list.length()) {
      int comma = list.indexOf(',', start);
      int end = comma < 0 ? list.length() : comma;
      String name = list.substring(start, end);
      names.add(name);
      if (key.isEmpty() || key.length() == 1) {
        key = name.substring(name.startsWith("--") ? 2 : 1);
      }
      start = end + 2;
    }
    Effect.Kind kind = value.isEmpty() ? Effect.Kind.SWITCH : Effect.Kind.TEXT;
    return new Flag(
        names, value, summary, "", "", new Effect(kind, key, "true", List.of(), ""));
  }

  /// Counts how often it is given.
  public Flag counting() {
    return with(new Effect(Effect.Kind.COUNT, key(), "", List.of(), effect.group()));
  }

  /// Takes a whole number.
  public Flag number() {
    return with(new Effect(Effect.Kind.NUMBER, key(), "", List.of(), effect.group()));
  }

  /// Takes one of some words.
  public Flag choices(String... words) {
    return with(
        new Effect(
            effect.kind(), key(), effect.constant(), List.of(words), effect.group()));
  }

  /// Takes a value or none.
  ///
  /// @param constant what is kept when there is none
  public Flag optional(String constant) {
    return with(
        new Effect(Effect.Kind.OPTIONAL, key(), constant, effect.choices(), effect.group()));
  }

  /// Keeps the values of all times it is given.
  public Flag repeatable() {
    return with(
        new Effect(Effect.Kind.LIST, key(), "", effect.choices(), effect.group()));
  }

  /// Takes all words up to the next option, and keeps those of all times it is given.
  public Flag words() {
    return with(
        new Effect(Effect.Kind.WORDS, key(), "", effect.choices(), effect.group()));
  }

  /// Keeps a constant under a key that other flags share.
  public Flag into(String key, String constant) {
    return with(new Effect(effect.kind(), key, constant, effect.choices(), effect.group()));
  }

  /// Cannot be given together with other flags of the group.
  public Flag exclusive(String group) {
    return with(
        new Effect(effect.kind(), key(), effect.constant(), effect.choices(), group));
  }

  /// Adds the text that only `help VERB` shows.
  public Flag details(String text) {
    return new Flag(names, valueName, summary, text, variable, effect);
  }

  /// Adds the environment variable that is read when the flag is absent.
  public Flag variable(String name) {
    return new Flag(names, valueName, summary, details, name, effect);
  }

  /// The name its value is kept under.
  public String key() {
    return effect.key();
  }

  /// Every spelling with slashes between, as messages name a flag.
  public String label() {
    StringBuilder label = new StringBuilder(names.get(0));
    for (int i = 1; i < names.size(); i++) {
      label.append('/').append(names.get(i));
    }
    return label.toString();
  }

  private Flag with(Effect changed) {
    return new Flag(names, valueName, summary, details, variable, changed);
  }
}
