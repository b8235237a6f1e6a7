package datasync.backend.local;

import datasync.backend.Layout;
import datasync.io.FileStat;
import datasync.object.Descriptor;
import datasync.object.ObjectId;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// Lists objects: the files of the folders with names of two characters.
final class ObjectListing {
  private static final int PREFIX_LENGTH = 2;

  private ObjectListing() {}

  static void list(Path root, Layout layout, Consumer<Descriptor> visitor) throws IOException {
    Path base = layout.folder().isEmpty() ? root : root.resolve(layout.folder());
    String start = layout.folder().isEmpty() ? "" : layout.folder() + "/";
    try (DirectoryStream<Path> prefixes = Files.newDirectoryStream(base)) {
      for (Path prefix : prefixes) {
        String name = prefix.getFileName().toString();
        if (name.length() == PREFIX_LENGTH) {
          listPrefix(prefix, start + name + "/", layout, visitor);
        }
      }
    } catch (NoSuchFileException empty) {
      // a store nobody has written to
    } catch (DirectoryIteratorException cut) {
      throw cut.getCause();
    }
  }

  private static void listPrefix(
      Path prefix, String start, Layout layout, Consumer<Descriptor> visitor)
      throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(prefix)) {
      for (Path entry : entries) {
        Optional<ObjectId> id = layout.id(start + entry.getFileName());
        if (id.isPresent()) {
          visit(id.get(), entry, visitor);
        }
      }
    } catch (NotDirectoryException | NoSuchFileException noObjects) {
      // a file of that name, or a folder that went meanwhile
    }
  }

  private static void visit(ObjectId id, Path file, Consumer<Descriptor> visitor)
      throws IOException {
    FileStat stat;
    try {
      stat = FileStat.following(file);
    } catch (NoSuchFileException goneMeanwhile) {
      return;
    }
    if (stat.isFile()) {
      visitor.accept(new Descriptor(id, stat.size()));
    }
  }
}
