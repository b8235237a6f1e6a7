package datasync.cli.command;

import datasync.backend.StoredSessions;
import datasync.backend.UploadSessions;
import datasync.cli.Arguments;
import datasync.cli.Invocation;
import datasync.cli.Terminal;
import datasync.io.Environment;
import datasync.remote.Remotes;
import datasync.repo.History;
import datasync.repo.Imports;
import datasync.repo.Repository;
import datasync.repo.Transfer;
import datasync.task.Progress;
import datasync.track.Output;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Opens transfers and remotes as the flags of a command say.
final class Transfers {
  private static final Path UPLOADS = Path.of("tmp", "datasync", "uploads");

  private Transfers() {}

  /// Opens a transfer as the flags say. The caller closes it.
  static Transfer open(Session session, Progress progress) {
    return open(session, session.repository(), progress);
  }

  /// Opens a transfer of another project as the flags say. The caller closes it.
  static Transfer open(Session session, Repository repository, Progress progress) {
    Arguments arguments = session.arguments();
    String verb = session.verb();
    boolean fetch = verb.equals("fetch");
    boolean moves = fetch || verb.equals("push") || verb.equals("pull");
    boolean dryRun =
        verb.startsWith("plan ")
            || arguments.declares("dry-run") && arguments.is("dry-run");
    Set<Output.Kind> kinds = EnumSet.noneOf(Output.Kind.class);
    for (String type : fetch ? arguments.list("type") : List.<String>of()) {
      kinds.add(type.equals("metrics") ? Output.Kind.METRIC : Output.Kind.PLOT);
    }
    Transfer.Options options =
        new Transfer.Options(
            arguments.declares("remote") ? arguments.text("remote").orElse("") : "",
            arguments.declares("jobs") ? arguments.number("jobs").orElse(0) : 0,
            verb.equals("push") && arguments.is("verify"),
            fetch ? arguments.bytes("max-size").orElse(0) : 0,
            kinds,
            dryRun);
    Remotes remotes = remotes(repository.environment(), session.invocation(), progress);
    remotes =
        remotes.remembering(new StoredSessions(repository.folder().resolve(UPLOADS)));
    Imports imports = new LazyImports(repository, remotes, options.jobs(), progress);
    return new Transfer(repository, options, new Transfer.Outside(remotes, progress, imports));
  }

  /// Opens remotes; a person at a terminal is asked for passwords.
  static Remotes remotes(Environment environment, Invocation invocation, Progress progress) {
    Terminal terminal = invocation.console().terminal();
    return new Remotes(
        new Remotes.Outside(
            environment,
            (host, user) -> terminal.secret("Password for " + user + " at " + host),
            progress),
        UploadSessions.NONE,
        invocation.wrapping());
  }

  /// The revisions that the flags name.
  static History.Range range(Arguments arguments) {
    return new History.Range(
        arguments.is("all-branches"), arguments.is("all-tags"), arguments.is("all-commits"));
  }
}
