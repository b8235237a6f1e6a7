package datasync.repo;

import datasync.config.RemoteSettings;
import datasync.io.DiskSync;
import datasync.object.HashName;
import datasync.object.LocalStore;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.remote.Located;
import datasync.remote.Remote;
import datasync.remote.Remotes;
import datasync.track.DvcFile;
import datasync.track.MetadataPaths;
import datasync.track.Output;
import datasync.track.Project;
import datasync.track.Stage;
import datasync.workspace.Capture;
import datasync.workspace.Content;
import datasync.workspace.DirectoryFilter;
import datasync.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `add --out` and `add --to-remote`: tracks content that lies elsewhere.
///
/// Source: dvc 3.67 `repo/add.py`, `utils/__init__.py` (`resolve_output`).
public final class AddFrom {
  private final Repository repository;
  private final Project project;
  private final Options options;
  private final Sending sending;

  /// How to add.
  ///
  /// @param out where the content goes in the workspace, or empty for the name of the source
  /// @param toRemote whether it goes to a remote and not into cache and workspace
  /// @param force whether something at that place is replaced
  /// @param dryRun whether nothing is written
  public record Options(String out, boolean toRemote, boolean force, boolean dryRun) {}

  /// Where content that does not stay here goes, and where content that is not here comes from.
  public interface Sending {
    /// The open remote of the command.
    ///
    /// @throws RepositoryException when there is none
    Remote remote() throws IOException;

    /// Opens other places.
    Remotes remotes();
  }

  /// Prepares adding to a repository whose lock is held.
  public AddFrom(Repository repository, Options options, Sending sending) {
    this.repository = repository;
    this.project = repository.project();
    this.options = options;
    this.sending = sending;
  }

  /// Adds a file or directory, of this machine or behind a URL.
  ///
  /// @return the metadata file that was written
  /// @throws RepositoryException when there is no source, or something is at the place
  public Path run(String source) throws IOException {
    if (MetadataPaths.scheme(source).isEmpty()) {
      return run(project.workingDirectory().resolve(source).normalize(), source);
    }
    RemoteSettings settings = repository.config().forUrl(source);
    if (Remotes.isFolder(settings)) {
      return run(Remotes.folderOf(settings), source);
    }
    try (Located place = sending.remotes().locate(settings)) {
      Incoming incoming =
          new Incoming(place, repository.folder().resolve("tmp").resolve("datasync"));
      if (!incoming.exists()) {
        throw missing(source);
      }
      return run(new Network(incoming), nameOf(settings.url()));
    }
  }

  private static String nameOf(String url) {
    String path = url.substring(url.indexOf("://") + 3).replaceFirst("[?#].*", "");
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.isEmpty() || name.equals("..") ? "download" : name;
  }

  private static RepositoryException missing(String source) {
    return new RepositoryException(
        RepositoryException.Kind.REFUSED, "'" + source + "' does not exist");
  }

  /// Where content comes from.
  private interface Reader {
    /// Stores it in the cache.
    Content store() throws IOException;

    /// Sends it to the remote of the command.
    Content send() throws IOException;

    /// Whether it is what metadata records already.
    boolean is(ObjectId id) throws IOException;
  }

  private Path run(Path from, String source) throws IOException {
    if (!Files.exists(from)) {
      throw missing(source);
    }
    return run(new Local(from), from.getFileName().toString());
  }

  private Path run(Reader from, String name) throws IOException {
    Path to = target(from, name);
    NewStage maker = new NewStage(repository);
    Tracked tracked = maker.create(maker.place(project.relative(to), to));
    maker.checkGraph(List.of(tracked.stage()));
    if (options.dryRun()) {
      return tracked.stage().file();
    }
    Content content = options.toRemote() ? from.send() : from.store();
    Output output = tracked.output().with(Saver.of(content));
    Stage stage = tracked.stage().with(output);
    if (!options.toRemote()) {
      repository.scm().ignoreIfCached(tracked);
    }
    repository.cache().sync();
    // before the files, so that a run after a kill knows whose they are
    DvcFile.write(stage, project);
    if (!options.toRemote()) {
      DiskSync.folder(stage.file().getParent());
      checkOut(stage);
    }
    repository.scm().track(stage.file());
    return stage.file();
  }

