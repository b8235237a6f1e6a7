package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.ExitCode;
import datasync.cli.Invocation;
import datasync.cli.ProgressDisplay;
import datasync.repo.browse.Get;
import datasync.repo.browse.GetPlace;
import datasync.repo.browse.Place;
import java.io.IOException;

/// `get-url`.
final class GetUrlCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    try (ProgressDisplay progress = new ProgressDisplay(invocation.console(), "getting");
        Place place = BrowseSession.place(invocation, progress)) {
      Get.Result result =
          new GetPlace(
                  invocation.environment().workingDirectory(),
                  GetCommand.options(arguments, arguments.text("out").orElse("")),
                  progress)
              .run(place);
      GetCommand.show(invocation, result, progress);
    }
    return ExitCode.DONE;
  }
}
