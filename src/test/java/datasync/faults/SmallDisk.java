package datasync.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file system in memory that is soon full; needs root.
record SmallDisk(Path folder) implements AutoCloseable {
  /// Mounts one over an empty folder; without the right to do so the test ends with the reason.
  ///
  /// @param options as `mount` takes them, such as `size=1m`
  static SmallDisk at(Path folder, String options) throws IOException {
    Files.createDirectories(folder);
    String problem = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
    if (!problem.isEmpty()) {
      System.out.println("skipped: no small file system can be mounted here: " + problem);
    }
    assumeTrue(problem.isEmpty(), problem);
    return new SmallDisk(folder);
  }

  /// Fills all but some of the space.
  void fill(int sparedKilobytes) throws IOException {
    long spare = sparedKilobytes * 1024L;
    long free = Files.getFileStore(folder).getUsableSpace() - spare;
    Path ballast = Files.createDirectories(folder.resolve("ballast")).resolve("full");
    Files.write(ballast, new byte[(int) Math.max(0, free)]);
  }

  /// Uses up all but some of the files that there may be.
  void fillNames(int spared) throws IOException {
    Path ballast = Files.createDirectories(folder.resolve("ballast"));
    int made = 0;
    try {
      while (true) {
        Files.createFile(ballast.resolve("n" + made));
        made++;
      }
    } catch (IOException full) {
      for (int i = 1; i <= spared; i++) {
        Files.delete(ballast.resolve("n" + (made - i)));
      }
    }
  }

  /// Gives the space back.
  void makeRoom() throws IOException {
    String problem = run("rm", "-rf", folder.resolve("ballast").toString());
    if (!problem.isEmpty()) {
      throw new IOException(problem);
    }
  }

  /// Mounts it again with other options, such as `ro`.
  void change(String options) throws IOException {
    String problem = run("mount", "-o", "remount," + options, folder.toString());
    if (!problem.isEmpty()) {
      throw new IOException(problem);
    }
  }

  @Override
  public void close() throws IOException {
    run("umount", "-l", folder.toString());
  }

  /// What a program says when it fails; empty when it does not.
  static String run(String... line) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder(line).redirectErrorStream(true).start();
    } catch (IOException missing) {
      return missing.getMessage();
    }
    String said = new String(process.getInputStream().readAllBytes()).strip();
    try {
      return process.waitFor() == 0 ? "" : said + " (" + String.join(" ", line) + ")";
    } catch (InterruptedException stop) {
      throw new IOException(stop);
    }
  }
}
