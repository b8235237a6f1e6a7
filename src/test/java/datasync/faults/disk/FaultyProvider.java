package datasync.faults.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The default file system of a Java that is started with
/// `-Djava.nio.file.spi.DefaultFileSystemProvider` and the name of this class: the real one, with
/// every change passing through a [Disk].
public final class FaultyProvider extends FileSystemProvider {
  private static final String BOOT = "/proc/sys/kernel/random/boot_id";

  private final FileSystemProvider real;
  private final FaultySystem system;
  private final Disk disk = new Disk();

  /// Called by the JDK with the real provider.
  public FaultyProvider(FileSystemProvider real) {
    this.real = real;
    this.system = new FaultySystem(this, real.getFileSystem(URI.create("file:///")));
    KillPoint.arm(disk);
  }

  /// The disk of this process.
  public Disk disk() {
    return disk;
  }

  /// What the system says of its last start, which a power cut makes another one.
  private FileChannel bootId() throws IOException {
    Path file = Files.createTempFile(FaultyPath.real(Path.of("/tmp")), "boot", "");
    Files.writeString(file, "boot-" + disk.starts());
    return FileChannel.open(
        file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
  }

  private static Path real(Path path) {
    return FaultyPath.real(path);
  }

  @Override
  public String getScheme() {
    return real.getScheme();
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> settings) throws IOException {
    return real.newFileSystem(uri, settings);
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return system;
  }

  @Override
  public Path getPath(URI uri) {
    return system.wrap(real.getPath(uri));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Path file = real(path);
    if (path.toString().equals(BOOT)) {
      return bootId();
    }
    boolean writes =
        options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
    if (!writes || !disk.isInside(file)) {
      disk.look(file);
      FileChannel channel = real.newFileChannel(file, options, attributes);
      return disk.isInside(file)
          ? new FaultyChannel(disk, file, channel, Files.isDirectory(file))
          : channel;
    }
    boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    boolean empties = there && options.contains(StandardOpenOption.TRUNCATE_EXISTING);
    if ((!there || empties) && disk.step(file)) {
      throw disk.stop();
    }
    FileChannel channel = real.newFileChannel(file, options, attributes);
    FaultyChannel faulty = new FaultyChannel(disk, file, channel, false);
    if (!there) {
      disk.created(file);
      disk.changed(file, () -> Files.deleteIfExists(file));
    } else if (empties) {
      disk.written(file, Damage.inode(file), 0);
    }
    return faulty;
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    disk.look(real(folder));
    DirectoryStream<Path> stream =
        real.newDirectoryStream(real(folder), each -> filter.accept(system.wrap(each)));
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        Iterator<Path> all = stream.iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return all.hasNext();
          }

          @Override
          public Path next() {
            return system.wrap(all.next());
          }
        };
      }

      @Override
      public void close() throws IOException {
        stream.close();
      }
    };
  }

  private void before(Path path) {
    if (disk.step(path)) {
      throw disk.stop();
    }
  }

  @Override
  public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
    Path folder = real(path);
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      disk.look(folder);
      real.createDirectory(folder, attributes);
    }
    before(folder);
    real.createDirectory(folder, attributes);
    disk.changed(folder, () -> Files.delete(folder));
  }

  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes)
      throws IOException {
    Path name = real(link);
    before(name);
    real.createSymbolicLink(name, real(target), attributes);
    disk.changed(name, () -> Files.deleteIfExists(name));
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    Path name = real(link);
    before(name);
    real.createLink(name, real(existing));
    disk.changed(name, () -> Files.deleteIfExists(name));
  }

  @Override
  public void delete(Path path) throws IOException {
    Path name = real(path);
    if (!disk.isInside(name)) {
      real.delete(name);
      return;
    }
    if (!Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
      disk.look(name);
      real.delete(name);
    }
    before(name);
    Optional<Damage.Saved> saved = Damage.Saved.of(name);
    real.delete(name);
    disk.changed(
        name,
        () -> {
          if (saved.isPresent()) {
            saved.get().restore();
          } else {
            Files.createDirectory(name);
          }
        });
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    disk.look(real(link));
    return system.wrap(real.readSymbolicLink(real(link)));
  }

  /// Copies; when the machine stops here, the first half.
  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    Path to = real(target);
    boolean last = disk.step(to);
    real.copy(real(source), to, options);
    disk.created(to);
    disk.changed(to, () -> Files.deleteIfExists(to));
    if (last) {
      try (FileChannel channel =
          FileChannel.open(to, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
        channel.truncate(channel.size() / 2);
      }
      throw disk.stop();
    }
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    Path from = real(source);
    Path to = real(target);
    before(to);
    if (!disk.isInside(to)) {
      real.move(from, to, options);
      return;
    }
    if (!Set.of(options).contains(StandardCopyOption.ATOMIC_MOVE)
        && !Set.of(options).contains(StandardCopyOption.REPLACE_EXISTING)) {
      real.move(from, to, options);
      disk.changed(to, () -> Files.move(to, from));
      return;
    }
    Optional<Damage.Saved> replaced = Damage.Saved.of(to);
    real.move(from, to, options);
    disk.changed(
        to,
        () -> {
          Files.move(to, from);
          if (replaced.isPresent()) {
            replaced.get().restore();
          }
        });
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    disk.look(real(one));
    return real.isSameFile(real(one), real(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return real.isHidden(real(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return real.getFileStore(real(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    disk.look(real(path));
    real.checkAccess(real(path), modes);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    disk.look(real(path));
    return real.getFileAttributeView(real(path), type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    disk.look(real(path));
    return real.readAttributes(real(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    disk.look(real(path));
    return real.readAttributes(real(path), names, options);
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options)
      throws IOException {
    Path file = real(path);
    before(file);
    Object old = real.readAttributes(file, name, options).values().iterator().next();
    real.setAttribute(file, name, value, options);
    disk.changed(file, () -> Files.setAttribute(file, name, old));
  }
}
