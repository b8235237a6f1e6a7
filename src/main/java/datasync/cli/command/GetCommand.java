package datasync.cli.command;

import datasync.cli.Amounts;
import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.cli.ProgressDisplay;
import datasync.repo.browse.Get;
import datasync.repo.browse.View;
import datasync.track.Project;
import java.io.IOException;
import java.nio.file.Path;

/// `get`.
final class GetCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    String path = arguments.text("path").orElseThrow();
    Path working = invocation.environment().workingDirectory();
    try (ProgressDisplay progress = new ProgressDisplay(invocation.console(), "getting");
        BrowseSession session = BrowseSession.open(invocation, progress)) {
      if (arguments.is("show-url")) {
        View view = session.view();
        String url = view.storage(view.path(path));
        invocation.console().line(url);
        invocation.console().result(ExitCode.DONE, new Fields().text("url", url));
        return ExitCode.DONE;
      }
      Get get = new Get(working, options(arguments, arguments.text("out").orElse("")), progress);
      get.check(path);
      Get.Result result = get.run(session.view(), path);
      show(invocation, result, progress);
    }
    return ExitCode.DONE;
  }

  static Get.Options options(Arguments arguments, String out) {
    return new Get.Options(
        out,
        arguments.is("force"),
        arguments.number("jobs").orElse(0),
        arguments.is("dry-run"));
  }

  /// Says what was copied; on stdout nothing but what `--dry-run` found, as with dvc.
  static void show(
      Invocation invocation, Get.Result result, ProgressDisplay progress) {
    progress.close();
    Path working = invocation.environment().workingDirectory();
    String target = Project.relative(working, result.target());
    if (invocation.arguments().is("dry-run")) {
      String count = Amounts.count(result.files(), "file");
      invocation.console().line("would copy " + count + " to " + target);
    }
    Fields fields = new Fields();
    fields.text("path", target);
    fields.number("objects", result.files());
    fields.number("bytes", result.bytes());
    invocation.console().result(ExitCode.DONE, fields);
  }
}