  private Path target(Reader from, String name) throws IOException {
    Path to = project.workingDirectory().resolve(options.out()).normalize();
    if (Files.exists(to) && !options.out().isEmpty() && isUnfinished(from, to)) {
      return to;
    }
    if (options.out().isEmpty() || Files.isDirectory(to)) {
      to = to.resolve(name);
    }
    if (Files.exists(to) && !options.force() && !isUnfinished(from, to)) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "the path '" + project.relative(to) + "' already exists locally",
          "to override it, re-run with `--force`");
    }
    return to;
  }

  /// Whether a metadata file says already that the path is to hold what the source holds: then an
  /// earlier run was stopped on its way.
  private boolean isUnfinished(Reader from, Path to) throws IOException {
    Tracked known = repository.stages().graph().around(to);
    if (known == null || !known.path().equals(to) || known.output().recorded().isEmpty()) {
      return false;
    }
    Optional<ObjectId> id = known.output().recorded().id();
    return id.isPresent() && from.is(id.get());
  }

  /// Content behind an address; whether it is what is recorded shows only when it was read.
  private final class Network implements Reader {
    private final Incoming incoming;
    private Content stored;

    Network(Incoming incoming) {
      this.incoming = incoming;
    }

    @Override
    public Content store() throws IOException {
      Content content = stored == null ? incoming.store(repository.cache()) : stored;
      repository.trees().refresh();
      return content;
    }

    @Override
    public Content send() throws IOException {
      return incoming.send(sending.remote());
    }

    @Override
    public boolean is(ObjectId id) throws IOException {
      if (options.toRemote() || options.dryRun()) {
        return false;
      }
      stored = store();
      return Inspector.idOf(stored).equals(id);
    }
  }

  /// A file or folder of this machine.
  private final class Local implements Reader {
    private final Path from;

    Local(Path from) {
      this.from = from;
    }

    @Override
    public boolean is(ObjectId id) throws IOException {
      Content content = new Inspector(repository).read(from, HashName.MD5);
      return !(content instanceof Content.Nothing) && Inspector.idOf(content).equals(id);
    }

    @Override
    public Content store() throws IOException {
      Content content =
          new Capture(workspace(), repository.cache())
              .store(from, HashName.MD5, DirectoryFilter.NONE);
      if (content instanceof Content.Directory(Tree tree)) {
        repository.trees().store(tree);
      }
      return content;
    }

    @Override
    public Content send() throws IOException {
      Remote remote = sending.remote();
      if (remote.sink(HashName.MD5) instanceof LocalStore folder) {
        Content content =
            new Capture(workspace(), folder)
                .store(from, HashName.MD5, DirectoryFilter.NONE);
        folder.sync();
        if (content instanceof Content.Directory(Tree tree)) {
          new Trees(folder).store(tree);
          folder.sync();
        }
        return content;
      }
      return new Upload(workspace(), remote).run(from);
    }

    /// The source lies outside the project, so that nothing about it is remembered in the project.
    private Workspace workspace() {
      Path state = repository.folder().resolve("tmp").resolve("datasync").resolve("elsewhere");
      Path top = from.getParent() == null ? from : from.getParent();
      return Workspace.open(
          top, state, repository.environment().clock(), repository.settings().threads());
    }
  }

  private void checkOut(Stage stage) throws IOException {
    CheckoutData.Options how = new CheckoutData.Options(options.force(), false, false);
    new CheckoutData(repository, how).run(List.of(Selection.all(stage)), false);
  }
}
