package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Invocation;
import datasync.cli.ProgressDisplay;
import datasync.io.Flock;
import datasync.io.FlockWatch;
import datasync.repo.Notices;
import datasync.repo.Repository;
import datasync.repo.Selection;
import datasync.repo.Stages;
import datasync.repo.Targets;
import datasync.repo.Transfer;
import datasync.repo.Wildcards;
import datasync.task.Ahead;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The project a command works in: opened, locked when it is to be changed, and closed.
final class Session implements AutoCloseable {
  private final Invocation invocation;
  private final Repository repository;
  private ProgressDisplay progress;

  private Session(Invocation invocation, Repository repository) {
    this.invocation = invocation;
    this.repository = repository;
  }

  /// Opens the project around the working directory for reading.
  static Session reading(Invocation invocation) throws IOException {
    Console console = invocation.console();
    return new Session(
        invocation, Repository.open(invocation.environment(), new Warnings(console)));
  }

  private record Warnings(Console console) implements Notices {
    @Override
    public void warning(String text) {
      console.warning(text);
    }
  }

  /// Opens the project and takes its lock.
  static Session changing(Invocation invocation) throws IOException {
    return locked(invocation, false);
  }

  /// What a command finds by reading only, and how it shows it.
  interface Reader<T> {
    /// Reads; shows nothing yet, because it may be that it has to read again.
    T read(Session session) throws IOException;

    /// Shows what was read.
    ExitCode show(Session session, T found) throws IOException;
  }

  /// Reads and shows what a command wants of the project, which nobody changes meanwhile: the
  /// lock is taken only when somebody has it, or has had it since.
  static <T> ExitCode read(Invocation invocation, Reader<T> reader) throws IOException {
    FlockWatch locks = new FlockWatch(invocation.environment().clock());
    Ahead.start(locks);
    try (Session session = reading(invocation)) {
      if (!session.repository.watch(locks)) {
        session.lock(true);
      }
      Optional<T> found = session.undisturbed(reader);
      if (found.isPresent()) {
        return reader.show(session, found.get());
      }
    }
    try (Session session = readingLocked(invocation)) {
      return reader.show(session, session.undisturbed(reader).orElseThrow());
    }
  }

  /// What is read; empty when somebody has had the lock meanwhile.
  private <T> Optional<T> undisturbed(Reader<T> reader) throws IOException {
    try {
      T found = reader.read(showing("reading"));
      return repository.isUndisturbed() ? Optional.of(found) : Optional.empty();
    } catch (IOException | RuntimeException failure) {
      if (repository.isUndisturbed()) {
        throw failure;
      }
      return Optional.empty();
    } finally {
      hideProgress();
    }
  }

  /// Opens the project and takes its lock for a command that only reads, so that it sees no half
  /// of a change.
  static Session readingLocked(Invocation invocation) throws IOException {
    return locked(invocation, true);
  }

  private static Session locked(Invocation invocation, boolean readOnly) throws IOException {
    Ahead.start(new Flock.Preparation());
    Session session = reading(invocation);
    try {
      session.lock(readOnly);
    } catch (IOException | RuntimeException failure) {
      session.close();
      throw failure;
    }
    return session;
  }

  private void lock(boolean readOnly) throws IOException {
    repository.lock(arguments().is("wait-for-lock"), readOnly);
  }

  Repository repository() {
    return repository;
  }

  /// Shows how far the work on workspace files is, until [#hideProgress].
  ///
  /// @param verb what is going on, such as `adding`
  Session showing(String verb) {
    progress = new ProgressDisplay(console(), verb);
    repository.report(progress);
    return this;
  }

  Invocation invocation() {
    return invocation;
  }

  /// The words that chose the command.
  String verb() {
    return invocation.spec().path();
  }

  Arguments arguments() {
    return invocation.arguments();
  }

  Console console() {
    return invocation.console();
  }

  /// The targets of the command line, wildcards expanded when `--glob` was given.
  List<String> targets() throws IOException {
    List<String> targets = arguments().list("targets");
    boolean glob = arguments().declares("glob") && arguments().is("glob");
    return glob && !targets.isEmpty()
        ? Wildcards.expand(targets, invocation.environment().workingDirectory())
        : targets;
  }

  /// What the targets choose among the stages of the workspace.
  List<Selection> selected() throws IOException {
    return resolver(repository.stages()).select(targets());
  }

  /// Chooses among the stages of any revision what the targets name.
  Transfer.Chooser chooser() throws IOException {
    List<String> targets = targets();
    return stages -> resolver(stages).select(targets);
  }

  private Targets resolver(Stages stages) {
    return new Targets(stages, arguments().is("with-deps"), arguments().is("recursive"));
  }

  /// Says how to bring the written metadata files into Git, or brings them there. DVC does so after
  /// `add`, not after `commit`.
  void finishInGit() throws IOException {
    hideProgress();
    List<Path> files = repository.filesToStage();
    if (files.isEmpty()) {
      return;
    }
    StringBuilder command = new StringBuilder("\tgit add");
    for (Path file : files) {
      command.append(' ').append(Quoting.shell(repository.project().relative(file)));
    }
    console().note("\nTo track the changes with git, run:\n\n" + command);
    console().note("\nTo enable auto staging, run:\n\n\tdatasync config core.autostage true");
  }

  /// Takes the progress off the screen, before something else is shown.
  void hideProgress() {
    if (progress != null) {
      progress.close();
      progress = null;
    }
  }

  @Override
  public void close() throws IOException {
    hideProgress();
    repository.close();
  }
}
