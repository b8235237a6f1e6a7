package datasync.git;

import datasync.process.ChildProcess;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// The files of one commit, read through one running `git cat-file`. For one thread.
public final class GitTree implements Closeable {
  private static final int LARGEST = 1 << 28;
  private static final String LINK_MODE = "120000";

  private final Git git;
  private final Map<String, String> blobs = new TreeMap<>();
  private final TreeSet<String> folders = new TreeSet<>();
  private ChildProcess reader;

  GitTree(Git git, String commit) throws IOException {
    this.git = git;
    byte[] listing =
        git.must(List.of("ls-tree", "-r", "-z", "--full-tree", commit)).out();
    for (String line : new String(listing, StandardCharsets.UTF_8).split("\0")) {
      int tab = line.indexOf('\t');
      if (tab > 0) {
        String[] parts = line.substring(0, tab).split(" ");
        String path = line.substring(tab + 1);
        if (parts[1].equals("blob") && !parts[0].equals(LINK_MODE)) {
          blobs.put(path, parts[2]);
          addFolders(path);
        }
      }
    }
  }

  private void addFolders(String path) {
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      if (!folders.add(path.substring(0, slash))) {
        return;
      }
    }
  }

  /// Whether there is a file of this path, relative to the top, with `/`.
  public boolean isFile(String path) {
    return blobs.containsKey(path);
  }

  /// Whether there is a folder of this path; the top is the empty path.
  public boolean isFolder(String path) {
    return path.isEmpty() || folders.contains(path);
  }

  /// The paths of all files, sorted.
  public Iterable<String> files() {
    return blobs.keySet();
  }

  /// The content of a file.
  ///
  /// @throws NoSuchFileException when there is none
  public byte[] read(String path) throws IOException {
    String blob = blobs.get(path);
    if (blob == null) {
      throw new NoSuchFileException(path);
    }
    if (reader == null) {
      reader = git.start(List.of("cat-file", "--batch"));
    }
    reader.input().write((blob + "\n").getBytes(StandardCharsets.US_ASCII));
    reader.input().flush();
    String[] header = line(reader.output()).split(" ");
    int size = header.length == 3 ? Integer.parseInt(header[2]) : -1;
    if (size < 0 || size > LARGEST) {
      throw new IOException("`" + path + "` cannot be read from Git");
    }
    byte[] content = reader.output().readNBytes(size);
    if (content.length < size || reader.output().read() < 0) {
      throw new EOFException("`git cat-file` ended early");
    }
    return content;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int each = in.read();
    while (each >= 0 && each != '\n') {
      line.append((char) each);
      each = in.read();
    }
    return line.toString();
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
  }
}
