package datasync.cli.command;

import datasync.backend.StoredSessions;
import datasync.backend.UploadSessions;
import datasync.cli.Arguments;
import datasync.cli.Invocation;
import datasync.cli.UsageException;
import datasync.io.Environment;
import datasync.remote.Remotes;
import datasync.repo.History;
import datasync.repo.Imports;
import datasync.repo.Repository;
import datasync.repo.Transfer;
import datasync.task.Progress;
import datasync.task.RateLimit;
import datasync.track.Output;
import datasync.transfer.Shard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// Opens transfers and remotes as the flags of a command say.
final class Transfers {
  private static final Path UPLOADS = Path.of("tmp", "datasync", "uploads");

  private Transfers() {}

  /// Opens a transfer as the flags say. The caller closes it.
  static Transfer open(Session session, Progress progress) throws IOException {
    Arguments arguments = session.arguments();
    Shard shard = arguments.declares("shard") ? shard(arguments) : Shard.WHOLE;
    RateLimit limit =
        arguments.declares("limit-rate") ? limit(arguments, session.repository()) : RateLimit.NONE;
    return open(session, session.repository(), progress, limit, shard);
  }

  /// Opens a transfer of another project as the flags say. The caller closes it.
  static Transfer open(Session session, Repository repository, Progress progress) {
    return open(session, repository, progress, RateLimit.NONE, Shard.WHOLE);
  }

  private static Transfer open(
      Session session, Repository repository, Progress progress, RateLimit limit, Shard shard) {
    Arguments arguments = session.arguments();
    String verb = session.verb();
    boolean fetch = verb.equals("fetch");
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
            dryRun,
            shard);
    Remotes remotes = remotes(repository.environment(), session.invocation(), progress);
    remotes =
        remotes.remembering(
            new StoredSessions(repository.folder().resolve(UPLOADS)), repository.memory());
    Imports imports = new LazyImports(repository, remotes, options.jobs(), progress);
    return new Transfer(
        repository, options, new Transfer.Outside(remotes, progress, imports, limit));
  }

  /// The part of the data that the flags name.
  static Shard shard(Arguments arguments) throws UsageException {
    String text = arguments.text("shard").orElse("1/1");
    return Shard.parse(text)
        .orElseThrow(
            () ->
                new UsageException(
                    "`" + text + "` is no shard",
                    "say which of how many, such as `--shard 1/4` to `--shard 4/4`"));
  }

  /// The limit of the command line, else that of the configuration.
  private static RateLimit limit(Arguments arguments, Repository repository)
      throws UsageException {
    String rate =
        arguments
            .text("limit-rate")
            .or(() -> repository.config().text("core", "limit_rate"))
            .orElse("");
    OptionalLong perSecond = RateLimit.parse(rate);
    if (!rate.isEmpty() && perSecond.isEmpty()) {
      throw new UsageException(
          "`" + rate + "` is no rate", "say bytes per second, such as `500k`, `20M` or `1G`");
    }
    return RateLimit.of(perSecond.orElse(0));
  }

  /// Opens remotes; a person at a terminal is asked for passwords.
  static Remotes remotes(Environment environment, Invocation invocation, Progress progress) {
    return new Remotes(
        new Remotes.Outside(environment, new AskingPrompt(invocation.console()), progress),
        UploadSessions.NONE,
        invocation.wrapping());
  }

  /// The revisions that the flags name.
  static History.Range range(Arguments arguments) {
    return new History.Range(
        arguments.is("all-branches"), arguments.is("all-tags"), arguments.is("all-commits"));
  }
}
