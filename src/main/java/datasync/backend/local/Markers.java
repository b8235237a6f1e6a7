package datasync.backend.local;

import datasync.io.DiskSync;
import datasync.io.TempName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// The markers of one store: each stands for a process that gave names to files whose bytes may not
/// be on the disk, and says since which start of the system, and which process.
///
/// A marker whose process was killed is as good as one whose process runs: what was written is in
/// the memory of the system until that stops.
///
/// @param folder where they are; need not be there
record Markers(Path folder) {
  private static final int LONGEST = 256;

  /// Makes a marker, which is on the disk when this returns and not there when it fails.
  Path make(Folders folders) throws IOException {
    folders.make(folder);
    Path made = folder.resolve(TempName.next());
    String text = DiskSync.boot() + " " + ProcessHandle.current().pid();
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    try {
      try (FileChannel channel =
          FileChannel.open(made, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        Placement.writeFully(channel, bytes, bytes.length);
        channel.force(false);
      }
      DiskSync.folder(folder);
      DiskSync.folder(folder.getParent());
      return made;
    } catch (IOException failed) {
      // no file has a name by it yet
      Placement.removeQuietly(made);
      throw failed;
    }
  }

  /// Removes a marker after everything was synced, and those of processes that are gone with it.
  void remove(Path marker) throws IOException {
    String boot = DiskSync.boot();
    for (Path each : all()) {
      String text = text(each);
      boolean ours = text.startsWith(boot + " ");
      if (each.equals(marker) || ours && !isRunning(text.substring(boot.length() + 1))) {
        Placement.removeQuietly(each);
      }
    }
  }

  private static boolean isRunning(String process) {
    try {
      return ProcessHandle.of(Long.parseLong(process)).isPresent();
    } catch (NumberFormatException cut) {
      return true;
    }
  }

  /// The markers from before the system was started.
  List<Path> ofEarlierStarts() throws IOException {
    List<Path> found = new ArrayList<>();
    String boot = DiskSync.boot();
    for (Path each : all()) {
      if (!text(each).startsWith(boot + " ")) {
        found.add(each);
      }
    }
    return found;
  }

  private static String text(Path marker) throws IOException {
    try {
      boolean ours = Files.size(marker) <= LONGEST;
      return ours ? Files.readString(marker, StandardCharsets.ISO_8859_1) : "";
    } catch (NoSuchFileException removedMeanwhile) {
      return "";
    }
  }

  private List<Path> all() throws IOException {
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path each : files) {
        if (TempName.matches(each.getFileName().toString())) {
          all.add(each);
        }
      }
    } catch (NoSuchFileException none) {
      return all;
    }
    return all;
  }
}
