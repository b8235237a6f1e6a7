package datasync.repo.browse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// `du`: how much room the parts of a project take.
///
/// Source: dvc 3.67 `repo/du.py` and `fs/dvc.py`. A tracked folder that is not there counts as much
/// as was recorded; files whose size nobody knows count nothing.
public final class DiskUse {
  private final View view;

  /// A path and its bytes.
  ///
  /// @param path as it was typed, for a part with its name behind it
  /// @param bytes the sum of all files below
  public record Use(String path, long bytes) {}

  /// @param view where to look
  public DiskUse(View view) {
    this.view = view;
  }

  /// The use of everything in a folder and of the folder itself, last; of a file alone.
  ///
  /// @param given the path as typed, empty for the top
  /// @param summarize whether only the sum is wanted
  /// @throws java.nio.file.NoSuchFileException when there is nothing
  public List<Use> of(String given, boolean summarize) throws IOException {
    ViewEntry top = view.find(view.path(given));
    if (summarize || !top.isFolder()) {
      return List.of(new Use(given, bytes(top)));
    }
    List<Use> uses = new ArrayList<>();
    long sum = 0;
    for (ViewEntry entry : view.children(top.path(), false)) {
      if (!View.isMetadata(entry.name())) {
        String path = given.isEmpty() || given.endsWith("/") ? given : given + "/";
        uses.add(new Use(path + entry.name(), bytes(view.find(entry.path()))));
        sum += uses.getLast().bytes();
      }
    }
    uses.add(new Use(given, sum));
    return uses;
  }

  private long bytes(ViewEntry entry) throws IOException {
    boolean recorded = !entry.isPresent() && entry.size() >= 0 && !entry.hash().isEmpty();
    if (!entry.isFolder() || recorded) {
      return Math.max(0, entry.size());
    }
    long sum = 0;
    for (ViewEntry child : view.children(entry.path(), false)) {
      if (!View.isMetadata(child.name())) {
        sum += bytes(child);
      }
    }
    return sum;
  }
}
