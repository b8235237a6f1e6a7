package datasync.repo.care;

import datasync.config.Config;
import datasync.io.FileStat;
import datasync.io.TempName;
import datasync.workspace.LinkProbe;
import datasync.workspace.LinkType;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Looks at the file systems of workspace and cache: which they are, what links they can, how
/// much room there is, whether they can be written, and what time they think it is.
final class StorageExam {
  private static final long LITTLE = 100L << 20;
  private static final long SCARCE = 1L << 30;
  private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);
  private static final Set<String> NETWORK =
      Set.of(
          "nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "fuse.sshfs", "9p", "ceph", "lustre",
          "fuse.glusterfs", "glusterfs", "afs", "virtiofs", "beegfs", "gpfs", "fuse.s3fs",
          "fuse.rclone");

  private final Path root;
  private final Path cache;
  private final InstantSource clock;
  private final Chart chart;

  StorageExam(Path root, Path cache, InstantSource clock, Chart chart) {
    this.root = root;
    this.cache = cache;
    this.clock = clock;
    this.chart = chart;
  }

  void run(Config config) throws IOException {
    writable(root.resolve(".dvc"), "project");
    if (!Files.isDirectory(cache)) {
      fileSystem("workspace", root);
      chart.note(
          "cache",
          "`" + cache + "` is not there yet",
          "`datasync add` or `datasync pull` makes it");
      return;
    }
    writable(cache, "cache");
    fileSystems();
    links(config);
  }

  private void fileSystems() throws IOException {
    FileStore work = Files.getFileStore(root);
    FileStore store = Files.getFileStore(cache);
    fileSystem("workspace", root);
    if (work.equals(store)) {
      chart.ok("cache", "on the same file system as the workspace");
    } else {
      fileSystem("cache", cache);
    }
  }

  private void fileSystem(String area, Path folder) throws IOException {
    FileStore store = Files.getFileStore(folder);
    long free = store.getUsableSpace();
    String text =
        "%s on %s, %.1f GiB free".formatted(store.type(), store.name(), free / (double) SCARCE);
    if (free < LITTLE) {
      chart.wrong(area, text, "make room: `datasync gc --workspace` drops what nothing uses");
    } else if (free < SCARCE) {
      chart.note(area, text, "`datasync gc --workspace` drops what nothing uses");
    } else if (NETWORK.contains(store.type().toLowerCase(Locale.ROOT))) {
      chart.note(area, text + "; over a network", "a cache on a local disk is faster");
    } else {
      chart.ok(area, text);
    }
  }

  private void links(Config config) {
    List<LinkType> working;
    try {
      working = LinkProbe.working(cache, root);
    } catch (IOException refused) {
      chart.wrong(
          "links",
          "cannot be tried: " + Chart.reason(refused),
          "mend what is wrong with the cache");
      return;
    }
    List<String> names = new ArrayList<>();
    for (LinkType type : working) {
      names.add(type.text());
    }
    List<String> wanted = config.list("cache", "type");
    String text = "these work from the cache: " + String.join(", ", names);
    List<String> usable = new ArrayList<>();
    for (String each : wanted) {
      Optional<LinkType> type = LinkType.parse(each);
      if (type.isPresent() && working.contains(type.get())) {
        usable.add(each);
      }
    }
    if (!wanted.isEmpty() && usable.isEmpty()) {
      chart.wrong(
          "links",
          text + "; `cache.type` wants " + String.join(", ", wanted),
          "datasync config cache.type reflink,copy");
    } else if (!wanted.isEmpty() && !usable.contains(wanted.getFirst())) {
      chart.note(
          "links",
          text + "; of `cache.type` the first, " + wanted.getFirst() + ", does not",
          "put cache and workspace on one file system, or choose another `cache.type`");
    } else {
      chart.ok("links", text);
    }
  }

  /// Makes a file, and looks at what time the file system says it was made.
  private void writable(Path folder, String area) {
    Path place = area.equals("project") ? folder.resolve("tmp") : folder;
    Path target = Files.isDirectory(place) ? place : folder;
    Path probe = target.resolve(TempName.next());
    try {
      Instant before = clock.instant();
      Files.createFile(probe);
      try {
        long mtime = FileStat.of(probe).mtimeNanos();
        Instant made = Instant.EPOCH.plusNanos(mtime);
        compare(area, made, before, clock.instant());
      } finally {
        Files.delete(probe);
      }
    } catch (IOException refused) {
      chart.wrong(
          area,
          "`" + target + "` cannot be written: " + Chart.reason(refused),
          "chmod u+rwx " + Chart.quoted(target)
              + ", or as its owner: chown -R " + System.getProperty("user.name") + " "
              + Chart.quoted(target));
    }
  }

  private void compare(String area, Instant made, Instant before, Instant after) {
    Instant earliest = before.minus(CLOCK_SLACK);
    Instant latest = after.plus(CLOCK_SLACK);
    if (made.isBefore(earliest) || made.isAfter(latest)) {
      long ahead = made.getEpochSecond() - after.getEpochSecond();
      chart.wrong(
          "clock",
          "the file system of the " + area + " is "
              + Math.abs(ahead) + " s "
              + (ahead > 0 ? "ahead of" : "behind") + " this machine, so changes may be missed",
          "set both clocks: timedatectl set-ntp true");
    } else {
      chart.ok(area, "writable, and its clock agrees");
    }
  }
}
