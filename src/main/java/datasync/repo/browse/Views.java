package datasync.repo.browse;

import datasync.config.Overrides;
import datasync.git.Git;
import datasync.git.GitRepository;
import datasync.git.Mirrors;
import datasync.io.Environment;
import datasync.remote.Remotes;
import datasync.repo.Repository;
import datasync.repo.RepositoryException;
import datasync.text.Value;
import datasync.track.RepoDependency;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Opens views, and keeps those of imports open until it is closed itself. For one thread.
public final class Views implements Closeable {
  private static final int DEEPEST = 16;

  private final Environment environment;
  private final Remotes remotes;
  private final Map<String, Imported> imports = new HashMap<>();
  private final List<View> opened = new ArrayList<>();
  private int depth;

  /// @param remotes opens the remotes of the projects that are looked into
  public Views(Environment environment, Remotes remotes) {
    this.environment = environment;
    this.remotes = remotes;
  }

  Remotes remotes() {
    return remotes;
  }

  /// Opens a view; it is closed with this object.
  ///
  /// A folder is looked at as it is, or at a revision of its Git repository; a bare repository at
  /// a revision or its head. Everything else is an address for Git, whose copy is brought up to
  /// date first.
  ///
  /// @throws RepositoryException when there is nothing, or no such revision
  public View open(ViewRequest request) throws IOException {
    return open(request, environment.workingDirectory());
  }

  private View open(ViewRequest request, Path from) throws IOException {
    String url = request.url();
    Path local = local(url, from);
    View view;
    if (local == null) {
      view = remoteView(request);
    } else if (!Files.isDirectory(local)) {
      throw new RepositoryException(
          RepositoryException.Kind.NO_REPOSITORY,
          "'" + url + "' is neither a folder nor the address of a Git repository");
    } else if (url.startsWith("file:") || !request.revision().isEmpty() || isBare(local)) {
      view = committed(request, local);
    } else {
      view = workingTree(request, local);
    }
    opened.add(view);
    return view;
  }

  /// The folder that an address names; null when it is one for Git.
  private static Path local(String url, Path from) {
    try {
      if (url.startsWith("file://")) {
        return Path.of(URI.create(url.replace(" ", "%20")).getPath());
      }
      Path path = from.resolve(url).normalize();
      boolean address = url.contains("://") || url.contains(":") && !url.startsWith("/");
      return Files.exists(path) || !address ? path : null;
    } catch (IllegalArgumentException noPath) {
      return null;
    }
  }

  private static boolean isBare(Path folder) {
    return !Files.exists(folder.resolve(".git"))
        && !Files.exists(folder.resolve(Repository.FOLDER))
        && Files.isRegularFile(folder.resolve("HEAD"))
        && Files.isDirectory(folder.resolve("objects"))
        && Files.isDirectory(folder.resolve("refs"));
  }

  private View workingTree(ViewRequest request, Path folder) throws IOException {
    Path top = folder;
    try {
      top = Repository.findRoot(folder);
    } catch (RepositoryException none) {
      top = GitRepository.find(folder).map(GitRepository::workTree).orElse(folder);
    }
    Path here = environment.workingDirectory();
    String inside = here.startsWith(top) ? top.relativize(here).toString() : "";
    return new View(new PlainFolder(environment, top, request.overrides()), this, inside);
  }

  private View committed(ViewRequest request, Path folder) throws IOException {
    Path top = folder;
    if (!isBare(folder)) {
      Optional<GitRepository> git = GitRepository.find(folder);
      if (git.isEmpty()) {
        throw new RepositoryException(
            RepositoryException.Kind.NO_REPOSITORY,
            "'" + request.url() + "' is not in a Git repository, so it has no revisions");
      }
      top = git.get().workTree();
    }
    Git git = new Git(top, environment);
    String revision = request.revision().isEmpty() ? "HEAD" : request.revision();
    String commit = git.resolve(revision).orElseThrow(() -> unknown(revision));
    return new View(
        new PlainCommit(environment, git.tree(commit), top, request.overrides(), true),
        this,
        "");
  }

  private static RepositoryException unknown(String revision) {
    return new RepositoryException(
        RepositoryException.Kind.REFUSED, "unknown Git revision '" + revision + "'");
  }

  private View remoteView(ViewRequest request) throws IOException {
    if (request.url().startsWith("-")) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED, "'" + request.url() + "' is no address");
    }
    Mirrors mirrors = new Mirrors(folder(), environment);
    Mirrors.Mirror mirror =
        mirrors
            .open(request.url(), request.revision())
            .orElseThrow(() -> unknown(request.revision()));
    Path top = mirror.folder().resolve("tree");
    return new View(
        new PlainCommit(
            environment, mirror.git().tree(mirror.commit()), top, request.overrides(), false),
        this,
        "");
  }

  /// The folder for copies of repositories, below DVC's site cache.
  private Path folder() throws IOException {
    String site = environment.variable("DVC_SITE_CACHE_DIR");
    String user = System.getProperty("user.name", "user").replaceAll("[^A-Za-z0-9_.-]", "_");
    Path base = environment.workingDirectory().resolve(site.isEmpty() ? "/var/tmp/dvc" : site);
    return base.resolve("datasync-" + user).resolve("repositories");
  }

  /// What an output of a project was imported from.
  ///
  /// @param root the project; a relative address starts from the working directory, or else here
  Imported imported(RepoDependency source, Path root) throws IOException {
    String key = source.url() + "\n" + source.revLock() + "\n" + source.rev() + "\n"
        + source.path();
    Imported known = imports.get(key);
    if (known != null) {
      return known;
    }
    if (depth >= DEEPEST) {
      throw new RepositoryException(
          RepositoryException.Kind.DATA,
          "'" + source.path() + "' was imported through more than " + DEEPEST + " projects");
    }
    depth++;
    try {
      String rev = source.revLock().isEmpty() ? source.rev() : source.revLock();
      ViewRequest request = new ViewRequest(source.url(), rev, overrides(source));
      Path from = environment.workingDirectory();
      Path there = local(source.url(), from);
      boolean missing = there != null && !Files.exists(there);
      View view = open(request, missing ? root : from);
      known = new Imported(view, View.normal(source.path()));
      imports.put(key, known);
      known.isFolder();
      return known;
    } finally {
      depth--;
    }
  }

  private static Overrides overrides(RepoDependency source) throws IOException {
    Path file = source.config() instanceof Value.Text(String path) ? Path.of(path) : null;
    String remote = source.remote() instanceof Value.Text(String name) ? name : "";
    Map<String, String> options = new LinkedHashMap<>();
    if (source.remote() instanceof Value.Mapping mapping) {
      mapping
          .entries()
          .forEach((key, value) -> options.put(text(key), text(value)));
    }
    return new Overrides(null, file, "", remote, options);
  }

  private static String text(Value value) {
    return value instanceof Value.Text(String text) ? text : value.toString();
  }

  @Override
  public void close() throws IOException {
    for (View view : opened) {
      view.close();
    }
  }
}
