package datasync.cli.command;

import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.config.RemoteEditor;
import datasync.config.Secrets;
import java.io.IOException;

/// `remote list`: name, address and mark at tab stops, as dvc lays them out.
///
/// dvc folds lines at the width of the terminal, or at 80 where there is none. Here only a width
/// that was asked for with `COLUMNS` counts: a folded address is of no use to a script. Passwords
/// in addresses are masked, as everywhere but in `config`, which prints what it is asked for.
final class RemoteListCommand implements Command {
  private static final int TAB = 8;

  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Console console = invocation.console();
    ConfigTarget target = ConfigTarget.of(invocation);
    int width = width(invocation.environment().variable("COLUMNS"));
    for (RemoteEditor.Entry remote : new RemoteEditor(target.files()).list(target.level())) {
      String mark = remote.isDefault() ? "\t(default)" : "";
      String url = Secrets.withoutPassword(remote.url());
      console.line(fold(tabs(remote.name() + "\t" + url + mark), width));
      Fields fields = new Fields();
      fields.text("name", remote.name());
      fields.text("url", url);
      fields.flag("default", remote.isDefault());
      console.event("remote", fields);
    }
    console.result(ExitCode.DONE);
    return ExitCode.DONE;
  }

  private static int width(String columns) {
    try {
      int width = Integer.parseInt(columns);
      return width > 0 ? width : Integer.MAX_VALUE;
    } catch (NumberFormatException unset) {
      return Integer.MAX_VALUE;
    }
  }

  private static String tabs(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\t') {
        out.repeat(' ', TAB - out.length() % TAB);
      } else {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  /// Breaks before a word that does not fit and within one that is longer than a line.
  static String fold(String text, int width) {
    StringBuilder out = new StringBuilder();
    int column = 0;
    int start = 0;
    while (start < text.length()) {
      int end = start;
      while (end < text.length() && text.charAt(end) == ' ') {
        end++;
      }
      while (end < text.length() && text.charAt(end) != ' ') {
        end++;
      }
      int word = end - start;
      while (end < text.length() && text.charAt(end) == ' ') {
        end++;
      }
      if (width - column >= word) {
        column += end - start;
      } else if (word > width) {
        for (int at = start; end - at > width; at += width) {
          breakLine(out, width);
          out.append(text, at, at + width);
          start = at + width;
        }
        breakLine(out, width);
        column = end - start;
      } else {
        breakLine(out, width);
        column = end - start;
      }
      out.append(text, start, end);
      start = end;
    }
    return cut(out, width).toString();
  }

  private static void breakLine(StringBuilder out, int width) {
    if (!out.isEmpty()) {
      cut(out, width).append('\n');
    }
  }

  /// Takes away the blanks at the end that stand beyond the width.
  private static StringBuilder cut(StringBuilder out, int width) {
    int line = out.lastIndexOf("\n") + 1;
    while (out.length() - line > width && out.charAt(out.length() - 1) == ' ') {
      out.setLength(out.length() - 1);
    }
    return out;
  }
}
