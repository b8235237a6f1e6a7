package datasync.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A file system in a file, mounted for a test; needs root and the tools to make it.
record LoopMount(Path folder) implements AutoCloseable {
  private static final Map<String, String> SIZES = Map.of("xfs", "320M", "btrfs", "160M");

  /// Such a file system can't be had here.
  static final class Impossible extends Exception {
    private static final long serialVersionUID = 1;

    Impossible(String reason) {
      super(reason);
    }
  }

  /// Makes and mounts a file system below `folder`.
  ///
  /// @throws Impossible with the reason when that is not possible here
  static LoopMount of(Path folder, String type) throws IOException, Impossible {
    Path image = folder.resolve("image");
    Path mount = Files.createDirectory(folder.resolve("mount"));
    run("truncate", "-s", SIZES.get(type), image.toString());
    run("mkfs." + type, "-q", image.toString());
    run("mount", "-o", "loop", image.toString(), mount.toString());
    return new LoopMount(mount);
  }

  private static void run(String... line) throws IOException, Impossible {
    Map<String, String> environment = Map.of("PATH", System.getenv("PATH") + ":/usr/sbin:/sbin");
    Tool.Result result;
    try {
      result = Datasync.execute(List.of(line), Path.of("/"), environment);
    } catch (InterruptedException stop) {
      throw new IOException(stop);
    } catch (IOException missing) {
      throw new AssertionError(line[0] + " is missing: run `scripts/install-servers`", missing);
    }
    if (!result.succeeded()) {
      throw new Impossible(List.of(line) + " says " + result.out() + result.err());
    }
  }

  @Override
  public void close() throws IOException, Impossible {
    run("umount", "-l", folder.toString());
  }
}
