package datasync.remotes;

import datasync.backend.Opening;
import datasync.backend.Prompt;
import datasync.backend.UploadSessions;
import datasync.io.Environment;
import datasync.task.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// OpenSSH's sshd, or asyncssh with a password, on a free port of the loopback address, in a folder
/// of the test and with keys of its own. Nothing in `/etc` or in a home is read or changed.
public final class SshServer implements AutoCloseable {
  /// The user of the server with a password.
  public static final String USER = "alice";
  /// The password of [#USER].
  public static final String PASSWORD = "se cret'$x";

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private final Process process;
  private final Path home;
  private final int port;

  private SshServer(Process process, Path home, int port) {
    this.process = process;
    this.home = home;
    this.port = port;
  }

  /// Starts sshd for the user of this process, with further lines of configuration.
  public static SshServer start(Path folder, String... lines) throws IOException {
    Path home = Files.createDirectories(folder.resolve("ssh"));
    Files.createDirectories(home.resolve("files"));
    int port = freePort();
    key(home.resolve("host"), "");
    key(home.resolve("id"), "");
    key(home.resolve("locked"), "open it");
    key(home.resolve("stranger"), "");
    Files.writeString(
        home.resolve("authorized_keys"),
        Files.readString(home.resolve("id.pub")) + Files.readString(home.resolve("locked.pub")));
    Files.writeString(
        home.resolve("known_hosts"),
        "[127.0.0.1]:" + port + " " + Files.readString(home.resolve("host.pub")));
    Files.writeString(home.resolve("sshd_config"), configuration(home, port, lines));
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    // sshd starts itself again for each connection and wants its whole path
    String config = home.resolve("sshd_config").toString();
    return started(home, port, List.of(sshd(), "-D", "-e", "-f", config));
  }

  private static String configuration(Path home, int port, String... lines) {
    String first = String.join("\n", lines);
    first += first.contains("Subsystem ") ? "" : "\nSubsystem sftp internal-sftp";
    return """
        %s
        ListenAddress 127.0.0.1
        Port %d
        HostKey %s
        PidFile none
        AuthorizedKeysFile %s
        StrictModes no
        UsePAM no
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        PermitRootLogin yes
        MaxStartups 100
        MaxSessions 100
        """
        .formatted(first, port, home.resolve("host"), home.resolve("authorized_keys"));
  }

  /// Starts asyncssh, which knows [#USER] by password and has SFTP alone.
  public static SshServer withPassword(Path folder) throws IOException {
    Path home = Files.createDirectories(folder.resolve("asyncssh"));
    Files.createDirectories(home.resolve("files"));
    key(home.resolve("host"), "");
    int port = freePort();
    Files.writeString(
        home.resolve("known_hosts"),
        "[127.0.0.1]:" + port + " " + Files.readString(home.resolve("host.pub")));
    Path script = home.resolve("server.py");
    Files.writeString(
        script,
        """
        import asyncio, asyncssh, sys
        home, port, user, password = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
        class Server(asyncssh.SSHServer):
            def begin_auth(self, username): return True
            def password_auth_supported(self): return True
            def validate_password(self, u, p): return (u, p) == (user, password)
        class Sftp(asyncssh.SFTPServer):
            def __init__(self, chan): super().__init__(chan, chroot=home + "/files")
        async def main():
            await asyncssh.create_server(
                Server, "127.0.0.1", port, sftp_factory=Sftp, server_host_keys=[home + "/host"])
            await asyncio.Event().wait()
        asyncio.run(main())
        """);
    String dvc = System.getenv().getOrDefault("DATASYNC_DVC", ".deps/dvc/bin/dvc");
    Path python = Path.of(dvc).toAbsolutePath().resolveSibling("python");
    return started(
        home,
        port,
        List.of(
            python.toString(), script.toString(), home.toString(), "" + port, USER, PASSWORD));
  }

  private static String sshd() {
    for (String place : List.of("/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/bin/sshd")) {
      if (Files.isExecutable(Path.of(place))) {
        return place;
      }
    }
    throw new AssertionError("`sshd` is not installed: `scripts/install-peers` does that");
  }

  private static void key(Path file, String passphrase) throws IOException {
    List<String> line =
        List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-f", file.toString());
    try {
      if (new ProcessBuilder(line).inheritIO().start().waitFor() != 0) {
        throw new IOException("ssh-keygen failed");
      }
    } catch (InterruptedException stop) {
      throw new IOException(stop);
    }
  }

  /// A port that nobody listens at.
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static SshServer started(Path home, int port, List<String> command)
      throws IOException {
    Path log = home.resolve("log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    SshServer server = new SshServer(process, home, port);
    long end = System.nanoTime() + PATIENCE;
    while (System.nanoTime() < end && process.isAlive()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
          InputStream in = socket.getInputStream()) {
        if (in.read() == 'S') {
          return server;
        }
      } catch (IOException notYet) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
    server.close();
    throw new AssertionError("not ready: " + command + "\n" + Files.readString(log));
  }

  /// Its port.
  public int port() {
    return port;
  }

  /// Where it keeps what tests write; the top of a server with a password.
  public Path files() {
    return home.resolve("files");
  }

  /// A file of the server's folder: `host`, `id`, `locked` (passphrase `open it`), `stranger`,
  /// `known_hosts`, `log`.
  public Path file(String name) {
    return home.resolve(name);
  }

  /// The settings of a remote in a folder below [#files], with the key `id`.
  public Map<String, String> settings(String folder) {
    Map<String, String> settings = new HashMap<>();
    settings.put("url", "ssh://127.0.0.1:" + port + files() + "/" + folder);
    settings.put("keyfile", file("id").toString());
    return settings;
  }

  /// The `ssh` that reads no configuration of a user, and knows this host.
  public String program() {
    return "ssh -F /dev/null -oUserKnownHostsFile='" + file("known_hosts") + "'";
  }

  /// The variables of a process that connects.
  public Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>();
    variables.put("PATH", System.getenv("PATH"));
    variables.put("TMPDIR", home.toString());
    variables.put("DATASYNC_SSH", program());
    return variables;
  }

  /// What a backend is opened with.
  public Opening opening(Map<String, String> settings, UploadSessions sessions) {
    return opening(settings, variables(), sessions, (host, user) -> Optional.empty());
  }

  /// The same with other variables and somebody to ask.
  public Opening opening(
      Map<String, String> settings,
      Map<String, String> variables,
      UploadSessions sessions,
      Prompt prompt) {
    Environment environment =
        new Environment(variables, home, home, InstantSource.system(), new SecureRandom());
    return new Opening(settings, environment, prompt, sessions, Progress.none());
  }

  /// Kills the sessions of clients, not the server.
  public int killSessions() {
    List<ProcessHandle> sessions = new ArrayList<>(process.descendants().toList());
    sessions.forEach(ProcessHandle::destroyForcibly);
    return sessions.size();
  }

  @Override
  public void close() {
    killSessions();
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
