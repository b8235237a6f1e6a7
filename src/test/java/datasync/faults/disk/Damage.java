package datasync.faults.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// What a power cut does to what was not synced. All paths here are of the real file system.
///
/// Ordered, as with ext4 in its default mode: the last changes of names since the last sync are
/// gone, and files whose bytes were not synced are whole or empty. Unordered, worse than any file
/// system in use: any of those changes may be gone, and files may also be cut anywhere or end in
/// zeros.
final class Damage {
  private final RandomGenerator random;
  private final boolean ordered;

  Damage(RandomGenerator random, boolean ordered) {
    this.random = random;
    this.ordered = ordered;
  }

  static Object inode(Path real) {
    try {
      return Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .fileKey();
    } catch (IOException gone) {
      return null;
    }
  }

  void run(List<Disk.Undo> journal, Map<Object, Long> unsynced, Path top) throws IOException {
    int kept = journal.isEmpty() ? 0 : random.nextInt(journal.size() + 1);
    for (int i = journal.size() - 1; i >= 0; i--) {
      if (ordered ? i >= kept : random.nextInt(4) == 0) {
        try {
          journal.get(i).undo();
        } catch (IOException dependsOnAnother) {
          continue;
        }
      }
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(FaultyPath.real(top))) {
      files = new ArrayList<>(all.filter(each -> Files.isRegularFile(each, NOFOLLOW)).toList());
    }
    for (Path each : files) {
      Long size = unsynced.remove(inode(each));
      if (size != null) {
        damage(each, size);
      }
    }
  }

  private static final LinkOption NOFOLLOW = LinkOption.NOFOLLOW_LINKS;

  private void damage(Path file, long safe) throws IOException {
    long size = Files.size(file);
    if (size <= safe || random.nextInt(4) == 0) {
      return;
    }
    Object mode = Files.getAttribute(file, "unix:mode");
    FileTime time = Files.getLastModifiedTime(file);
    Files.setAttribute(file, "unix:mode", 0600);
    int kind = ordered ? 0 : random.nextInt(3);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long from = kind == 0 ? safe : random.nextLong(safe, size);
      channel.truncate(from);
      if (kind == 2) {
        channel.write(ByteBuffer.allocate((int) (size - from)), from);
      }
    }
    Files.setAttribute(file, "unix:mode", mode);
    Files.setLastModifiedTime(file, time);
  }

  /// A file that is about to lose its name, so that it can be had back.
  ///
  /// @param inode the file itself, which may have other names
  record Saved(
      Path path, Object inode, byte[] content, Set<PosixFilePermission> mode, FileTime time,
      Optional<Path> link) {
    static Optional<Saved> of(Path path) throws IOException {
      if (!Files.exists(path, NOFOLLOW) || Files.isDirectory(path, NOFOLLOW)) {
        return Optional.empty();
      }
      if (Files.isSymbolicLink(path)) {
        Optional<Path> target = Optional.of(Files.readSymbolicLink(path));
        return Optional.of(new Saved(path, null, new byte[0], Set.of(), null, target));
      }
      return Optional.of(
          new Saved(
              path,
              Damage.inode(path),
              Files.readAllBytes(path),
              Files.getPosixFilePermissions(path),
              Files.getLastModifiedTime(path),
              Optional.empty()));
    }

    void restore() throws IOException {
      Files.deleteIfExists(path);
      if (link.isPresent()) {
        Files.createSymbolicLink(path, link.get());
        return;
      }
      Files.write(path, content);
      Files.setPosixFilePermissions(path, mode);
      Files.setLastModifiedTime(path, time);
    }
  }
}
