package datasync.repo;

import datasync.git.Git;
import datasync.git.GitIgnore;
import datasync.git.GitIgnoreFile;
import datasync.git.GitIndex;
import datasync.git.GitRepository;
import datasync.git.GitTree;
import datasync.git.Revisions;
import datasync.io.Environment;
import datasync.io.FileNames;
import datasync.process.ProgramMissing;
import datasync.track.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Version control of the metadata files: what Git ignores and tracks, the upkeep of `.gitignore`
/// files, and the files to stage after a command. Does nothing in a project without Git.
///
/// A folder that was copied without its Git repository works like a project without Git, with a
/// warning, where dvc refuses it. The program `git` is needed for history and for staging alone.
///
/// Source: spec `dvc-format.md` 14.1, 14.2; dvc 3.67 `repo/scm_context.py`.
public final class Scm {
  /// The revision that stands for the working tree.
  private static final String WORKSPACE = "workspace";
  private static final int SHORT = 7;

  private final Environment environment;
  private final Path root;
  private final Settings settings;
  private final GitRepository git;
  private final Notices notices;
  private final Set<Path> written = new LinkedHashSet<>();
  private final Map<Path, byte[]> before = new LinkedHashMap<>();
  private GitIgnore ignore;
  private GitIndex index;

  private Scm(
      Environment environment, Path root, Settings settings, GitRepository git, Notices notices) {
    this.environment = environment;
    this.root = root;
    this.settings = settings;
    this.git = git;
    this.notices = notices;
  }

  /// Version control of a project; one that should be in a Git repository and is not gets a
  /// warning.
  static Scm of(Environment environment, Path root, Settings settings, Notices notices)
      throws IOException {
    Optional<GitRepository> git =
        settings.scm() ? GitRepository.find(root) : Optional.empty();
    if (settings.scm() && git.isEmpty()) {
      notices.warning(
          "`" + root + "` is not in a git repository: going on without, `.gitignore` files stay as"
              + " they are (`datasync config --local core.no_scm true` says that this is meant)");
    }
    return new Scm(environment, root, settings, git.orElse(null), notices);
  }

