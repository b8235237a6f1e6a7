package datasync.backend.ssh;

import datasync.auth.NoCredentials;
import datasync.backend.Opening;
import datasync.io.Environment;
import datasync.io.SettingException;
import datasync.process.ChildProcess;
import datasync.text.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Starts the system's `ssh` with the subsystem `sftp`, once for each connection. Safe for several
/// threads.
final class SshConnector implements Connector {
  private static final Duration MOMENT = Duration.ofSeconds(2);
  private static final int LONGEST_CONFIGURATION = 1 << 20;

  private final SshSettings settings;
  private final Opening opening;
  private AskPass ask;
  private boolean closed;

  SshConnector(SshSettings settings, Opening opening) {
    this.settings = settings;
    this.opening = opening;
  }

  @Override
  public Connection connect() throws IOException {
    Environment environment = opening.environment();
    Map<String, String> variables = variables(environment);
    boolean asks = settings.secrets().any();
    if (asks) {
      variables.putAll(asking(variables));
    }
    List<String> line = SshCommand.session(settings, environment, asks);
    Child child =
        new Child(ChildProcess.start(line, environment.workingDirectory(), variables));
    try {
      return Connection.greet(child, Connection.PATIENCE);
    } catch (ConnectionLost ended) {
      String printed = child.lastWords();
      throw printed.isEmpty() ? ended : SshEnds.of(printed, settings);
    } catch (FormatException foreign) {
      throw new SettingException(
          "what answers at `" + settings.host() + "` is no SFTP: " + foreign.getMessage(),
          "a start-up file of the account there may print something: `ssh "
              + settings.host() + " true` has to print nothing");
    }
  }

  private static Map<String, String> variables(Environment environment) {
    Map<String, String> variables = new HashMap<>(environment.variables());
    // its messages are read
    variables.put("LC_ALL", "C");
    return variables;
  }

  /// Asks for what is not set, once, and makes the program that tells ssh.
  private synchronized Map<String, String> asking(Map<String, String> variables)
      throws IOException {
    if (closed) {
      throw new ConnectionLost("the connection was closed");
    }
    if (ask == null) {
      SshSettings.Secrets secrets = settings.secrets();
      AskPass.Login login = login(variables);
      String password = secrets.password();
      if (password.isEmpty() && secrets.askPassword()) {
        password = asked("password", settings.host(), settings.user());
      }
      String passphrase = secrets.passphrase();
      if (passphrase.isEmpty() && secrets.askPassphrase()) {
        String key = settings.key().isEmpty() ? "key" : settings.key().getFirst().toString();
        passphrase = asked("passphrase", settings.host(), key);
      }
      ask = AskPass.of(login, password, passphrase, opening.environment());
    }
    return ask.variables();
  }

  private String asked(String what, String host, String whom) throws NoCredentials {
    return opening
        .prompt()
        .ask(host, whom)
        .orElseThrow(
            () ->
                new NoCredentials(
                    "`ask_" + what + "` is set, and there is nobody to ask",
                    "run it in a terminal, load the key with `ssh-add`, or `datasync remote modify "
                        + "--local REMOTE " + what + " …`"));
  }

  /// The names under which ssh will ask.
  private AskPass.Login login(Map<String, String> variables) throws IOException {
    ChildProcess.Result told =
        ChildProcess.run(
            SshCommand.resolved(settings, opening.environment()),
            opening.environment().workingDirectory(),
            variables,
            LONGEST_CONFIGURATION);
    if (told.exit() != 0) {
      throw SshEnds.of(told.err(), settings);
    }
    String text = told.text();
    boolean direct =
        value(text, "proxyjump").isEmpty() && value(text, "proxycommand").isEmpty();
    String user = value(text, "user").orElse(settings.user());
    String host = value(text, "hostname").orElse(settings.host());
    return new AskPass.Login(user + "@" + host, direct);
  }

  private static Optional<String> value(String configuration, String key) {
    return configuration
        .lines()
        .filter(line -> line.startsWith(key + " "))
        .findFirst()
        .map(line -> line.substring(key.length() + 1))
        .filter(value -> !value.equals("none"));
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (ask != null) {
      ask.close();
      ask = null;
    }
  }

  /// The streams of a running ssh.
  private record Child(ChildProcess process) implements Wire {
    @Override
    public InputStream in() {
      return process.output();
    }

    @Override
    public OutputStream out() {
      return process.input();
    }

    @Override
    public String lastWords() {
      process.awaitErrors(MOMENT);
      return process.errorText();
    }

    @Override
    public void close() {
      process.close();
    }
  }
}
