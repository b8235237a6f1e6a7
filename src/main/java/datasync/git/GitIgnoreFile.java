package datasync.git;

import datasync.io.AtomicFile;
import datasync.io.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Entries of data in `.gitignore` files.
///
/// Source: spec `dvc-format.md` 14.1: an entry is `/` and the name, with `\ [ ] ! * # ?` escaped,
/// in the file of the folder that holds the path. Lines of others stay byte by byte, whatever they
/// are encoded in: within this class a character of a text is a byte.
public final class GitIgnoreFile {
  private static final long LARGEST = 16 << 20;

  private GitIgnoreFile() {}

  /// The file that holds the entry of a path.
  public static Path of(Path path) {
    return path.resolveSibling(".gitignore");
  }

  /// Adds the entry of a path.
  ///
  /// @return whether the file changed; an entry that is there is not written again
  public static boolean add(Path path) throws IOException {
    Path file = of(path);
    String entry = escaped(path);
    String text = read(file);
    for (String line : text.split("\n", -1)) {
      if (line.equals(entry) || line.equals(entry + "\r")) {
        return false;
      }
    }
    boolean open = !text.isEmpty() && !text.endsWith("\n");
    write(file, text + (open ? "\n" : "") + entry + "\n");
    return true;
  }

  /// Removes the entry of a path, escaped or not; a file that is left empty goes. The lines that
  /// stay end in LF, as DVC leaves them.
  ///
  /// @return whether the file changed
  public static boolean remove(Path path) throws IOException {
    Path file = of(path);
    String text = read(file);
    if (text.isEmpty()) {
      return false;
    }
    String plain = bytes("/" + path.getFileName());
    String escaped = escaped(path);
    List<String> kept = new ArrayList<>();
    boolean changed = false;
    for (String line : text.split("(?<=\n)")) {
      String entry = line.strip();
      if (entry.equals(plain.strip()) || entry.equals(escaped.strip())) {
        changed = true;
      } else {
        kept.add(line);
      }
    }
    if (changed && String.join("", kept).isEmpty()) {
      Files.delete(file);
    } else if (changed) {
      write(file, String.join("", kept).replace("\r\n", "\n").replace('\r', '\n'));
    }
    return changed;
  }

  /// The bytes of a file, none when it is not there. Git does not follow a link here, and what it
  /// leads to may be no business of the repository.
  private static String read(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      throw new FileSystemException(
          file.toString(), null, "it is a symbolic link, which Git does not read");
    }
    return Files.exists(file)
        ? new String(WholeFile.read(file, LARGEST), StandardCharsets.ISO_8859_1)
        : "";
  }

  private static void write(Path file, String text) throws IOException {
    AtomicFile.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static String escaped(Path path) {
    StringBuilder entry = new StringBuilder("/");
    String name = path.getFileName().toString();
    for (int i = 0; i < name.length(); i++) {
      char each = name.charAt(i);
      if ("\\[]!*#?".indexOf(each) >= 0) {
        entry.append('\\');
      }
      entry.append(each);
    }
    return bytes(entry.toString());
  }
}
