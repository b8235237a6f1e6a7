package datasync.backend;

import datasync.object.Payload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/// Files in memory with all versions they had, as a versioned bucket keeps them: names are but
/// names, an `etag` is the MD5. Safe for several threads.
public final class MemoryBackend implements VersionedBackend {
  private final TreeMap<String, List<Version>> files = new TreeMap<>();
  private final boolean versioned;
  private int count;

  private record Version(String id, byte[] bytes, boolean deleted) {
    FileInfo info() {
      return new FileInfo(bytes.length, md5(bytes), id);
    }
  }

  /// @param versioned whether versions have ids
  public MemoryBackend(boolean versioned) {
    this.versioned = versioned;
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized Version newest(String name) {
    List<Version> versions = files.get(name);
    Version last = versions == null ? null : versions.getLast();
    return last == null || last.deleted() ? null : last;
  }

  private synchronized Version version(String name, String id) {
    return files.getOrDefault(name, List.of()).stream()
        .filter(each -> each.id().equals(id) && !each.deleted())
        .findFirst()
        .orElse(null);
  }

  @Override
  public OptionalLong size(String name) {
    Version version = newest(name);
    return version == null ? OptionalLong.empty() : OptionalLong.of(version.bytes().length);
  }

  @Override
  public FileInfo look(String name) {
    Version version = newest(name);
    return version == null ? null : version.info();
  }

  @Override
  public InputStream open(String name, long from) throws IOException {
    return open(name, newest(name), from);
  }

  private static InputStream open(String name, Version version, long from) throws IOException {
    if (version == null) {
      throw new NoSuchFileException(name);
    }
    int start = (int) from;
    return new ByteArrayInputStream(version.bytes(), start, version.bytes().length - start);
  }

  /// Writes a file with a text.
  public void put(String name, String text) {
    add(name, text.getBytes(StandardCharsets.UTF_8), false);
  }

  @Override
  public void write(String name, Payload payload) throws IOException {
    writeVersion(name, payload);
  }

  @Override
  public FileInfo writeVersion(String name, Payload payload) throws IOException {
    byte[] bytes;
    try (InputStream in = payload.open()) {
      bytes = in.readAllBytes();
    }
    return add(name, bytes, false).info();
  }

  private synchronized Version add(String name, byte[] bytes, boolean deleted) {
    count++;
    Version version = new Version(versioned ? "v" + count : "", bytes, deleted);
    files.computeIfAbsent(name, any -> new ArrayList<>()).add(version);
    return version;
  }

  @Override
  public FileInfo lookVersion(String name, String version) {
    Version found = version(name, version);
    return found == null ? null : found.info();
  }

  @Override
  public InputStream openVersion(String name, String version, long from) throws IOException {
    return open(name, version(name, version), from);
  }

  private synchronized Map<String, FileInfo> below(String folder) {
    Map<String, FileInfo> found = new TreeMap<>();
    for (String name : files.keySet()) {
      Version version = newest(name);
      if (version != null && (folder.isEmpty() || name.startsWith(folder + "/"))) {
        found.put(name, version.info());
      }
    }
    return found;
  }

  @Override
  public void listVersions(String folder, InfoVisitor visitor) throws IOException {
    for (Map.Entry<String, FileInfo> each : below(folder).entrySet()) {
      visitor.file(each.getKey(), each.getValue());
    }
  }

  @Override
  public void list(String folder, Visitor visitor) throws IOException {
    for (Map.Entry<String, FileInfo> each : below(folder).entrySet()) {
      visitor.file(each.getKey(), each.getValue().size());
    }
  }

  @Override
  public void children(String folder, ChildVisitor visitor) throws IOException {
    TreeSet<String> folders = new TreeSet<>();
    int start = folder.isEmpty() ? 0 : folder.length() + 1;
    for (Map.Entry<String, FileInfo> each : below(folder).entrySet()) {
      String rest = each.getKey().substring(start);
      int slash = rest.indexOf('/');
      if (slash < 0) {
        visitor.child(rest, false, each.getValue().size());
      } else if (folders.add(rest.substring(0, slash))) {
        visitor.child(rest.substring(0, slash), true, -1);
      }
    }
  }

  @Override
  public void delete(Collection<String> names) {
    for (String name : names) {
      if (newest(name) != null) {
        add(name, new byte[0], true);
      }
    }
  }

  @Override
  public int parallelism() {
    return 4;
  }

  @Override
  public String location() {
    return "memory://bucket";
  }

  @Override
  public void close() {
    // nothing is open
  }
}
