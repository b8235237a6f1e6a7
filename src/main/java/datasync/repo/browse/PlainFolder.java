package datasync.repo.browse;

import datasync.config.Config;
import datasync.config.Overrides;
import datasync.io.Environment;
import datasync.io.FileStat;
import datasync.object.FilePayload;
import datasync.object.Payload;
import datasync.repo.Repository;
import datasync.repo.Stages;
import datasync.workspace.DvcIgnore;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The files of a working tree as they are now.
final class PlainFolder implements PlainFiles {
  private static final int EXECUTABLE = 0111;

  private final Environment environment;
  private final Path top;
  private final Overrides overrides;
  private final Map<String, Repository> projects = new HashMap<>();

  PlainFolder(Environment environment, Path top, Overrides overrides) {
    this.environment = environment;
    this.top = top;
    this.overrides = overrides;
  }

  @Override
  public Path top() {
    return top;
  }

  @Override
  public Optional<PlainNode> find(String path) throws IOException {
    Path file = top.resolve(path);
    if (!Files.exists(file)) {
      return Files.isSymbolicLink(file)
          ? Optional.of(new PlainNode(nameOf(file), false, false, 0))
          : Optional.empty();
    }
    FileStat stat = FileStat.following(file);
    return Optional.of(
        new PlainNode(nameOf(file), stat.isDirectory(), executable(stat), stat.size()));
  }

  private static String nameOf(Path file) {
    return file.getFileName() == null ? "" : file.getFileName().toString();
  }

  private static boolean executable(FileStat stat) {
    return stat.isFile() && FileStat.hasModes() && (stat.mode() & EXECUTABLE) != 0;
  }

  @Override
  public List<PlainNode> children(String path) throws IOException {
    List<PlainNode> nodes = new ArrayList<>();
    Path folder = top.resolve(path);
    if (!Files.isDirectory(folder)) {
      return nodes;
    }
    try (DirectoryStream<Path> listing = Files.newDirectoryStream(folder)) {
      for (Path each : listing) {
        FileStat stat = FileStat.of(each);
        String name = nameOf(each);
        if (stat.isSymlink()) {
          long size = Files.exists(each) ? FileStat.following(each).size() : 0;
          nodes.add(new PlainNode(name, false, false, size));
        } else {
          nodes.add(new PlainNode(name, stat.isDirectory(), executable(stat), stat.size()));
        }
      }
    }
    return nodes;
  }

  @Override
  public Payload payload(String path) throws IOException {
    Path file = top.resolve(path);
    if (!Files.exists(file)) {
      throw new NoSuchFileException(path);
    }
    return new FilePayload(file, Files.size(file));
  }

  private Repository project(String folder) throws IOException {
    Repository known = projects.get(folder);
    if (known == null) {
      Path root = folder.isEmpty() ? top : top.resolve(folder);
      Overrides above = folder.isEmpty() ? overrides : Overrides.NONE;
      String cache = Repository.look(environment, root, Overrides.NONE).cache().folder().toString();
      known = Repository.look(environment, root, above.withUpstream(cache));
      projects.put(folder, known);
    }
    return known;
  }

  @Override
  public Config config(String folder) throws IOException {
    return project(folder).config();
  }

  @Override
  public Stages stages(String folder, Config config) throws IOException {
    return project(folder).stages();
  }

  @Override
  public DvcIgnore ignore(String folder) throws IOException {
    return DvcIgnore.of(top.resolve(folder));
  }

  @Override
  public boolean hasCache() {
    return true;
  }

  @Override
  public void close() {
    // nothing is open between the calls
  }
}
