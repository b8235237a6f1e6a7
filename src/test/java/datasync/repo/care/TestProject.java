package datasync.repo.care;

import datasync.backend.DvcLayout;
import datasync.io.Environment;
import datasync.object.Digester;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.process.ChildProcess;
import datasync.remote.Remotes;
import datasync.repo.Imports;
import datasync.repo.Repository;
import datasync.repo.Tracked;
import datasync.repo.Transfer;
import datasync.task.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A project in a folder whose objects and metadata files a test writes itself.
final class TestProject {
  final Path root;
  final Path cache;
  final List<String> warnings = new ArrayList<>();
  private final Environment environment;

  /// @param config the configuration of the project
  TestProject(Path folder, String config) throws IOException {
    root = Files.createDirectories(folder).toRealPath();
    cache = root.resolve(".dvc/cache");
    Map<String, String> variables = new HashMap<>();
    variables.put("PATH", System.getenv("PATH"));
    variables.put("HOME", root.resolve(".dvc/tmp").toString());
    variables.put("GIT_CONFIG_NOSYSTEM", "1");
    for (String who : List.of("AUTHOR", "COMMITTER")) {
      variables.put("GIT_" + who + "_NAME", "t");
      variables.put("GIT_" + who + "_EMAIL", "t@example.com");
    }
    environment =
        new Environment(
            variables, root, root.resolve(".dvc/tmp"), InstantSource.system(), new Random(1));
    write(".dvc/config", config);
    write(".dvc/.gitignore", "/config.local\n/tmp\n/cache\n");
    Files.createDirectories(root.resolve(".dvc/tmp"));
  }

  /// A project without version control.
  static TestProject plain(Path folder) throws IOException {
    return new TestProject(folder, "[core]\nno_scm = True\n");
  }

  Path write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  String git(String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of("git"));
    line.addAll(List.of(arguments));
    ChildProcess.Result result =
        ChildProcess.run(line, root, environment.variables(), 60);
    if (result.exit() != 0) {
      throw new IOException(line + ": " + result.err());
    }
    return result.text().strip();
  }

  /// Commits all there is, and returns the commit.
  String commit(String message) throws IOException {
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", message);
    return git("rev-parse", "HEAD");
  }

  static ObjectId idOf(HashName hash, String content, boolean tree) {
    Digester digester = Digester.of(hash);
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    digester.update(bytes, 0, bytes.length);
    return digester.finish(tree);
  }

  static Path place(Path store, ObjectId id) {
    return store.resolve(DvcLayout.of(id.hash()).name(id));
  }

  /// Puts bytes under a name as if they were verified, whether or not they are.
  static void put(Path store, ObjectId id, String content) throws IOException {
    Path file = place(store, id);
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
  }

  /// An object of the cache.
  ObjectId object(HashName hash, String content) throws IOException {
    ObjectId id = idOf(hash, content, false);
    put(cache, id, content);
    return id;
  }

  /// A listing of some objects in the cache, each under its content's name in the list.
  ObjectId listing(HashName hash, ObjectId... members) throws IOException {
    StringBuilder text = new StringBuilder("[");
    for (ObjectId member : members) {
      text.append(text.length() > 1 ? ", " : "")
          .append("{\"md5\": \"").append(member.value()).append("\", \"relpath\": \"f")
          .append(member.value(), 0, 4).append("\"}");
    }
    ObjectId id = idOf(hash, text.append("]").toString(), true);
    put(cache, id, text.toString());
    return id;
  }

  /// Writes the metadata file of an output.
  void track(String name, ObjectId id) throws IOException {
    String hash = id.hash() == HashName.MD5 ? "  hash: md5\n" : "";
    write(name + ".dvc", "outs:\n- md5: " + id.value() + "\n" + hash + "  path: " + name + "\n");
  }

  /// The objects of a store: their digests.
  static Set<String> objects(Path store) throws IOException {
    Set<String> found = new TreeSet<>();
    if (Files.isDirectory(store)) {
      try (Stream<Path> files = Files.walk(store)) {
        for (Path file : (Iterable<Path>) files::iterator) {
          String name = file.getParent().getFileName() + file.getFileName().toString();
          if (Files.isRegularFile(file) && name.matches("[0-9a-f]{32}(\\.dir)?")) {
            found.add(name);
          }
        }
      }
    }
    return found;
  }

  static Set<String> values(ObjectId... ids) {
    Set<String> values = new TreeSet<>();
    for (ObjectId id : ids) {
      values.add(id.value());
    }
    return values;
  }

  Repository open() throws IOException {
    return Repository.open(environment, warnings::add);
  }

  Transfer transfer(Repository repository, boolean dryRun) {
    Remotes remotes =
        new Remotes(
            Remotes.Outside.unattended(environment));
    return new Transfer(
        repository,
        new Transfer.Options("", 1, false, 0, Set.of(), dryRun),
        new Transfer.Outside(remotes, Progress.none(), new NoImports()));
  }

  private static final class NoImports implements Imports {
    @Override
    public Fetched fetch(Tracked tracked) throws IOException {
      throw new IOException("no import is expected");
    }

    @Override
    public void close() {}
  }
}
