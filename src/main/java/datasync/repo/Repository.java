package datasync.repo;

import datasync.backend.local.FolderOptions;
import datasync.config.Config;
import datasync.config.ConfigFiles;
import datasync.config.Overrides;
import datasync.io.Environment;
import datasync.io.FlockWatch;
import datasync.io.HostName;
import datasync.object.HashName;
import datasync.object.LocalStore;
import datasync.task.Progress;
import datasync.track.Project;
import datasync.track.SourceFiles;
import datasync.workspace.DvcIgnore;
import datasync.workspace.LinkType;
import datasync.workspace.Linker;
import datasync.workspace.Protection;
import datasync.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// An open project: its folders, its configuration, its cache and its stages, each read or opened
/// when it is first asked for. Not safe for several threads; closing saves what was learned.
public final class Repository implements AutoCloseable {
  /// The folder that makes a project.
  public static final String FOLDER = ".dvc";

  private final Environment environment;
  private final Path root;
  private final Config config;
  private final Settings settings;
  private final Project project;
  private final Notices notices;
  private Cache cache;
  private Trees trees;
  private Workspace workspace;
  private Progress progress = Progress.none();
  private DvcIgnore ignore;
  private Scm scm;
  private WorkFolders folders;
  private Stages stages;
  private RepositoryLock lock;
  private FlockWatch watch;

  private Repository(Environment environment, Path root, Config config, Notices notices) {
    this.environment = environment;
    this.root = root;
    this.config = config;
    this.settings = Settings.of(config, root.resolve(FOLDER), environment);
    this.project =
        new Project(
            root, environment.workingDirectory(), SourceFiles.workingTree(), settings.parsing());
    this.notices = notices;
  }

  /// Opens the project around the working directory.
  ///
  /// @throws RepositoryException when there is none
  /// @throws datasync.config.ConfigException when its configuration is not valid
  public static Repository open(Environment environment, Notices notices) throws IOException {
    Path root = findRoot(environment.workingDirectory());
    Config config = Config.load(ConfigFiles.of(environment, root.resolve(FOLDER)));
    for (String warning : config.warnings()) {
      notices.warning(warning);
    }
    Repository repository = new Repository(environment, root, config, notices);
    repository.scm().ignoreOwnFiles(root.resolve(FOLDER));
    return repository;
  }

  /// Opens a project only to look into it: nothing is written, and nobody is told of oddities.
  ///
  /// @param root the absolute folder that holds `.dvc`
  /// @param overrides what stands above its configuration
  /// @throws datasync.config.ConfigException when its configuration is not valid
  public static Repository look(Environment environment, Path root, Overrides overrides)
      throws IOException {
    Config config = Config.load(ConfigFiles.of(environment, root.resolve(FOLDER)), overrides);
    return new Repository(environment, root, config, text -> {});
  }

  /// How a configuration wants mappings in commands written.
  public static Project.Parsing parsing(Config config) {
    return Settings.parsingOf(config);
  }

  /// The folder of the project around a folder: the nearest that holds `.dvc`, up to a mount point.
  ///
  /// @throws RepositoryException when there is none
  public static Path findRoot(Path from) throws IOException {
    Path at = from.toAbsolutePath().normalize();
    if (!Files.isDirectory(at)) {
      throw new RepositoryException(
          RepositoryException.Kind.NO_REPOSITORY, "directory '" + from + "' does not exist");
    }
    while (!Files.isDirectory(at.resolve(FOLDER))) {
      Path parent = at.getParent();
      if (parent == null || !Files.getFileStore(parent).equals(Files.getFileStore(at))) {
        throw new RepositoryException(
            RepositoryException.Kind.NO_REPOSITORY,
            "you are not inside of a DVC repository (checked up to mount point '" + at + "')",
            "`datasync init` makes one, `-C FOLDER` works in another folder");
      }
      at = parent;
    }
    return at;
  }

  /// What the process was given from outside.
  public Environment environment() {
    return environment;
  }

  /// The absolute folder that holds `.dvc`.
  public Path root() {
    return root;
  }

  /// The folder `.dvc`.
  public Path folder() {
    return root.resolve(FOLDER);
  }

  /// The configuration in force.
  public Config config() {
    return config;
  }

  /// What reading metadata needs to know.
  public Project project() {
    return project;
  }

  /// Tells somebody of every file that is read or made from now on. To be called before anything
  /// is asked of the project.
  public void report(Progress listener) {
    progress = listener;
  }

  /// Takes what a person should know.
  public Notices notices() {
    return notices;
  }

  Settings settings() {
    return settings;
  }

  /// The cache.
  public Cache cache() {
    if (cache == null) {
      boolean hardlink = settings.linkTypes().getFirst() == LinkType.HARDLINK;
      cache =
          Cache.in(
              settings.cacheFolder(),
              new FolderOptions(settings.sharedCache(), hardlink).remembering(memory()));
    }
    return cache;
  }

