package datasync.repo.browse;

import datasync.config.Config;
import datasync.config.ConfigFiles;
import datasync.config.Overrides;
import datasync.config.RemoteSettings;
import datasync.io.Environment;
import datasync.object.Payload;
import datasync.remote.Remotes;
import datasync.repo.Repository;
import datasync.repo.RepositoryException;
import datasync.track.FileDependency;
import datasync.track.ListedFile;
import datasync.track.MetadataPaths;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// An address outside any project: a path, an address over a network, or `remote://name/path` below
/// a remote of the project here. Not safe for several threads, but its payloads are; the caller
/// closes it when these are read.
public final class Place implements Closeable {
  private final String address;
  private final PlaceFiles files;

  /// @param address as it was typed
  /// @param files what is there; closed with this
  Place(String address, PlaceFiles files) {
    this.address = address;
    this.files = files;
  }

  /// Finds out what an address means; nothing is asked of it yet.
  ///
  /// @param settings laid over those of the address
  /// @throws datasync.io.SettingException when it is of a kind that is not there, or the settings
  ///     make no sense
  public static Place of(
      String address, Map<String, String> settings, Environment environment, Remotes remotes)
      throws IOException {
    Path working = environment.workingDirectory();
    if (MetadataPaths.isLocal(address) && !address.startsWith("file:")) {
      return local(address, working.resolve(address).normalize(), environment);
    }
    Config config = Config.load(ConfigFiles.of(environment, project(working)));
    RemoteSettings known = config.forUrl(address, settings);
    if (Remotes.isFolder(known)) {
      Path path = working.resolve(Remotes.folderOf(known)).normalize();
      return local(address, path, environment);
    }
    return new Place(
        address, new NetworkFiles(NetworkFiles.shown(known), remotes.locate(known)));
  }

  private static Place local(String address, Path path, Environment environment) {
    return new Place(
        address, new LocalFiles(new PlainFolder(environment, path, Overrides.NONE)));
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
    return files.shown();
  }

  /// What a tree calls the place itself: a path as it was typed, else what a list calls it.
  String title() {
    return files.isForeign() ? files.shown() : address;
  }

  /// Whether names below come from somebody else, so that they are not trusted.
  boolean isForeign() {
    return files.isForeign();
  }

  /// What is there.
  ///
  /// @throws RepositoryException when there is nothing
  PlainNode look() throws IOException {
    PlainNode node = files.look();
    if (node == null) {
      throw new RepositoryException(
          RepositoryException.Kind.DATA, "the path '" + shown() + "' does not exist");
    }
    return node;
  }

  /// What a folder of the place holds, sorted; links are not entered.
  List<PlainNode> children(String path) throws IOException {
    return files.children(path).stream()
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .toList();
  }

  /// Lists all of it at once, where that is cheaper than folder by folder. From then on folders
  /// without files may be missing.
  void readAll() throws IOException {
    files.readAll();
  }

  /// The files by their path below the place, the empty path for a file itself; links to folders
  /// and empty folders are left out, as with dvc.
  Map<String, Payload> payloads() throws IOException {
    return payloads(look());
  }

  /// The same for what [#look] said.
  Map<String, Payload> payloads(PlainNode top) throws IOException {
    Map<String, Payload> found = new TreeMap<>();
    if (top.folder()) {
      files.below(found);
    } else {
      found.put("", files.payload("", top.size()));
    }
    return found;
  }

  /// The versions of files that an import records, by their path below the place.
  Map<String, Payload> versions(FileDependency recorded) {
    Map<String, Payload> found = new TreeMap<>();
    if (!(files instanceof NetworkFiles network)) {
      return found;
    }
    if (recorded.files().isEmpty()) {
      found.put("", network.version("", recorded.recorded()));
    }
    for (ListedFile file : recorded.files()) {
      found.put(file.relpath(), network.version(file.relpath(), file.recorded()));
    }
    return found;
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