  /// Checks that a project may be made in a folder.
  static void checkVersioned(Environment environment, Path root, boolean below)
      throws IOException {
    Optional<GitRepository> git = below ? GitRepository.find(root) : GitRepository.at(root);
    if (git.isEmpty()) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          root + " is not tracked by any supported SCM tool (e.g. Git)",
          "use `--no-scm` if you don't want to use any, or `--subdir` if initializing inside a"
              + " subdirectory of a Git repository");
    }
    if (new GitIgnore(git.get(), environment).ignores(root.resolve(Repository.FOLDER), true)) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          root.resolve(Repository.FOLDER) + " is ignored by your SCM tool",
          "make sure that it is tracked, for example by adding `!.dvc` to `.gitignore`");
    }
  }

  /// Keeps what only this machine has out of Git: private configuration, temporary files, cache.
  void ignoreOwnFiles(Path folder) throws IOException {
    if (git == null) {
      return;
    }
    for (String name : List.of("config.local", "tmp", "cache")) {
      Path path = folder.resolve(name);
      if (!isIgnored(path, false) && Files.isWritable(folder)) {
        GitIgnoreFile.add(path);
        ignore.refresh(folder);
        track(GitIgnoreFile.of(path));
      }
    }
  }

  /// Whether there is a Git repository.
  public boolean isVersioned() {
    return git != null;
  }

  boolean isIgnored(Path path, boolean folder) throws IOException {
    if (git == null) {
      return false;
    }
    if (ignore == null) {
      ignore = new GitIgnore(git, environment);
    }
    return ignore.ignores(path, folder);
  }

  /// Whether Git ignores all that a folder holds.
  boolean ignoresContents(Path folder) throws IOException {
    if (git == null) {
      return false;
    }
    if (ignore == null) {
      ignore = new GitIgnore(git, environment);
    }
    return ignore.ignoresContents(folder);
  }

  /// Makes Git ignore an output whose content goes into the cache.
  ///
  /// @throws RepositoryException when Git tracks it
  public void ignoreIfCached(Tracked tracked) throws IOException {
    Path path = tracked.path();
    if (!isKept(tracked)) {
      return;
    }
    if (isInIndex(path)) {
      String name = Project.relative(environment.workingDirectory(), path);
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "output '" + name + "' is already tracked by SCM (e.g. Git)",
          "to stop tracking it from Git: `git rm -r --cached '" + name
              + "'` and `git commit -m \"stop tracking " + name + "\"`");
    }
    if (!isIgnored(path, Files.isDirectory(path))) {
      Path folder = path.getParent();
      if (Files.isDirectory(folder)
          && !folder.toRealPath().startsWith(git.workTree().toRealPath())) {
        throw new RepositoryException(
            RepositoryException.Kind.REFUSED,
            "`" + folder + "` is behind a symbolic link that leads out of the Git repository");
      }
      Path file = GitIgnoreFile.of(path);
      before.putIfAbsent(file, Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
      if (GitIgnoreFile.add(path)) {
        track(file);
      }
      ignore.refresh(file.getParent());
    }
  }

  /// Whether the output has an entry in a `.gitignore` file.
  private boolean isKept(Tracked tracked) {
    boolean data = tracked.output().cached() || tracked.stage().isRepoImport();
    Path path = tracked.path();
    return git != null && data && tracked.output().isLocal() && path.startsWith(root)
        && !path.equals(root);
  }

  private boolean isInIndex(Path path) throws IOException {
    if (index == null) {
      index = GitIndex.read(git);
    }
    return index.tracks(FileNames.slashed(git.workTree().relativize(path)));
  }

  /// Removes the entry of an output from its `.gitignore` file, in both spellings; a file that is
  /// left empty goes.
  public void unignore(Tracked tracked) throws IOException {
    if (!isKept(tracked) || !GitIgnoreFile.remove(tracked.path())) {
      return;
    }
    Path file = GitIgnoreFile.of(tracked.path());
    if (Files.exists(file)) {
      track(file);
    } else {
      written.remove(file);
    }
    if (ignore != null) {
      ignore.refresh(file.getParent());
    }
  }

  /// Notes a written or removed metadata file.
  public void track(Path file) {
    written.add(file);
  }

  /// Takes back what was written to `.gitignore` files, for a command that failed.
  void takeBack() throws IOException {
    for (Map.Entry<Path, byte[]> file : before.entrySet()) {
      if (file.getValue().length == 0) {
        Files.deleteIfExists(file.getKey());
      } else {
        datasync.io.AtomicFile.write(file.getKey(), file.getValue());
      }
    }
    before.clear();
  }

  /// Ends a command that worked: with `core.autostage` the written files are added to Git's index,
  /// else they are returned.
  List<Path> finish(Project project) throws IOException {
    before.clear();
    List<Path> files = List.copyOf(written);
    written.clear();
    if (git == null || files.isEmpty()) {
      return List.of();
    }
    return settings.autostage() && add(files) ? List.of() : files;
  }

  /// Adds the written files to Git's index now.
  void stageNow() throws IOException {
    List<Path> files = List.copyOf(written);
    written.clear();
    if (git != null && !files.isEmpty()) {
      add(files);
    }
  }

  /// Whether the files could be added: without the program `git` they are not.
  private boolean add(List<Path> files) throws IOException {
    List<Path> there = new ArrayList<>();
    for (Path file : files) {
      if (Files.exists(file) || isInIndex(file)) {
        there.add(file);
      }
    }
    try {
      git().add(there);
      return true;
    } catch (ProgramMissing missing) {
      notices.warning(missing.getMessage() + ", so nothing was staged");
      return false;
    }
  }

  /// The program `git` at the top of the working tree.
  ///
  /// @throws RepositoryException when the project is in no Git repository
  public Git git() throws RepositoryException {
    if (git == null) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          settings.scm()
              ? "there is no git repository here, so there are no revisions"
              : "this project has no version control (`core.no_scm`), so it has no revisions");
    }
    return new Git(git.workTree(), environment);
  }

  /// The commits that a range names, with the names that people know them by.
  Map<String, String> revisions(History.Range range) throws IOException {
    History.Further further = range.further();
    boolean named = !further.revisions().isEmpty() || further.experiments();
    if (git == null && !settings.scm() && !named) {
      // a project that does without version control has no branches, tags and commits
      return Map.of();
    }
    Revisions revisions = new Revisions(git());
    Map<String, String> found = new LinkedHashMap<>();
    for (String name : further.revisions()) {
      if (!name.equals(WORKSPACE)) {
        name(found, revisions.named(name, further.depth()), name);
      }
    }
    if (range.branches()) {
      for (Map.Entry<String, String> head : git().refs("heads").entrySet()) {
        String tip = head.getKey();
        List<String> commits =
            further.depth() == 1 ? List.of(tip) : revisions.last(tip, further.depth());
        name(found, commits, head.getValue());
      }
    }
    if (range.tags()) {
      git().refs("tags").forEach(found::putIfAbsent);
    }
    if (range.commits()) {
      name(found, git().commits(), "");
    } else if (!further.since().equals(Instant.MAX)) {
      name(found, revisions.since(further.since()), "");
    }
    if (further.experiments()) {
      name(found, revisions.experiments(), "");
    }
    return found;
  }

  /// Gives names to commits that have none: the first one that of a revision, the others the
  /// beginning of their digest.
  private static void name(Map<String, String> found, Iterable<String> commits, String first) {
    String name = first;
    for (String commit : commits) {
      found.putIfAbsent(commit, name.isEmpty() ? commit.substring(0, SHORT) : name);
      name = "";
    }
  }

  /// The commit that a revision or the name of an experiment means.
  ///
  /// @throws IOException when it means nothing, or there is no version control
  String commit(String revision) throws IOException {
    return new Revisions(git()).resolve(revision);
  }

  /// The stages of a commit, or null when it does not have the project's folder. The caller
  /// closes them.
  Stages stagesAt(String commit, Project project) throws IOException {
    GitTree tree = git().tree(commit);
    CommitFiles files = new CommitFiles(tree, git.workTree(), root);
    if (!files.isDirectory(root)) {
      tree.close();
      return null;
    }
    return new Stages(
        new Project(root, project.workingDirectory(), files, project.parsing()), files);
  }

  /// The tracked data of the last commit: nothing before the first one or where it has no project;
  /// empty without version control.
  Optional<DataIndex> head(Project project) throws IOException {
    if (git == null) {
      return Optional.empty();
    }
    Optional<String> commit = git().resolve("HEAD");
    try (Stages stages = commit.isEmpty() ? null : stagesAt(commit.get(), project)) {
      return Optional.of(
          stages == null ? DataIndex.empty() : DataIndex.of(stages.project(), stages.all()));
    }
  }

  /// The commit that a revision means in another repository.
  String commitOf(String url, String revision) throws IOException {
    boolean commit = revision.length() == 40 && revision.matches("[0-9a-f]+");
    return commit ? revision : git().remoteCommit(url, revision);
  }

  /// What Git says about the working tree, or empty without version control.
  Optional<List<String>> state(boolean untracked) throws IOException {
    return git == null ? Optional.empty() : Optional.of(git().status(untracked));
  }

  /// Whether there is no commit yet.
  boolean isUnborn() throws IOException {
    return git != null && git().resolve("HEAD").isEmpty();
  }

  /// The top of Git's working tree.
  public Path top() {
    return git == null ? root : git.workTree();
  }
}
