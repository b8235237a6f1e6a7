package datasync.repo.browse;

import datasync.backend.FileInfo;
import datasync.config.RemoteSettings;
import datasync.object.Payload;
import datasync.remote.Located;
import datasync.track.Recorded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The files behind an address over a network.
final class NetworkFiles implements PlaceFiles {
  private final String shown;
  private final Located located;
  private Map<String, Map<String, PlainNode>> all; // by folder and name, once all was listed

  /// @param shown what a list calls the address
  /// @param located what it names; closed with this
  NetworkFiles(String shown, Located located) {
    this.shown = shown;
    this.located = located;
  }

  /// What dvc calls an address in a list: a web address as it is, a bucket with its path, and on
  /// servers with one tree of files the path.
  static String shown(RemoteSettings settings) {
    String url = settings.url();
    String rest = url.substring(url.indexOf("://") + 3);
    while (rest.endsWith("/")) {
      rest = rest.substring(0, rest.length() - 1);
    }
    int slash = rest.indexOf('/');
    return switch (settings.scheme()) {
      case "http", "https" -> url;
      case "ssh", "hdfs", "webhdfs", "webdav", "webdavs" ->
          slash < 0 ? "/" : rest.substring(slash);
      default -> rest;
    };
  }

  @Override
  public String shown() {
    return shown;
  }

  @Override
  public boolean isForeign() {
    return true;
  }

  @Override
  public PlainNode look() throws IOException {
    FileInfo file = located.file("");
    if (file != null) {
      return new PlainNode(shown, false, false, file.size());
    }
    return located.isFolder("") ? new PlainNode(shown, true, false, -1) : null;
  }

  @Override
  public List<PlainNode> children(String path) throws IOException {
    if (all != null) {
      return List.copyOf(all.getOrDefault(path, Map.of()).values());
    }
    List<PlainNode> nodes = new ArrayList<>();
    for (Located.Entry entry : located.children(path)) {
      nodes.add(new PlainNode(entry.name(), entry.folder(), false, entry.size()));
    }
    return nodes;
  }

  @Override
  public void readAll() throws IOException {
    Map<String, Map<String, PlainNode>> found = new TreeMap<>();
    located.files().forEach((path, size) -> add(found, path, false, size));
    all = found;
  }

  private static void add(
      Map<String, Map<String, PlainNode>> found, String path, boolean folder, long size) {
    int slash = path.lastIndexOf('/');
    String around = slash < 0 ? "" : path.substring(0, slash);
    String name = path.substring(slash + 1);
    Map<String, PlainNode> siblings = found.get(around);
    if (siblings == null) {
      siblings = new TreeMap<>();
      found.put(around, siblings);
      if (!around.isEmpty()) {
        add(found, around, true, -1);
      }
    }
    // a folder may have the name of a file where both are but names
    siblings.put(folder ? name + "/" : name, new PlainNode(name, folder, false, size));
  }

  @Override
  public void below(Map<String, Payload> found) throws IOException {
    located.files().forEach((path, size) -> found.put(path, located.payload(path, size)));
  }

  @Override
  public Payload payload(String path, long size) {
    return located.payload(path, size);
  }

  /// The bytes of the version of a file that is recorded.
  Payload version(String path, Recorded recorded) {
    return located.version(path, recorded.versionId(), recorded.size());
  }

  @Override
  public void close() throws IOException {
    located.close();
  }
}
