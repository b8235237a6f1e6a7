package datasync.repo;

import datasync.config.Config;
import datasync.remote.Remote;
import datasync.remote.Remotes;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The remotes of a project that one command asks, each opened once. For one thread.
final class OpenRemotes implements Closeable {
  private final Repository repository;
  private final Remotes remotes;
  private final String chosen;
  private final Map<String, Remote> open = new LinkedHashMap<>();

  /// @param remotes opens them
  /// @param chosen the remote that the command names, or empty
  OpenRemotes(Repository repository, Remotes remotes, String chosen) {
    this.repository = repository;
    this.remotes = remotes;
    this.chosen = chosen;
  }

  /// The name of the remote of the command, else of the default one; empty when there is none.
  String defaultName() {
    return chosen.isEmpty() ? repository.config().defaultRemote().orElse("") : chosen;
  }

  /// Whether the remote that is meant keeps files under their own names, as far as the settings
  /// say; false when nothing names one.
  boolean isVersioned(String name) throws IOException {
    String meant = name.isEmpty() ? defaultName() : name;
    return !meant.isEmpty() && Remotes.isVersioned(repository.config().remote(meant));
  }

  /// The remote that an output names, else that of the command, else the default one; empty when
  /// nothing names one. It is closed with this.
  ///
  /// @throws datasync.io.SettingException when it keeps versions of files, which are no objects
  Optional<Remote> find(String name) throws IOException {
    Optional<Remote> remote = any(name);
    return remote.isEmpty() ? remote : Optional.of(remote.get().ofObjects());
  }

  /// The same, whatever it keeps.
  Optional<Remote> any(String name) throws IOException {
    Config config = repository.config();
    String meant = name.isEmpty() ? defaultName() : name;
    if (meant.isEmpty()) {
      return Optional.empty();
    }
    Remote known = open.get(meant);
    if (known == null) {
      known = remotes.open(config.remote(meant));
      open.put(meant, known);
    }
    return Optional.of(known);
  }

  /// The same.
  ///
  /// @throws RepositoryException when nothing names one
  Remote required(String name) throws IOException {
    return find(name).orElseThrow(this::noRemote);
  }

  private RepositoryException noRemote() {
    boolean none = repository.config().remoteNames().isEmpty();
    return new RepositoryException(
        RepositoryException.Kind.NO_REPOSITORY,
        "no remote specified in " + repository.root(),
        none
            ? "create a default remote with `datasync remote add -d NAME URL`"
            : "choose one with `datasync remote default NAME` or with `-r NAME`");
  }

  @Override
  public void close() throws IOException {
    for (Remote remote : open.values()) {
      remote.close();
    }
  }
}
