package datasync.remote;

import datasync.backend.Backend;
import datasync.backend.BackendObjects;
import datasync.backend.DvcLayout;
import datasync.backend.local.FolderBackend;
import datasync.backend.local.FolderOptions;
import datasync.backend.local.FolderStore;
import datasync.backend.web.WebFile;
import datasync.config.RemoteSettings;
import datasync.io.Environment;
import datasync.task.Progress;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;

/// Opens remotes by the scheme of their URL. Safe for several threads where prompt and progress
/// are.
public final class Remotes {
  private static final int JOBS_PER_CORE = 4;

  private final Environment environment;
  private final WebRemotes.Prompt prompt;
  private final Progress progress;
  private final Wrapping wrapping;

  /// Opens remotes as they are.
  ///
  /// @param environment proxies, certificates and credentials
  /// @param prompt asks a person for a password where the settings want that
  /// @param progress is told of requests that are made again
  public Remotes(Environment environment, WebRemotes.Prompt prompt, Progress progress) {
    this(environment, prompt, progress, new Wrapping.None());
  }

  /// Opens remotes with something around them.
  ///
  /// @param environment proxies, certificates and credentials
  /// @param prompt asks a person for a password where the settings want that
  /// @param progress is told of requests that are made again
  /// @param wrapping what goes around the files and objects of each remote
  public Remotes(
      Environment environment, WebRemotes.Prompt prompt, Progress progress, Wrapping wrapping) {
    this.environment = environment;
    this.prompt = prompt;
    this.progress = progress;
    this.wrapping = wrapping;
  }

  /// Opens a remote. Nothing is asked of it yet.
  ///
  /// @throws RemoteException when the settings make no sense, or the kind is not there yet
  public Remote open(RemoteSettings settings) throws IOException {
    Remote remote = switch (settings.scheme()) {
      case "", "local", "file" -> folder(settings);
      case "http", "https" -> web(settings);
      default ->
          throw new RemoteException(
              "remote '" + settings.name() + "' is of the kind `" + settings.scheme()
                  + "`, which is not built yet",
              "use a folder, `http://` or `https://`, or stock dvc for this remote");
    };
    return remote.around(wrapping);
  }

  /// The folder or file that settings name.
  ///
  /// @throws RemoteException when their URL names no place in the file system
  public static Path folderOf(RemoteSettings settings) throws RemoteException {
    String url = settings.url();
    return switch (settings.scheme()) {
      case "", "local", "file" -> url.startsWith("file://") ? fileAddress(url) : Path.of(url);
      default ->
          throw new RemoteException(
              "`" + settings.scheme() + "` addresses are not built yet", "use stock dvc for this");
    };
  }

  /// Downloads the file that an `http://` or `https://` address names, going on after a cut.
  ///
  /// @param settings with the address of the file itself as URL
  /// @param file is written; replaced when it is there
  public void download(RemoteSettings settings, Path file) throws IOException {
    WebRemotes.download(settings, environment, prompt, progress, file);
  }

  /// What the server of an `http://` or `https://` address says about the file there; null when
  /// there is no such file. Nothing is tried twice.
  ///
  /// @throws IOException when the server cannot be reached
  public WebFile look(RemoteSettings settings) throws IOException {
    return WebRemotes.look(settings, environment, prompt);
  }

  /// What the server of an `http://` or `https://` address says about the file there; null when
  /// there is no such file. Nobody is asked for a password, nothing is tried twice.
  ///
  /// @throws IOException when the server cannot be reached
  public static WebFile look(RemoteSettings settings, Environment environment)
      throws IOException {
    return WebRemotes.look(settings, environment, (host, user) -> Optional.empty());
  }

  private static Remote folder(RemoteSettings settings) throws RemoteException {
    Path folder = folderOf(settings);
    boolean shared = settings.text("shared").orElse("").equals("group");
    FolderOptions options = new FolderOptions(shared, false);
    FolderStore current = new FolderStore(folder, DvcLayout.CURRENT, options);
    FolderStore legacy = new FolderStore(folder, DvcLayout.LEGACY, options);
    return new Remote(
        settings.name(),
        new FolderBackend(folder, options),
        new Remote.Objects(current, current),
        new Remote.Objects(legacy, legacy),
        new Remote.Traits(settings.flag("verify"), true, jobs(settings)));
  }

  /// The folder that a `file://` address names; one with characters that an address has to escape
  /// is taken as it is written.
  private static Path fileAddress(String url) {
    try {
      return Path.of(new URI(url));
    } catch (URISyntaxException | IllegalArgumentException unescaped) {
      return Path.of(url.substring("file://".length()));
    }
  }

  private Remote web(RemoteSettings settings) throws IOException {
    Backend backend = WebRemotes.open(settings, environment, prompt, progress);
    BackendObjects current = new BackendObjects(backend, DvcLayout.CURRENT);
    BackendObjects legacy = new BackendObjects(backend, DvcLayout.LEGACY);
    return new Remote(
        settings.name(),
        backend,
        new Remote.Objects(current, current),
        new Remote.Objects(legacy, legacy),
        new Remote.Traits(settings.flag("verify"), false, jobs(settings)));
  }

  private static int jobs(RemoteSettings settings) {
    int cores = Runtime.getRuntime().availableProcessors();
    return settings.whole("jobs").orElse(JOBS_PER_CORE * cores);
  }
}
