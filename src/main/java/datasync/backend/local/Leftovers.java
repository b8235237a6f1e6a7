package datasync.backend.local;

import datasync.backend.Layout;
import datasync.io.FileStat;
import datasync.io.FolderTree;
import datasync.io.TempName;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The files beside objects that are none, and the times of both.
final class Leftovers {
  private static final Pattern PREFIX = Pattern.compile("[0-9a-f]{2}");
  private static final String UNPACKED = ".unpacked";

  private Leftovers() {}

  /// When a file was last written to or, where the system tells, given another name or mode.
  ///
  /// @throws NoSuchFileException when there is none
  static Instant touched(Path file) throws IOException {
    Instant written = Files.getLastModifiedTime(file).toInstant();
    if (!FileStat.hasModes()) {
      return written;
    }
    Instant changed = ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
    return changed.isAfter(written) ? changed : written;
  }

  /// The earlier of an instant and of when a file made now is written, in a folder that is there.
  static Instant now(Path folder, Instant known) {
    try {
      Path probe = Files.createFile(folder.resolve(TempName.next()));
      try {
        Instant now = touched(probe);
        return now.isBefore(known) ? now : known;
      } finally {
        Files.deleteIfExists(probe);
      }
    } catch (IOException notWritable) {
      return known;
    }
  }

  /// The temporary files in the folders of objects that nobody has touched since an instant.
  static List<Path> find(Path root, Layout layout, Instant before) throws IOException {
    Path base = layout.folder().isEmpty() ? root : root.resolve(layout.folder());
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> prefixes = Files.newDirectoryStream(base)) {
      for (Path prefix : prefixes) {
        if (PREFIX.matcher(prefix.getFileName().toString()).matches()) {
          findIn(prefix, before, found);
        }
      }
    } catch (NoSuchFileException empty) {
      // a store nobody has written to
    } catch (DirectoryIteratorException cut) {
      throw cut.getCause();
    }
    return found;
  }

  private static void findIn(Path prefix, Instant before, List<Path> found) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(prefix)) {
      for (Path entry : entries) {
        if (TempName.matches(entry.getFileName().toString())
            && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
            && touched(entry).isBefore(before)) {
          found.add(entry);
        }
      }
    } catch (NotDirectoryException | NoSuchFileException gone) {
      // a file of that name, or something that went meanwhile
    }
  }

  /// Removes the unpacked form of a listing, which DVC kept beside it before version 1.
  static void removeUnpacked(Path listing) throws IOException {
    FolderTree.delete(listing.resolveSibling(listing.getFileName() + UNPACKED));
  }
}
