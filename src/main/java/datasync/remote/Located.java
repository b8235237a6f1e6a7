package datasync.remote;

import datasync.backend.Backend;
import datasync.backend.FileInfo;
import datasync.backend.ListableBackend;
import datasync.backend.VersionedBackend;
import datasync.http.HttpFailure;
import datasync.object.Payload;
import datasync.object.StoreFailure;
import datasync.task.Parallel;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// What an address names: a backend and a file or folder in it. Paths are relative to that, with
/// `/`; the empty path is the file or folder itself. Safe for several threads, as backends are; the
/// caller closes it.
///
/// Paths of files below are checked before anybody sees them: a `..`, an empty name or a NUL fails
/// the listing. Objects whose name ends in `/`, which some programs leave for folders, are no
/// files.
///
/// @param backend where it is
/// @param name the file or folder there; empty for the top
public record Located(Backend backend, String name) implements Closeable {
  /// What a folder holds.
  ///
  /// @param name the last part of the name
  /// @param folder whether it is a folder
  /// @param size the bytes of a file, or −1 when the listing does not tell
  public record Entry(String name, boolean folder, long size) {}

  /// What is known of a file without reading it; null when there is none of that name.
  ///
  /// @throws IOException when the server cannot tell, which is not the same as missing
  public FileInfo file(String path) throws IOException {
    String file = below(path);
    return file.isEmpty() && backend instanceof ListableBackend ? null : backend.look(file);
  }

  /// Whether there is a folder: something is below it, or the folder around it lists it. The top
  /// of what can be listed is one; of what cannot be listed nothing is.
  ///
  /// @throws IOException when the server cannot tell
  public boolean isFolder(String path) throws IOException {
    String folder = below(path);
    if (!(backend instanceof ListableBackend listable)) {
      return false;
    }
    if (folder.isEmpty() || !children(path).isEmpty()) {
      return true;
    }
    int slash = folder.lastIndexOf('/');
    String last = folder.substring(slash + 1);
    boolean[] found = new boolean[1];
    listable.children(
        slash < 0 ? "" : folder.substring(0, slash),
        (child, isFolder, size) -> found[0] |= isFolder && child.equals(last));
    return found[0];
  }

  /// What a folder holds, sorted by name; empty when it is none or cannot be listed.
  /// These names may be anything.
  ///
  /// @throws IOException when the listing could not be read to its end
  public List<Entry> children(String path) throws IOException {
    List<Entry> entries = new ArrayList<>();
    if (backend instanceof ListableBackend listable) {
      listable.children(
          below(path),
          (child, folder, size) -> {
            if (!child.isEmpty()) {
              entries.add(new Entry(child, folder, size));
            }
          });
    }
    entries.sort(Comparator.comparing(Entry::name));
    return entries;
  }

  /// Every file below, with its size or −1, in one listing; empty when it cannot be listed.
  ///
  /// @throws IOException when the listing could not be read to its end or has an unsafe name
  public SortedMap<String, Long> files() throws IOException {
    SortedMap<String, Long> files = new TreeMap<>();
    if (backend instanceof ListableBackend listable) {
      listable.list(name, (file, size) -> add(files, file, size));
    }
    return files;
  }

  /// Every file below with what the server says of it; empty when it cannot be listed.
  ///
  /// @throws IOException when a listing or an answer could not be had
  public SortedMap<String, FileInfo> infos() throws IOException {
    if (backend instanceof VersionedBackend versioned) {
      try {
        return newest(versioned);
      } catch (StoreFailure failure) {
        if (!isRefused(failure)) {
          throw failure;
        }
      }
    }
    SortedMap<String, FileInfo> infos = new ConcurrentSkipListMap<>();
    Parallel.forTransfers(backend.parallelism())
        .forEach(
            files().keySet(),
            file -> {
              FileInfo info = backend.look(below(file));
              if (info != null) {
                infos.put(file, info);
              }
            });
    return infos;
  }

  private SortedMap<String, FileInfo> newest(VersionedBackend versioned) throws IOException {
    SortedMap<String, FileInfo> infos = new TreeMap<>();
    versioned.listVersions(name, (file, info) -> add(infos, file, info));
    return infos;
  }

  /// Whether a service or a login does without listings of versions.
  private static boolean isRefused(StoreFailure failure) {
    return failure.getCause() instanceof HttpFailure && !failure.isRetryable();
  }

  private <T> void add(SortedMap<String, T> found, String file, T value) throws IOException {
    if (!file.endsWith("/")) {
      String path = name.isEmpty() ? file : file.substring(name.length() + 1);
      check(path);
      found.put(path, value);
    }
  }

  private void check(String path) throws IOException {
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
        throw new StoreFailure(
            "list", backend.location(), name, false,
            new IOException("the listing has the unsafe name `" + path + "`"));
      }
    }
  }

  /// The bytes of a file. A stream goes on after a cut, and fails at its end when the file has
  /// another size than the server told.
  ///
  /// @param size bytes, or −1 when they are not known
  public Payload payload(String path, long size) {
    return new LocatedPayload(backend, below(path), "", size);
  }

  /// The bytes of one version of a file; of its present state where the backend keeps no versions.
  ///
  /// @param version the id that the server gave it
  /// @param size bytes, or −1 when they are not known
  public Payload version(String path, String version, long size) {
    return new LocatedPayload(backend, below(path), version, size);
  }

  private String below(String path) {
    return name.isEmpty() ? path : path.isEmpty() ? name : name + "/" + path;
  }

  @Override
  public void close() throws IOException {
    backend.close();
  }
}
