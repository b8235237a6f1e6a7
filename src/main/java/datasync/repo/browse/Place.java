package datasync.repo.browse;

import datasync.backend.FileInfo;
import datasync.config.Config;
import datasync.config.ConfigFiles;
import datasync.config.Overrides;
import datasync.config.RemoteSettings;
import datasync.io.Environment;
import datasync.object.Payload;
import datasync.remote.Remotes;
import datasync.repo.Repository;
import datasync.repo.RepositoryException;
import datasync.track.MetadataPaths;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An address outside any project: a path, an `http://` or `https://` address, or
/// `remote://name/path` below a remote of the project here.
public final class Place {
  private final String address;
  private final PlainFolder files;
  private final RemoteSettings web;
  private final Remotes remotes;

  private Place(String address, PlainFolder files, RemoteSettings web, Remotes remotes) {
    this.address = address;
    this.files = files;
    this.web = web;
    this.remotes = remotes;
  }

  /// Finds out what an address means; nothing is asked of it yet.
  ///
  /// @param settings laid over those of the address
  /// @throws datasync.io.SettingException when it is of a kind that is not there yet
  public static Place of(
      String address, Map<String, String> settings, Environment environment, Remotes remotes)
      throws IOException {
    Path working = environment.workingDirectory();
    if (MetadataPaths.isLocal(address) && !address.startsWith("file:")) {
      return local(address, working.resolve(address).normalize(), environment, remotes);
    }
    Config config = Config.load(ConfigFiles.of(environment, project(working)));
    RemoteSettings known = config.forUrl(address, settings);
    if (!Remotes.isFolder(known)) {
      return new Place(address, null, known, remotes);
    }
    return local(
        address, working.resolve(Remotes.folderOf(known)).normalize(), environment, remotes);
  }

  private static Place local(
      String address, Path path, Environment environment, Remotes remotes) {
    PlainFolder files =
        new PlainFolder(environment, path, Overrides.NONE);
    return new Place(address, files, null, remotes);
  }

  private static Path project(Path working) throws IOException {
    try {
      return Repository.findRoot(working).resolve(Repository.FOLDER);
    } catch (RepositoryException none) {
      return null;
    }
  }

  /// The address as it was typed.
  public String address() {
    return address;
  }

  /// What a list calls the place itself: its path, or the address.
  public String shown() {
    return files == null ? web.url() : files.top().toString();
  }

  /// What is there.
  ///
  /// @throws RepositoryException when there is nothing
  PlainNode look() throws IOException {
    if (files != null) {
      return files.find("").orElseThrow(this::missing);
    }
    FileInfo file = remotes.look(web);
    if (file == null) {
      throw missing();
    }
    return new PlainNode(web.url(), false, false, file.size());
  }

  private RepositoryException missing() {
    return new RepositoryException(
        RepositoryException.Kind.DATA, "the path '" + shown() + "' does not exist");
  }

  /// What a folder of the place holds, sorted; links are not entered.
  List<PlainNode> children(String path) throws IOException {
    List<PlainNode> nodes = files == null ? List.of() : new ArrayList<>(files.children(path));
    return nodes.stream()
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .toList();
  }

  /// The files by their path below the place, the empty path for a file itself; links to folders
  /// and empty folders are left out, as with dvc.
  Map<String, Payload> payloads() throws IOException {
    Map<String, Payload> found = new TreeMap<>();
    PlainNode top = look();
    if (files == null) {
      found.put("", new Download(web, remotes, top.size()));
    } else if (top.folder()) {
      collect("", found);
    } else {
      found.put("", files.payload(""));
    }
    return found;
  }

  private void collect(String folder, Map<String, Payload> found) throws IOException {
    for (PlainNode child : children(folder)) {
      String path = View.below(folder, child.name());
      Optional<PlainNode> target = files.find(path);
      if (child.folder()) {
        collect(path, found);
      } else if (target.isPresent() && !target.get().folder()) {
        found.put(path, files.payload(path));
      }
    }
  }

  /// A file behind an address, which is downloaded to a temporary file while it is read: only that
  /// can go on after a cut.
  private record Download(RemoteSettings web, Remotes remotes, long length) implements Payload {
    @Override
    public InputStream open() throws IOException {
      Path file = Files.createTempFile("datasync-", ".tmp");
      try {
        remotes.download(web, file);
        return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
      } catch (IOException | RuntimeException failed) {
        Files.deleteIfExists(file);
        throw failed;
      }
    }
  }
}
