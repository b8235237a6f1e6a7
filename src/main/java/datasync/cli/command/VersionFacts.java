package datasync.cli.command;

import datasync.cli.Cli;
import datasync.cli.Failures;
import datasync.cli.Fields;
import datasync.config.Config;
import datasync.config.ConfigFiles;
import datasync.git.GitRepository;
import datasync.io.Environment;
import datasync.remote.Remotes;
import datasync.repo.Repository;
import datasync.repo.RepositoryException;
import datasync.workspace.LinkProbe;
import datasync.workspace.LinkType;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What `version` and `doctor` tell about the program and the project around: the lines of
/// `dvc version` as far as they mean something here.
///
/// What cannot be found out is said in the line it belongs to; nothing fails for it.
final class VersionFacts {
  private final Fields fields = new Fields();
  private final StringBuilder text = new StringBuilder();

  private VersionFacts() {}

  /// Finds out everything.
  static VersionFacts of(Environment environment) throws IOException {
    VersionFacts facts = new VersionFacts();
    facts.collect(environment);
    return facts;
  }

  /// The lines.
  String text() {
    return text.toString().stripTrailing();
  }

  /// The same for programs.
  Fields fields() {
    return fields;
  }

  private void collect(Environment environment) throws IOException {
    String title = "datasync version: " + Cli.VERSION;
    text.append(title).append('\n').append("-".repeat(title.length())).append('\n');
    fields.text("version", Cli.VERSION);
    fact("Platform", "Java " + Runtime.version() + " on " + System.getProperty("os.name") + " "
        + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
    fact("Compatible with", "DVC 3.67");
    fact("Supports", "local folders, " + String.join(", ", Remotes.kinds()));
    fact("File names", System.getProperty("sun.jnu.encoding"));
    ConfigFiles files = ConfigFiles.of(environment, null);
    fact("Global configuration", files.global().toString());
    fact("System configuration", files.system().toString());
    project(environment);
  }

  private void project(Environment environment) throws IOException {
    Path root;
    try {
      root = Repository.findRoot(environment.workingDirectory());
    } catch (RepositoryException none) {
      fact("Repo", "none");
      return;
    }
    Config config;
    try {
      config = Config.load(ConfigFiles.of(environment, root.resolve(".dvc")));
    } catch (IOException broken) {
      fact("Configuration", Failures.reason(broken));
      fact("Workspace directory", fileSystem(root));
      return;
    }
    cache(root, config.cacheDirectory().orElse(root.resolve(".dvc/cache")));
    fact("Remotes", remotes(config));
    fact("Workspace directory", fileSystem(root));
    fact("Repo", kind(root, config));
  }

  private void cache(Path root, Path folder) throws IOException {
    fact("Cache", folder.toString());
    if (!Files.isDirectory(folder)) {
      fact("Cache types", "not known before there is a cache");
      return;
    }
    try {
      StringBuilder names = new StringBuilder();
      for (LinkType type : LinkProbe.working(folder, root)) {
        names.append(names.isEmpty() ? "" : ", ").append(type.text());
      }
      fact("Cache types", names.toString());
    } catch (IOException refused) {
      fact("Cache types", "not known: " + Failures.reason(refused));
    }
    fact("Cache directory", fileSystem(folder));
  }

  /// The kinds of the remotes, as in dvc, with their names.
  private static String remotes(Config config) throws IOException {
    List<String> names = config.remoteNames();
    StringBuilder kinds = new StringBuilder();
    for (String name : names) {
      String scheme = config.remote(name).scheme();
      kinds.append(kinds.isEmpty() ? "" : ", ").append(scheme.isEmpty() ? "local" : scheme);
      kinds.append(" (").append(name).append(')');
    }
    return kinds.isEmpty() ? "none" : kinds.toString();
  }

  private static String kind(Path root, Config config) throws IOException {
    if (config.flag("core", "no_scm")) {
      return "dvc (no_scm)";
    }
    Optional<GitRepository> git = GitRepository.find(root);
    if (git.isEmpty()) {
      return "dvc, git (missing)";
    }
    return git.get().workTree().equals(root) ? "dvc, git" : "dvc (subdir), git";
  }

  private static String fileSystem(Path path) throws IOException {
    FileStore store = Files.getFileStore(path);
    return store.type() + " on " + store.name();
  }

  private void fact(String name, String value) {
    text.append(name).append(": ").append(value).append('\n');
    fields.text(name.toLowerCase(Locale.ROOT).replace(' ', '_'), value);
  }
}
