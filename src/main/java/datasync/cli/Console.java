package datasync.cli;

import datasync.io.Environment;
import datasync.text.Value;
import datasync.text.json.Json;
import datasync.text.json.JsonStyle;
import java.io.OutputStream;
import java.util.List;

/// Where a command prints: results on stdout, everything else on stderr.
///
/// Safe for several threads. No method fails when the reader of the output is gone; the process
/// then ends with [ExitCode#BROKEN_PIPE] after the work is done.
public final class Console {
  private static final String RED = "\u001b[1;31m";
  private static final String YELLOW = "\u001b[33m";
  private static final String RESET = "\u001b[0m";

  private final Output out;
  private final Output err;
  private final Terminal terminal;
  private final Environment environment;
  private final boolean quiet;
  private final int verbosity;
  private final boolean json;

  /// A console before the flags are known.
  ///
  /// @param environment tells about `NO_COLOR` and `TERM`
  public Console(
      OutputStream out, OutputStream err, Terminal terminal, Environment environment) {
    this(new Output(out), new Output(err), new Manner(terminal, environment, false, 0, false));
  }

  private record Manner(
      Terminal terminal, Environment environment, boolean quiet, int verbosity, boolean json) {}

  private Console(Output out, Output err, Manner manner) {
    this.out = out;
    this.err = err;
    this.terminal = manner.terminal();
    this.environment = manner.environment();
    this.quiet = manner.quiet();
    this.verbosity = manner.verbosity();
    this.json = manner.json();
  }

  /// The same streams in the manner that flags ask for.
  ///
  /// @param verbosity how many `-v` there were
  public Console with(boolean quiet, int verbosity, boolean json) {
    return new Console(out, err, new Manner(terminal, environment, quiet, verbosity, json));
  }

  /// Whether `-q` was given.
  public boolean isQuiet() {
    return quiet;
  }

  /// Whether `-v` was given.
  public boolean isVerbose() {
    return verbosity > 0;
  }

  /// Whether `--json` was given.
  public boolean isJson() {
    return json;
  }

  /// What the process is connected to.
  public Terminal terminal() {
    return terminal;
  }

  /// Whether stderr may be coloured and redrawn.
  public boolean isLively() {
    return terminal.isErrorTerminal() && !environment.variable("TERM").equals("dumb");
  }

  /// Whether stdout may be coloured.
  public boolean isColoured() {
    return terminal.isOutputTerminal() && mayColour();
  }

  private boolean mayColour() {
    return environment.variable("NO_COLOR").isEmpty()
        && !environment.variable("TERM").equals("dumb");
  }

  /// Prints a line of the result on stdout; nothing with `-q`, and nothing with `--json`. On a
  /// terminal control characters are escaped.
  public void line(String text) {
    if (!quiet && !json) {
      out.write(terminal.isOutputTerminal() ? Visible.of(text) : text);
      out.write("\n");
    }
  }

  /// Prints a line on stdout whatever the flags say: what was asked for by name.
  public void answer(String text) {
    out.write(text);
    out.write("\n");
  }

  /// Prints the one JSON value of a command whose `--json` is DVC's: on one line, or indented on a
  /// terminal.
  public void document(Value value) {
    boolean indented = terminal.isOutputTerminal();
    answer(Json.write(value, indented ? JsonStyle.INDENTED : JsonStyle.LINE));
  }

  /// Prints a record on stdout with `--json`, nothing without.
  ///
  /// @param type what the record is, such as `object`
  /// @param fields its other members in order
  public void event(String type, Fields fields) {
    if (json) {
      Fields all = new Fields().text("type", type).addAll(fields);
      answer(Json.write(all.object(), JsonStyle.LINE));
    }
  }

  /// Prints the last record of a command with `--json`, nothing without.
  public void result(ExitCode exit, Fields fields) {
    if (json) {
      event("result", new Fields().number("exit", exit.code()).addAll(fields));
    }
  }

  /// As [#result(ExitCode, Fields)], when there is nothing else to say.
  public void result(ExitCode exit) {
    result(exit, new Fields());
  }

  /// Prints a line on stderr unless `-q` was given.
  public void note(String text) {
    if (!quiet) {
      diagnose(Visible.cut(text));
    }
  }

  /// Prints a line on stderr when `-v` was given.
  public void detail(String text) {
    if (verbosity > 0) {
      diagnose(Visible.of(text));
    }
  }

  /// Prints a warning on stderr, unless `-q` was given.
  public void warning(String text) {
    if (!quiet) {
      diagnose(coloured(YELLOW, "warning:") + " " + Visible.cut(text));
    }
  }

  /// Prints an error on stderr.
  ///
  /// @param message the sentence part after the program's name
  /// @param hint what to type next, or empty
  public void error(String message, String hint) {
    StringBuilder text = new StringBuilder(coloured(RED, "datasync:")).append(' ');
    text.append(Visible.cut(message));
    if (!hint.isEmpty()) {
      text.append("\n\nhint: ").append(Visible.cut(hint));
    }
    diagnose(text.toString());
  }

  /// Prints text on stderr without a line end and at once, for progress.
  public void draw(String text) {
    err.write(text);
    err.flush();
  }

  /// Sends everything on its way.
  ///
  /// @return how the process ends: the given code, or another when output was lost
  public ExitCode finish(ExitCode exit) {
    out.flush();
    err.flush();
    if (out.failure() == null) {
      return exit;
    }
    String reason = String.valueOf(out.failure().getMessage());
    if (reason.contains("Broken pipe")) {
      return ExitCode.BROKEN_PIPE;
    }
    error("cannot write the output: " + reason, "");
    err.flush();
    return exit == ExitCode.DONE ? ExitCode.FAILED : exit;
  }

  /// Lines that name failures one by one, and how many more there are.
  ///
  /// @param limit how many to show, unless `-v` was given
  public void failures(List<String> lines, int limit) {
    int shown = verbosity > 0 ? lines.size() : Math.min(limit, lines.size());
    for (int i = 0; i < shown; i++) {
      diagnose(Visible.cut(lines.get(i)));
    }
    if (shown < lines.size()) {
      diagnose("… and " + (lines.size() - shown) + " more; `-v` shows all");
    }
  }

  private void diagnose(String text) {
    out.flush();
    err.write(text);
    err.write("\n");
    err.flush();
  }

  private String coloured(String colour, String text) {
    return terminal.isErrorTerminal() && mayColour() ? colour + text + RESET : text;
  }
}
