package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Invocation;
import datasync.cli.UsageException;
import datasync.config.Overrides;
import datasync.io.Environment;
import datasync.repo.browse.Place;
import datasync.repo.browse.View;
import datasync.repo.browse.ViewRequest;
import datasync.repo.browse.Views;
import datasync.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the verbs that look into other projects share: the flags that say which.
final class BrowseSession implements AutoCloseable {
  private final Invocation invocation;
  private final Views views;

  private BrowseSession(Invocation invocation, Progress progress) {
    this.invocation = invocation;
    Environment environment = invocation.environment();
    this.views = new Views(environment, Transfers.remotes(environment, invocation, progress));
  }

  static BrowseSession open(Invocation invocation, Progress progress) {
    return new BrowseSession(invocation, progress);
  }

  /// The project that the flags name; the one around the working directory for a verb without
  /// them.
  View view() throws IOException {
    Arguments arguments = invocation.arguments();
    if (!arguments.declares("url")) {
      return views.open(new ViewRequest(".", "", Overrides.NONE));
    }
    String config = arguments.text("config").orElse("");
    Overrides overrides =
        new Overrides(
            null,
            config.isEmpty() ? null : Path.of(config),
            "",
            arguments.text("remote").orElse(""),
            settings(arguments, "remote-config"));
    return views.open(
        new ViewRequest(
            arguments.text("url").orElseThrow(), arguments.text("rev").orElse(""), overrides));
  }

  /// The address that the flags of a command name. The caller closes it.
  static Place place(Invocation invocation, Progress progress) throws IOException {
    Arguments arguments = invocation.arguments();
    return Place.of(
        arguments.text("url").orElseThrow(),
        settings(arguments, "fs-config"),
        invocation.environment(),
        Transfers.remotes(invocation.environment(), invocation, progress));
  }

  /// The pairs `name=value` of a flag.
  static Map<String, String> settings(Arguments arguments, String key) throws UsageException {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String pair : arguments.list(key)) {
      int equals = pair.indexOf('=');
      if (equals < 1 || equals == pair.length() - 1) {
        throw new UsageException(
            "`--" + key + "` takes pairs such as `name=value`, not `" + pair + "`", "");
      }
      settings.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return settings;
  }

  @Override
  public void close() throws IOException {
    views.close();
  }
}
