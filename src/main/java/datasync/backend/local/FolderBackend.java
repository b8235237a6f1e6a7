package datasync.backend.local;

import datasync.backend.ListableBackend;
import datasync.io.FileStat;
import datasync.io.TempName;
import datasync.object.Payload;
import datasync.object.StoreFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;

/// Named files in a folder of this machine or of a mounted network file system.
///
/// Files get the usual mode. The folder is made with the first file. Safe for several threads.
public final class FolderBackend implements ListableBackend {
  private final Path root;
  private final Placement placement;
  private final Buffers buffers = new Buffers();

  /// @param root the folder; need not be there
  public FolderBackend(Path root, FolderOptions options) {
    this.root = root;
    Folders folders = new Folders(options.sharedGroup());
    this.placement = new Placement(folders, new Durability(root, folders, Optional.empty()), false);
  }

  @Override
  public OptionalLong size(String name) throws IOException {
    try {
      FileStat stat = FileStat.following(root.resolve(name));
      return stat.isFile() ? OptionalLong.of(stat.size()) : OptionalLong.empty();
    } catch (NoSuchFileException missing) {
      return OptionalLong.empty();
    } catch (IOException failed) {
      throw failure("read", name, failed);
    }
  }

  @Override
  public InputStream open(String name, long from) throws IOException {
    try {
      FileChannel channel = FileChannel.open(root.resolve(name), StandardOpenOption.READ);
      channel.position(from);
      return Channels.newInputStream(channel);
    } catch (NoSuchFileException missing) {
      throw missing;
    } catch (IOException failed) {
      throw failure("read", name, failed);
    }
  }

  @Override
  public void write(String name, Payload payload) throws IOException {
    byte[] buffer = buffers.take();
    try (InputStream in = payload.open()) {
      placement.stream(root.resolve(name), in, buffer);
    } catch (PayloadFailure foreign) {
      throw foreign.thrown();
    } catch (StoreFailure ofPayload) {
      throw ofPayload;
    } catch (IOException failed) {
      throw failure("write", name, failed);
    } finally {
      buffers.giveBack(buffer);
    }
  }

  @Override
  public void list(String folder, Visitor visitor) throws IOException {
    listFolder(folder.isEmpty() ? root : root.resolve(folder), folder, visitor);
  }

  private void listFolder(Path folder, String name, Visitor visitor) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String file = entry.getFileName().toString();
        if (!TempName.matches(file)) {
          visit(entry, name.isEmpty() ? file : name + "/" + file, visitor);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException empty) {
      // nothing there, or gone meanwhile
    } catch (DirectoryIteratorException cut) {
      throw failure("list", name, cut.getCause());
    }
  }

  private void visit(Path entry, String name, Visitor visitor) throws IOException {
    FileStat stat;
    try {
      stat = FileStat.following(entry);
    } catch (NoSuchFileException goneMeanwhile) {
      return;
    }
    if (stat.isFile()) {
      visitor.file(name, stat.size());
    } else if (stat.isDirectory()) {
      listFolder(entry, name, visitor);
    }
  }

  @Override
  public void children(String folder, ChildVisitor visitor) throws IOException {
    Path top = folder.isEmpty() ? root : root.resolve(folder);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(top)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        FileStat stat = TempName.matches(name) ? null : FileStat.following(entry);
        if (stat != null && (stat.isFile() || stat.isDirectory())) {
          visitor.child(name, stat.isDirectory(), stat.isFile() ? stat.size() : -1);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException empty) {
      // nothing there, or gone meanwhile
    } catch (DirectoryIteratorException cut) {
      throw failure("list", folder, cut.getCause());
    }
  }

  @Override
  public void delete(Collection<String> names) throws IOException {
    IOException first = null;
    for (String name : names) {
      try {
        Files.deleteIfExists(root.resolve(name));
      } catch (IOException failed) {
        first = first == null ? failure("remove", name, failed) : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  @Override
  public int parallelism() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  public String location() {
    return root.toString();
  }

  /// Does nothing: there is no connection.
  @Override
  public void close() {}

  private IOException failure(String operation, String name, IOException cause) {
    if (cause instanceof ClosedByInterruptException || cause instanceof InterruptedIOException) {
      return cause;
    }
    return new StoreFailure(operation, location(), name, false, cause);
  }
}