  /// Where it is remembered which objects were in a store.
  public FolderOptions.Memory memory() {
    return new FolderOptions.Memory(
        scratch().resolve("datasync").resolve("present"), environment.clock());
  }

  /// The part of the cache for objects of DVC 3, for files that nobody writes to: they become
  /// objects by another name of the same file where that is possible.
  public LocalStore linkingCache() {
    FolderOptions linking = new FolderOptions(settings.sharedCache(), true);
    return Cache.in(settings.cacheFolder(), linking).of(HashName.MD5);
  }

  private Path scratch() {
    return folder().resolve("tmp");
  }

  /// The listings in the cache.
  public Trees trees() {
    if (trees == null) {
      trees = new Trees(cache());
    }
    return trees;
  }

  /// The workspace and what is remembered about its files.
  public Workspace workspace() {
    if (workspace == null) {
      Path state = scratch().resolve("datasync");
      workspace =
          Workspace.open(root, state, environment.clock(), settings.threads())
              .reporting(progress);
    }
    return workspace;
  }

  /// Makes workspace files as the configuration wants them.
  Linker linker() {
    return new Linker(settings.linkTypes(), staging());
  }

  private Path staging() {
    return scratch().resolve("datasync").resolve("links.tmp");
  }

  /// Makes the files at or below a path independent of the cache.
  ///
  /// @throws java.nio.file.NoSuchFileException when there is nothing
  public void unprotect(Path path) throws IOException {
    new Protection(workspace(), staging(), settings.sharedCache()).unprotect(path);
  }

  /// Takes the lock that DVC takes, too; held until [#close].
  ///
  /// @param wait whether to wait as long as it takes instead of 3 s
  /// @param readOnly whether the command only reads: then a project that nobody may write to
  ///     needs no lock
  /// @throws LockHeld when another process has it
  public void lock(boolean wait, boolean readOnly) throws IOException {
    ScratchFolder.check(root, scratch());
    lock = RepositoryLock.take(scratch(), lockOptions(wait, readOnly));
    if (!lock.takenFrom().isEmpty()) {
      notices.warning(
          lock.takenFrom() + " was killed while it had the project locked: its lock is taken over;"
              + " the same command again finishes what it began");
    }
  }

  /// Begins to watch the lock instead of taking it, for a command that only reads; see
  /// [LockWatch]. What it read is whole if the project [#isUndisturbed] at the end.
  ///
  /// @return whether that is possible just now; if not, the lock has to be taken
  public boolean watch(FlockWatch locks) throws IOException {
    if (settings.hardlinkLock()) {
      return false;
    }
    ScratchFolder.check(root, scratch());
    watch = LockWatch.begin(locks, scratch()) ? locks : null;
    return watch != null;
  }

  /// Whether nobody can have changed the project since [#watch] or [#lock].
  public boolean isUndisturbed() {
    return lock != null || watch != null && watch.isUndisturbed();
  }

  /// Makes sure that no stage that runs just now reads or writes paths; see [RwLock].
  ///
  /// @throws LockHeld when one does
  public void ensureFree(Collection<Path> read, Collection<Path> write) throws IOException {
    new RwLock(
            scratch(), lockOptions(false, false), "datasync", notices::warning)
        .ensureFree(read, write);
  }

  private LockOptions lockOptions(boolean wait, boolean readOnly) {
    return new LockOptions(
            settings.hardlinkLock(),
            wait,
            readOnly,
            settings.hardlinkLock() ? HostName.of(environment) : "",
            new LockOptions.HalfSecond(),
            environment.clock());
  }

  /// The rules of `.dvcignore`.
  DvcIgnore ignore() throws IOException {
    if (ignore == null) {
      ignore = DvcIgnore.of(root);
    }
    return ignore;
  }

  /// Version control of the metadata files.
  public Scm scm() throws IOException {
    if (scm == null) {
      scm = Scm.of(environment, root, settings, notices);
    }
    return scm;
  }

  Folders folders() throws IOException {
    if (folders == null) {
      folders = new WorkFolders(ignore(), scm());
    }
    return folders;
  }

  /// The stages of the working tree.
  public Stages stages() throws IOException {
    if (stages == null) {
      stages = new Stages(project, folders());
    }
    return stages;
  }

  /// The tracked data of the last commit: nothing in it before the first commit or when the commit
  /// has no project; empty without version control.
  Optional<DataIndex> head() throws IOException {
    return scm().head(project);
  }

  /// The files to add to Git after a command, as [Scm] collected them; with `core.autostage` they
  /// are added and the list is empty.
  public List<Path> filesToStage() throws IOException {
    return scm == null ? List.of() : scm.finish(project);
  }

  /// Takes back what a failed command wrote to `.gitignore` files.
  public void takeBackIgnores() throws IOException {
    if (scm != null) {
      scm.takeBack();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (cache != null) {
        // what the index knows of has to be there after a power cut
        cache.sync();
      }
      if (workspace != null) {
        workspace.close();
      }
    } finally {
      if (lock != null) {
        lock.close();
      }
    }
  }
}
