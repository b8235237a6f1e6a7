package datasync.repo.merge;

import datasync.git.GitSetup;
import datasync.io.AtomicFile;
import datasync.io.FileStat;
import datasync.repo.Repository;
import datasync.repo.RepositoryException;
import datasync.text.Value;
import datasync.text.yaml.Yaml;
import datasync.text.yaml.YamlDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `install`: hooks and the merge driver in the clone around a project.
///
/// Hooks are a clone's own, so they name datasync; they run dvc where only that is installed. The
/// entry for the pre-commit tool is committed and read by everybody, so it is exactly dvc's.
///
/// Source: spec `dvc-format.md` 14.3; dvc 3.67 `repo/install.py`.
public final class InstallHooks {
  private static final List<String> HOOKS = List.of("post-checkout", "pre-commit", "pre-push");
  private static final String TOOL_FILE = ".pre-commit-config.yaml";
  private static final Value REPOS = new Value.Text("repos");

  private final Repository repository;
  private final Program program;

  /// @param program what hooks start when no `datasync` is on the PATH
  public InstallHooks(Repository repository, Program program) {
    this.repository = repository;
    this.program = program;
  }

  /// Sets the merge driver, then writes the hooks, or the entry of the pre-commit tool.
  ///
  /// @param tool whether the pre-commit tool runs the hooks
  /// @param dryRun whether nothing is written
  /// @return the files that were written
  /// @throws RepositoryException when a hook is there already, or there is no Git repository; no
  ///     hook was written then
  public List<Path> run(boolean tool, boolean dryRun) throws IOException {
    GitSetup setup = new GitSetup(repository.scm().git());
    if (!dryRun) {
      setup.set("merge.dvc.name", "DVC merge driver");
      setup.set("merge.dvc.driver", program.driver());
    }
    if (tool) {
      Path file = repository.scm().top().resolve(TOOL_FILE);
      if (!dryRun) {
        configure(file);
      }
      return List.of(file);
    }
    List<Path> files = new ArrayList<>();
    Path folder = setup.hooks();
    for (String hook : HOOKS) {
      Path file = folder.resolve(hook);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new RepositoryException(
            RepositoryException.Kind.REFUSED,
            "Git hook '" + hook + "' already exists: " + file,
            "add the line `datasync git-hook " + hook + " \"$@\"` to it by hand, or move it away");
      }
      files.add(file);
    }
    if (!dryRun) {
      write(folder, files);
    }
    return files;
  }

  private void write(Path folder, List<Path> files) throws IOException {
    Files.createDirectories(folder);
    String shell = shell();
    for (Path file : files) {
      String text = program.hook(shell, file.getFileName().toString());
      AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
      if (FileStat.hasModes()) {
        FileStat.setMode(file, 0777);
      }
    }
  }

  /// The program `sh` of the PATH.
  private String shell() {
    for (String folder : repository.environment().variable("PATH").split(":")) {
      if (folder.startsWith("/") && Files.isExecutable(Path.of(folder, "sh"))) {
        return folder + "/sh";
      }
    }
    return "/bin/sh";
  }

  private void configure(Path file) throws IOException {
    String old = "";
    if (Files.exists(file)) {
      old = Yaml.decode(Files.readAllBytes(file), TOOL_FILE);
    }
    YamlDocument document = YamlDocument.parse(old, TOOL_FILE);
    Value entry = entry();
    Value present = document.value() instanceof Value.Mapping map ? map.get("repos") : null;
    if (!(present instanceof Value.Sequence repos) || !repos.items().contains(entry)) {
      document.append(REPOS, entry);
    }
    AtomicFile.write(file, document.write().getBytes(StandardCharsets.UTF_8));
  }

  private static Value entry() {
    List<Value> hooks = new ArrayList<>();
    for (String name : List.of("pre-commit", "pre-push", "post-checkout")) {
      Map<String, Value> hook = new LinkedHashMap<>();
      hook.put("id", new Value.Text("dvc-" + name));
      hook.put("additional_dependencies", list(".[all]"));
      hook.put("language_version", new Value.Text("python3"));
      hook.put("stages", list(name));
      if (name.equals("post-checkout")) {
        hook.put("always_run", new Value.Bool(true));
      }
      hooks.add(Value.Mapping.of(hook));
    }
    Map<String, Value> entry = new LinkedHashMap<>();
    entry.put("repo", new Value.Text("https://github.com/treeverse/dvc"));
    entry.put("rev", new Value.Text("3.67.1"));
    entry.put("hooks", new Value.Sequence(hooks));
    return Value.Mapping.of(entry);
  }

  private static Value list(String item) {
    return new Value.Sequence(List.of(new Value.Text(item)));
  }
}
