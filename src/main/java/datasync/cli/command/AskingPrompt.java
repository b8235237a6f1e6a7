package datasync.cli.command;

import datasync.backend.Prompt;
import datasync.cli.Console;
import java.util.Optional;

/// Asks the person at the terminal, where there is one.
///
/// @param console where they are
record AskingPrompt(Console console) implements Prompt {
  @Override
  public Optional<String> ask(String host, String user) {
    return console.terminal().secret("Password for " + user + " at " + host);
  }

  @Override
  public boolean show(String request) {
    if (!console.terminal().isErrorTerminal()) {
      return false;
    }
    // whole: an address that is cut cannot be opened
    console.draw(request + "\n");
    return true;
  }
}
