package datasync.workspace;

import datasync.backend.DvcLayout;
import datasync.backend.local.FolderOptions;
import datasync.backend.local.FolderStore;
import datasync.object.HashName;
import datasync.object.LocalStore;
import datasync.object.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A workspace and a cache in a temporary folder.
final class TestWorkspace {
  final Path root;
  final LocalStore store;

  TestWorkspace(Path folder) throws IOException {
    this.root = Files.createDirectories(folder.resolve("repo")).toRealPath();
    this.store =
        new FolderStore(folder.resolve("cache"), DvcLayout.CURRENT, FolderOptions.USUAL);
  }

  Workspace open() {
    return Workspace.open(root, state(), InstantSource.system(), 2);
  }

  Path state() {
    return root.resolve(".dvc/tmp/datasync");
  }

  Path path(String relative) {
    return root.resolve(relative);
  }

  Path write(String relative, String text) throws IOException {
    Path path = path(relative);
    Files.createDirectories(path.getParent());
    return Files.write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  Linker linker(LinkType... types) {
    return new Linker(List.of(types), state().resolve("staging"));
  }

  Content capture(String path, LinkType... types) throws IOException {
    try (Workspace workspace = open()) {
      return new Capture(workspace, store, linker(types))
          .store(path(path), HashName.MD5, DirectoryFilter.NONE);
    }
  }

  Content read(String path) throws IOException {
    try (Workspace workspace = open()) {
      return new Scanner(workspace).read(path(path), HashName.MD5, DirectoryFilter.NONE);
    }
  }

  Difference compare(String path, Content recorded) throws IOException {
    try (Workspace workspace = open()) {
      return new Scanner(workspace)
          .compare(path(path), recorded, HashName.MD5, DirectoryFilter.NONE);
    }
  }

  CheckoutRequest request(String path, Content wanted) {
    boolean executable = wanted instanceof Content.SingleFile file && file.executable();
    return new CheckoutRequest(
        path(path), path(path), wanted, executable, HashName.MD5, DirectoryFilter.NONE);
  }

  CheckoutResult checkout(String path, Content wanted, boolean force, LinkType... types)
      throws IOException {
    return checkout(store, path, wanted, force, types);
  }

  CheckoutResult checkout(
      LocalStore from, String path, Content wanted, boolean force, LinkType... types)
      throws IOException {
    try (Workspace workspace = open()) {
      Checkout checkout = new Checkout(workspace, from, linker(types));
      return checkout.run(checkout.plan(List.of(request(path, wanted)), false), force);
    }
  }

  static Tree tree(Content content) {
    return ((Content.Directory) content).tree();
  }

  /// Makes every file old enough for its time to be trusted.
  void age(String path) throws IOException {
    try (Stream<Path> all = Files.walk(path(path))) {
      for (Path each : (Iterable<Path>) all::iterator) {
        Files.setLastModifiedTime(
            each,
            java.nio.file.attribute.FileTime.from(
                java.time.Instant.ofEpochSecond(1_600_000_000, 123_456_789)));
      }
    }
  }

  /// Random files below a folder.
  static void fill(Path folder, Random random, int files) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < files; i++) {
      Path at = folder;
      for (int depth = random.nextInt(4); depth > 0; depth--) {
        at = at.resolve("d" + random.nextInt(3));
      }
      Path file = at.resolve("é-" + random.nextInt(40) + (random.nextBoolean() ? ".txt" : ""));
      if (!Files.isDirectory(file)) {
        Files.createDirectories(at);
        byte[] bytes = new byte[random.nextInt(8) == 0 ? 300_000 : random.nextInt(5)];
        Arrays.fill(bytes, (byte) random.nextInt(3));
        Files.write(file, bytes);
      }
    }
  }

  /// The files below a folder by relative path, with their bytes as text.
  static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> found = new TreeMap<>();
    if (!Files.exists(folder)) {
      return found;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        if (!Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
          boolean file = Files.isRegularFile(each);
          found.put(
              folder.relativize(each).toString(),
              file ? Files.readString(each, StandardCharsets.ISO_8859_1) : "link");
        }
      }
    }
    return found;
  }
}
