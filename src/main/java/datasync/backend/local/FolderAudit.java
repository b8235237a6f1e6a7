package datasync.backend.local;

import datasync.backend.DvcLayout;
import datasync.io.FileStat;
import datasync.io.TempName;
import datasync.object.Digester;
import datasync.object.ObjectId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Looks at a folder of objects without believing anything: names, modes and bytes, in both of
/// DVC's layouts. Changes only what its caller says. Safe for several threads.
///
/// Beside [FolderStore], which trusts marks and mends them as it goes, so that asking it would
/// hide what is to be found.
public final class FolderAudit {
  private static final Set<String> EMPTY =
      Set.of("d41d8cd98f00b204e9800998ecf8427e", "d41d8cd98f00b204e9800998ecf8427e.dir");

  private final Path root;
  private final Quarantine quarantine;
  private final Buffers buffers = new Buffers();

  /// Where to look.
  ///
  /// @param path a folder with objects of one prefix, or the one that holds such folders
  /// @param layout the layout it belongs to
  /// @param prefix the first two digits of its objects; empty for the folder above
  public record Part(Path path, DvcLayout layout, String prefix) {}

  /// Receives what lies in a part.
  public interface Visitor {
    /// A file with the name of an object.
    void object(ObjectId id, Path file, FileStat stat) throws IOException;

    /// A name that is none of an object, at a place for objects.
    void stray(Path file, FileStat stat) throws IOException;

    /// A file that somebody is writing, or was.
    void temporary(Path file, FileStat stat) throws IOException;
  }

  /// Is told of bytes that were read.
  @FunctionalInterface
  public interface Reading {
    /// Takes the number of bytes since the last call.
    void passed(int bytes);
  }

  /// @param root the cache folder, or the folder of a remote; need not be there
  public FolderAudit(Path root) {
    this.root = root;
    this.quarantine = Quarantine.in(root);
  }

  /// The parts that are there.
  public List<Part> parts() throws IOException {
    List<Part> parts = new ArrayList<>();
    for (DvcLayout layout : DvcLayout.values()) {
      Path base = layout.folder().isEmpty() ? root : root.resolve(layout.folder());
      parts.add(new Part(base, layout, ""));
      for (Path entry : entries(base)) {
        String name = entry.getFileName().toString();
        if (isPrefix(name) && Files.isDirectory(entry)) {
          parts.add(new Part(entry, layout, name));
        }
      }
    }
    return parts;
  }

  /// Hands what lies in a part to a visitor, in no order.
  ///
  /// @throws IOException when the folder cannot be read to its end, or of the visitor
  public void list(Part part, Visitor visitor) throws IOException {
    for (Path file : entries(part.path())) {
      String name = file.getFileName().toString();
      if (part.prefix().isEmpty()) {
        base(part, file, name, visitor);
        continue;
      }
      FileStat stat = stat(file);
      if (stat == null) {
        continue;
      }
      Optional<ObjectId> id = ObjectId.parse(part.layout().hash(), part.prefix() + name);
      boolean object = id.isPresent() && id.get().value().equals(part.prefix() + name);
      if (object && stat.isFile()) {
        visitor.object(id.get(), file, stat);
      } else if (TempName.matches(name)) {
        visitor.temporary(file, stat);
      } else {
        visitor.stray(file, stat);
      }
    }
  }

  /// The folder of the folders: at the top of the older layout there is much beside objects.
  private void base(Part part, Path file, String name, Visitor visitor) throws IOException {
    if (isPrefix(name) && Files.isDirectory(file)) {
      return;
    }
    FileStat stat = stat(file);
    if (stat == null) {
      return;
    }
    if (TempName.matches(name)) {
      visitor.temporary(file, stat);
    } else if (part.layout() == DvcLayout.CURRENT || named(part.layout(), file).isPresent()) {
      visitor.stray(file, stat);
    }
  }

