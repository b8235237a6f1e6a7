package datasync.git;

import datasync.io.BlockStream;
import datasync.process.ChildProcess;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The files of one commit, read through one running `git cat-file`. Safe for several threads;
/// who opens it closes it, and the program with it.
public final class GitTree implements Closeable {
  private static final int LARGEST = 1 << 28;
  private static final int STREAMED = 1 << 22;

  private final Git git;
  private final String commit;
  private final TreeMap<String, Item> items = new TreeMap<>();
  private final TreeMap<String, String> folders = new TreeMap<>();
  private Map<String, Long> sizes;
  private ChildProcess reader;

  /// What a name in a commit stands for.
  public enum Kind {
    /// A file.
    FILE,
    /// A file that may be executed.
    EXECUTABLE,
    /// A symbolic link; its content is where it leads to.
    LINK,
    /// A commit of another repository, of which nothing is here.
    SUBMODULE
  }

  /// A name in a commit.
  ///
  /// @param kind what it stands for
  /// @param id the object id, in hexadecimal
  public record Item(Kind kind, String id) {
    /// Whether it is a file, executable or not.
    public boolean isFile() {
      return kind == Kind.FILE || kind == Kind.EXECUTABLE;
    }
  }

  GitTree(Git git, String commit) throws IOException {
    this.git = git;
    this.commit = commit;
    for (String line : listing(false)) {
      int tab = line.indexOf('\t');
      if (tab > 0) {
        String[] parts = line.substring(0, tab).split(" ");
        String path = line.substring(tab + 1);
        if (parts[1].equals("tree")) {
          folders.put(path, parts[2]);
        } else {
          items.put(path, new Item(kind(parts[0]), parts[2]));
        }
      }
    }
  }

  private String[] listing(boolean withSizes) throws IOException {
    List<String> command =
        withSizes
            ? List.of("ls-tree", "-r", "-l", "-z", "--full-tree", commit)
            : List.of("ls-tree", "-r", "-t", "-z", "--full-tree", commit);
    return new String(git.must(command).out(), StandardCharsets.UTF_8).split("\0");
  }

  private static Kind kind(String mode) {
    return switch (mode) {
      case "120000" -> Kind.LINK;
      case "160000" -> Kind.SUBMODULE;
      case "100755" -> Kind.EXECUTABLE;
      default -> Kind.FILE;
    };
  }

  /// Whether there is a file of this path, relative to the top, with `/`; a link is none.
  public boolean isFile(String path) {
    Item item = items.get(path);
    return item != null && item.isFile();
  }

  /// Whether there is a folder of this path; the top is the empty path.
  public boolean isFolder(String path) {
    return path.isEmpty() || folders.containsKey(path);
  }

  /// What a path stands for, or empty when it is a folder or nothing.
  public Optional<Item> find(String path) {
    return Optional.ofNullable(items.get(path));
  }

  /// The paths of all files, links and submodules, sorted.
  public Iterable<String> paths() {
    return items.keySet();
  }

  /// The bytes of a file, for a link those of the path it leads to; 0 for a submodule.
  ///
  /// @throws NoSuchFileException when there is no such path, or it is a folder
  public synchronized long size(String path) throws IOException {
    if (sizes == null) {
      sizes = new HashMap<>();
      for (String line : listing(true)) {
        int tab = line.indexOf('\t');
        String size = tab < 0 ? "" : line.substring(line.lastIndexOf(' ', tab) + 1, tab);
        if (!size.isEmpty() && !size.equals("-")) {
          sizes.put(line.substring(tab + 1), Long.parseLong(size));
        }
      }
    }
    item(path);
    return sizes.getOrDefault(path, 0L);
  }

  /// The bytes that Git needs for a folder itself, as DVC shows them.
  ///
  /// @throws NoSuchFileException when there is no such folder
  public synchronized long folderSize(String path) throws IOException {
    String tree = path.isEmpty() ? commit + "^{tree}" : folders.get(path);
    if (tree == null) {
      throw new NoSuchFileException(path);
    }
    return content(path, tree).length;
  }

  private Item item(String path) throws NoSuchFileException {
    Item item = items.get(path);
    if (item == null) {
      throw new NoSuchFileException(path);
    }
    return item;
  }

  /// The content of a file or link.
  ///
  /// @throws NoSuchFileException when there is none
  /// @throws IOException when it cannot be read or is larger than 256 MiB
  public synchronized byte[] read(String path) throws IOException {
    return content(path, item(path).id());
  }

  private byte[] content(String path, String object) throws IOException {
    if (reader == null) {
      reader = git.start(List.of("cat-file", "--batch"));
    }
    reader.input().write((object + "\n").getBytes(StandardCharsets.US_ASCII));
    reader.input().flush();
    String[] header = line(reader.output()).split(" ");
    long size = header.length == 3 ? Long.parseLong(header[2]) : -1;
    if (size > LARGEST) {
      reader.close();
      reader = null;
    }
    if (size < 0 || size > LARGEST) {
      throw new IOException("`" + path + "` cannot be read from Git");
    }
    byte[] content = reader.output().readNBytes((int) size);
    if (content.length < size || reader.output().read() < 0) {
      throw new EOFException("`git cat-file` ended early");
    }
    return content;
  }

  /// Opens a file or link of any size. The caller closes the stream.
  ///
  /// @throws NoSuchFileException when there is none
  public InputStream open(String path) throws IOException {
    if (size(path) <= STREAMED) {
      return new ByteArrayInputStream(read(path));
    }
    return new BlobStream(git.start(List.of("cat-file", "blob", item(path).id())), size(path));
  }

  /// The output of a program, which has to be whole.
  private static final class BlobStream extends BlockStream {
    private final ChildProcess program;
    private final InputStream in;
    private long left;

    BlobStream(ChildProcess program, long size) {
      this.program = program;
      this.in = program.output();
      this.left = size;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      if (count < 0 && left > 0) {
        throw new EOFException("`git cat-file` ended early");
      }
      left -= Math.max(count, 0);
      return count;
    }

    @Override
    public void close() {
      program.close();
    }
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
  public synchronized void close() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
