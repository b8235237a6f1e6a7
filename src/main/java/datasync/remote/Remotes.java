package datasync.remote;

import datasync.backend.Backend;
import datasync.backend.BackendObjects;
import datasync.backend.BackendStore;
import datasync.backend.DvcLayout;
import datasync.backend.ListableBackend;
import datasync.backend.Opening;
import datasync.backend.Prompt;
import datasync.backend.UploadSessions;
import datasync.backend.local.FolderBackend;
import datasync.backend.local.FolderOptions;
import datasync.backend.local.FolderStore;
import datasync.config.RemoteSettings;
import datasync.io.Environment;
import datasync.io.SettingException;
import datasync.task.Parallel;
import datasync.task.Progress;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Opens remotes by the scheme of their URL. Safe for several threads where prompt and progress
/// are.
public final class Remotes {
  private final Outside outside;
  private final UploadSessions sessions;
  private final Optional<FolderOptions.Memory> memory;
  private final Wrapping wrapping;

  /// What remotes need of the world.
  ///
  /// @param environment proxies, certificates and credentials
  /// @param prompt asks a person for a password where the settings want that
  /// @param progress is told of requests that are made again
  public record Outside(Environment environment, Prompt prompt, Progress progress) {
    /// A world in which nobody can be asked and nobody watches.
    public static Outside unattended(Environment environment) {
      return new Outside(environment, (host, user) -> Optional.empty(), Progress.none());
    }
  }

  /// Opens remotes as they are.
  public Remotes(Outside outside) {
    this(outside, UploadSessions.NONE, Optional.empty(), new Wrapping.None());
  }

  /// Opens remotes with something around them.
  ///
  /// @param sessions remembers uploads for later runs
  /// @param wrapping what goes around the files and objects of each remote
  public Remotes(Outside outside, UploadSessions sessions, Wrapping wrapping) {
    this(outside, sessions, Optional.empty(), wrapping);
  }

  private Remotes(
      Outside outside,
      UploadSessions sessions,
      Optional<FolderOptions.Memory> memory,
      Wrapping wrapping) {
    this.outside = outside;
    this.sessions = sessions;
    this.memory = memory;
    this.wrapping = wrapping;
  }

  /// The same with uploads and what folders hold remembered for later runs.
  public Remotes remembering(UploadSessions uploads, FolderOptions.Memory folders) {
    return new Remotes(outside, uploads, Optional.of(folders), wrapping);
  }

  /// Opens a remote. Nothing is asked of it yet.
  ///
  /// @throws SettingException when the settings make no sense, or there is no such kind
  public Remote open(RemoteSettings settings) throws IOException {
    Remote remote = isFolder(settings) ? folder(settings) : network(settings);
    return remote.around(wrapping);
  }

  /// The schemes of the kinds over a network that can be opened.
  public static List<String> kinds() {
    return Kinds.SCHEMES;
  }

  /// Whether settings name a place in the file system.
  public static boolean isFolder(RemoteSettings settings) {
    return switch (settings.scheme()) {
      case "", "local", "file" -> true;
      default -> false;
    };
  }

  /// Whether settings name a place that keeps files under their own names, with their versions; for
  /// kinds that know no versions the settings for that mean nothing, as with dvc.
  ///
  /// @throws SettingException when they contradict each other
  public static boolean isVersioned(RemoteSettings settings) throws SettingException {
    boolean worktree = settings.flag("worktree");
    boolean refused = settings.text("version_aware").isPresent() && !settings.flag("version_aware");
    if (worktree && refused) {
      throw new SettingException(
          "`worktree` needs `version_aware`, which is `false`",
          "datasync remote modify " + settings.name() + " version_aware true");
    }
    boolean possible =
        switch (settings.scheme()) {
          case "s3", "gs", "azure" -> true;
          default -> false;
        };
    return possible && (worktree || settings.flag("version_aware"));
  }

  /// The folder or file that settings name, which are of that kind.
  public static Path folderOf(RemoteSettings settings) {
    String url = settings.url();
    return url.startsWith("file://") ? fileAddress(url) : Path.of(url);
  }

  /// Opens the backend around the file or folder that an address over a network names. Nothing is
  /// asked of it yet.
  ///
  /// @param settings with the address of the file or folder itself as URL
  /// @throws SettingException when the settings make no sense, or there is no such kind
  public Located locate(RemoteSettings settings) throws IOException {
    String url = settings.url();
    int path = url.indexOf('/', url.indexOf("://") + 3);
    boolean web = settings.scheme().startsWith("http");
    int end = web ? url.lastIndexOf('/') + 1 : path < 0 ? url.length() : path + 1;
    Map<String, String> around = new HashMap<>(settings.texts());
    around.put("url", url.substring(0, end));
    String name = url.substring(end);
    while (!web && name.endsWith("/")) {
      name = name.substring(0, name.length() - 1);
    }
    Backend backend = Kinds.open(settings.scheme(), opening(around));
    return new Located(wrapping.files(backend), name);
  }

  private Opening opening(Map<String, String> values) {
    return new Opening(
        values, outside.environment(), outside.prompt(), sessions, outside.progress());
  }

  private Remote folder(RemoteSettings settings) {
    Path folder = folderOf(settings);
    boolean shared = settings.text("shared").orElse("").equals("group");
    FolderOptions options = new FolderOptions(shared, false, memory);
    FolderStore current = new FolderStore(folder, DvcLayout.CURRENT, options);
    FolderStore legacy = new FolderStore(folder, DvcLayout.LEGACY, options);
    return new Remote(
        settings.name(),
        new FolderBackend(folder, options),
        new Remote.Objects(current, current),
        new Remote.Objects(legacy, legacy),
        new Remote.Traits(settings.flag("verify"), true, jobs(settings), false));
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

  private Remote network(RemoteSettings settings) throws IOException {
    Backend backend = Kinds.open(settings.scheme(), opening(settings.texts()));
    return new Remote(
        settings.name(),
        backend,
        objects(backend, DvcLayout.CURRENT),
        objects(backend, DvcLayout.LEGACY),
        new Remote.Traits(
            settings.flag("verify"), false, jobs(settings), isVersioned(settings)));
  }

  private static Remote.Objects objects(Backend backend, DvcLayout layout) {
    if (backend instanceof ListableBackend listable) {
      BackendStore store = new BackendStore(listable, layout);
      return new Remote.Objects(store, store);
    }
    BackendObjects objects = new BackendObjects(backend, layout);
    return new Remote.Objects(objects, objects);
  }

  private static int jobs(RemoteSettings settings) {
    return settings.whole("jobs").orElse(Parallel.usualTransfers());
  }
}