  private static boolean isPrefix(String name) {
    return name.length() == 2 && isDigit(name.charAt(0)) && isDigit(name.charAt(1));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
  }

  private static FileStat stat(Path file) throws IOException {
    try {
      return FileStat.following(file);
    } catch (NoSuchFileException goneOrLeadsNowhere) {
      return FileStat.find(file).orElse(null);
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path each : stream) {
        found.add(each);
      }
    } catch (NoSuchFileException | NotDirectoryException nothing) {
      // nobody has written here
    } catch (DirectoryIteratorException cut) {
      throw cut.getCause();
    }
    return found;
  }

  /// The file an object has, or would have.
  public Path path(ObjectId id) {
    return root.resolve(DvcLayout.of(id.hash()).name(id));
  }

  /// The state of an object's file; empty when there is none.
  public Optional<FileStat> find(ObjectId id) throws IOException {
    try {
      FileStat stat = FileStat.following(path(id));
      return stat.isFile() ? Optional.of(stat) : Optional.empty();
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    }
  }

  /// Whether an object cannot have this size: empty objects have one name.
  public static boolean isEmptyButShouldNot(ObjectId id, FileStat stat) {
    return stat.size() == 0 && !EMPTY.contains(id.value());
  }

  /// Whether a file has the mark of a verified object, or the file system knows no modes.
  public static boolean isMarked(FileStat stat) {
    return !FileStat.hasModes() || stat.mode() == Placement.OBJECT_MODE;
  }

  /// The id that the bytes of a file have, named like another id.
  ///
  /// @throws IOException when they cannot be read
  public ObjectId digest(Path file, ObjectId like, Reading reading) throws IOException {
    Digester digester = Digester.of(like.hash());
    byte[] buffer = buffers.take();
    try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ)) {
      int count = in.read(buffer);
      while (count >= 0) {
        digester.update(buffer, 0, count);
        reading.passed(count);
        count = in.read(buffer);
      }
    } finally {
      buffers.giveBack(buffer);
    }
    return digester.finish(like.isTree());
  }

  /// Moves a file into quarantine, unless it is no longer the one that was looked at.
  ///
  /// @return whether it was moved
  public boolean moveAside(Path file, FileStat seen) throws IOException {
    FileStat now = stat(file);
    boolean same =
        now != null
            && now.inode() == seen.inode()
            && now.size() == seen.size()
            && now.mtimeNanos() == seen.mtimeNanos();
    return same && quarantine.take(file);
  }

  /// Gives a verified file the mark.
  ///
  /// @return whether the file system did so
  public boolean mark(Path file) {
    return Placement.setMode(file, Placement.OBJECT_MODE);
  }

  /// The object that a stray file says it is: by its own name, or with that of its folder, in
  /// digits of either case.
  public static Optional<ObjectId> named(DvcLayout layout, Path stray) {
    String name = stray.getFileName().toString().toLowerCase(Locale.ROOT);
    Optional<ObjectId> alone = ObjectId.parse(layout.hash(), name);
    if (alone.isPresent()) {
      return alone;
    }
    String folder = stray.getParent().getFileName().toString().toLowerCase(Locale.ROOT);
    return ObjectId.parse(layout.hash(), folder + name);
  }

  /// Gives a stray file the name of its object when its bytes are those and nothing has the name;
  /// else nothing changes.
  ///
  /// @return whether it has the name now
  public boolean rename(Path stray, ObjectId id) throws IOException {
    if (!digest(stray, id, bytes -> {}).equals(id) || find(id).isPresent()) {
      return false;
    }
    Path target = path(id);
    Files.createDirectories(target.getParent());
    mark(stray);
    Files.move(stray, target);
    return true;
  }

  /// How many files lie in quarantine.
  public long quarantined() throws IOException {
    try {
      return entries(quarantine.folder()).size();
    } catch (AccessDeniedException closed) {
      return 0;
    }
  }
}
