package datasync.repo.care;

import datasync.config.Config;
import datasync.io.FileStat;
import datasync.io.Umask;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashSet;
import java.util.Set;

/// Looks whether everybody who shares a cache can use it.
final class SharingExam {
  private static final int SETGID = 02000;
  private static final int GROUP_WRITES = 0070;
  private static final int GROUP_READS = 0040;
  /// So many objects of a folder are looked at.
  private static final int SOME = 20;

  private final Path cache;
  private final Chart chart;
  private final Set<UserPrincipal> owners = new HashSet<>();
  private Path closed;
  private Path notShared;
  private Path hidden;

  SharingExam(Path cache, Chart chart) {
    this.cache = cache;
    this.chart = chart;
  }

  void run(Config config) {
    if (!FileStat.hasModes() || !Files.isDirectory(cache)) {
      return;
    }
    boolean shared = config.text("cache", "shared").orElse("").equals("group");
    try {
      look();
    } catch (IOException failed) {
      chart.wrong(
          "sharing", "the cache cannot be read: " + Chart.reason(failed), repair());
      return;
    }
    if (closed != null) {
      chart.wrong("sharing", "`" + closed + "` cannot be read or written by you", repair());
    } else if (shared && notShared != null) {
      chart.wrong("sharing", "the group cannot add to `" + notShared + "`", repair());
    } else if (shared && hidden != null) {
      chart.wrong("sharing", "the group cannot read `" + hidden + "`", repair());
    } else if (shared && (Umask.value() & GROUP_WRITES) != 0 && (Umask.value() & 0050) != 0) {
      chart.note(
          "sharing",
          "the umask is %04o; datasync sets the modes of a shared cache itself, other programs do"
                  .formatted(Umask.value())
              + " not",
          "umask 002");
    } else if (!shared && owners.size() > 1) {
      chart.note(
          "sharing",
          owners.size() + " users have written to this cache, and it is not set up for a group",
          "datasync config cache.shared group");
    } else {
      chart.ok("sharing", shared ? "the group can read and add" : "used by one user");
    }
  }

  private String repair() {
    String folder = Chart.quoted(cache);
    return "as the owner: chmod -R g+rX " + folder + " && find " + folder
        + " -type d -exec chmod 2775 {} +";
  }

  private void look() throws IOException {
    folder(cache);
    for (Path base : new Path[] {cache, cache.resolve("files").resolve("md5")}) {
      if (!Files.isDirectory(base)) {
        continue;
      }
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(base)) {
        for (Path entry : entries) {
          if (entry.getFileName().toString().length() == 2 && Files.isDirectory(entry)) {
            folder(entry);
            objects(entry);
          }
        }
      }
    }
  }

  private void folder(Path folder) throws IOException {
    owners.add(Files.getOwner(folder));
    if (!Files.isReadable(folder) || !Files.isWritable(folder) || !Files.isExecutable(folder)) {
      closed = folder;
    }
    if ((FileStat.wholeMode(folder) & (SETGID | GROUP_WRITES)) != (SETGID | GROUP_WRITES)) {
      notShared = folder;
    }
  }

  private void objects(Path folder) throws IOException {
    if (!Files.isReadable(folder)) {
      return;
    }
    int looked = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (looked == SOME) {
          return;
        }
        looked++;
        if (!Files.isReadable(entry)) {
          closed = entry;
        }
        if ((FileStat.of(entry).mode() & GROUP_READS) == 0) {
          hidden = entry;
        }
      }
    }
  }
}
