package datasync.backend.local;

import datasync.backend.Layout;
import datasync.io.FileStat;
import datasync.object.ObjectId;
import datasync.task.Parallel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Hashes, before the first object of a store is believed, what an earlier run may have left
/// without its bytes: when one of the [Markers] is from before the system was started,
/// all objects that changed since that marker was made. Safe for several threads.
final class Recovery {
  private static final Duration SLACK = Duration.ofMinutes(1);

  private final Path root;
  private final Layout layout;
  private final Trust trust;
  private final Markers markers;
  private volatile boolean done;

  Recovery(Path root, Layout layout, Trust trust, Markers markers) {
    this.markers = markers;
    this.root = root;
    this.layout = layout;
    this.trust = trust;
  }

  void run() throws IOException {
    if (!done) {
      recover();
    }
  }

  private synchronized void recover() throws IOException {
    if (!done && Files.isDirectory(markers.folder())) {
      List<Path> left = markers.ofEarlierStarts();
      long oldest = Long.MAX_VALUE;
      for (Path each : left) {
        FileTime made = Files.getLastModifiedTime(each);
        oldest = Math.min(oldest, made.toInstant().minus(SLACK).toEpochMilli());
      }
      if (!left.isEmpty()) {
        check(oldest);
      }
      for (Path each : left) {
        Placement.removeQuietly(each);
      }
    }
    done = true;
  }

  private void check(long since) throws IOException {
    List<ObjectId> young = new ArrayList<>();
    ObjectListing.list(root, layout, object -> young.add(object.id()));
    Parallel.onCores()
        .forEach(
            young,
            id -> {
              Path file = root.resolve(layout.name(id));
              try {
                FileTime changed = (FileTime) Files.getAttribute(file, changeTime());
                if (changed.toMillis() >= since) {
                  trust.check(id, file);
                }
              } catch (NoSuchFileException | NotDirectoryException gone) {
                return;
              }
            });
  }

  private static String changeTime() {
    return FileStat.hasModes() ? "unix:ctime" : "lastModifiedTime";
  }
}
