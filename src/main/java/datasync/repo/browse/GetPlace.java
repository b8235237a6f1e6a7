package datasync.repo.browse;

import datasync.object.Payload;
import datasync.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// `get-url`: copies a file or folder from an address.
///
/// Source: dvc 3.67 `repo/get_url.py`.
public final class GetPlace {
  private final Path working;
  private final Get.Options options;
  private final Progress progress;

  /// @param working the folder that relative paths start from
  /// @param progress is told of every file
  public GetPlace(Path working, Get.Options options, Progress progress) {
    this.working = working;
    this.options = options;
    this.progress = progress;
  }

  /// Copies.
  ///
  /// @throws datasync.repo.RepositoryException when there is nothing, or something is in the way
  public Get.Result run(Place place) throws IOException {
    Path target = Destination.of(working, place.address(), options.out(), options.force());
    Copies copies = new Copies(!place.isForeign());
    PlainNode top = place.look();
    if (top.folder()) {
      copies.addFolder("");
    }
    for (Map.Entry<String, Payload> file : place.payloads(top).entrySet()) {
      copies.add(file.getKey(), file.getValue());
    }
    if (!options.dryRun()) {
      copies.write(target, options.jobs(), progress);
    }
    return new Get.Result(target, copies.count(), copies.bytes());
  }
}
