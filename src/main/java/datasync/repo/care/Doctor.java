package datasync.repo.care;

import datasync.config.Config;
import datasync.config.ConfigFiles;
import datasync.io.Environment;
import datasync.remote.Remotes;
import datasync.repo.Repository;
import datasync.repo.RepositoryException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Looks for what usually is wrong when something does not work. Changes nothing, takes no lock,
/// and goes on where one thing cannot be looked at.
public final class Doctor {
  private static final long SMALL_HEAP = 96L << 20;

  private final Environment environment;
  private final Remotes remotes;
  private final Chart chart = new Chart();

  /// @param remotes opens remotes, or null when none is to be asked
  public Doctor(Environment environment, Remotes remotes) {
    this.environment = environment;
    this.remotes = remotes;
  }

  /// Looks at everything, in the order in which one would mend it.
  public List<Diagnosis> examine() {
    java();
    Path root;
    try {
      root = Repository.findRoot(environment.workingDirectory());
    } catch (RepositoryException none) {
      chart.note("project", "there is none here", "datasync init");
      return chart.all();
    } catch (IOException unreadable) {
      chart.wrong("project", Chart.reason(unreadable), "look at the permissions of this folder");
      return chart.all();
    }
    Config config;
    try {
      config = Config.load(ConfigFiles.of(environment, root.resolve(".dvc")));
    } catch (IOException broken) {
      chart.wrong(
          "config",
          cause(broken),
          "mend the file, or see who sets what: datasync config --list --show-origin");
      look("metadata", new MetadataExam(root, environment, chart)::conflicts);
      return chart.all();
    }
    project(root, config);
    return chart.all();
  }

  private static String cause(IOException broken) {
    Throwable cause = broken.getCause();
    String more = cause == null || cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return Chart.reason(broken) + more;
  }

  private void java() {
    Runtime runtime = Runtime.getRuntime();
    String text =
        "Java %s of %s, at most %d MiB of memory, %d processors"
            .formatted(
                Runtime.version(),
                System.getProperty("java.vendor"),
                runtime.maxMemory() >> 20,
                runtime.availableProcessors());
    if (runtime.maxMemory() < SMALL_HEAP) {
      chart.note("java", text, "java -Xmx512m -jar datasync.jar");
    } else {
      chart.ok("java", text);
    }
    String names = System.getProperty("sun.jnu.encoding", "");
    if (Charset.isSupported(names) && Charset.forName(names).equals(StandardCharsets.UTF_8)) {
      chart.ok("locale", "file names are UTF-8");
    } else {
      chart.wrong(
          "locale",
          "file names are " + names + ": those with other characters cannot be used",
          "export LC_ALL=C.UTF-8");
    }
  }

  private void project(Path root, Config config) {
    if (config.warnings().isEmpty()) {
      chart.ok("config", "can be read");
    }
    for (String warning : config.warnings()) {
      chart.wrong("config", warning, "datasync config --list --show-origin");
    }
    Path dvc = root.resolve(".dvc");
    Path cache = cache(root, config);
    look("storage", () -> new StorageExam(root, cache, environment.clock(), chart).run(config));
    look("sharing", () -> new SharingExam(cache, chart).run(config));
    look("locks", () -> new LockExam(dvc.resolve("tmp"), environment, chart).run(config));
    MetadataExam metadata = new MetadataExam(root, environment, chart);
    look("git", () -> metadata.git(config));
    look("metadata", metadata::files);
    if (remotes != null) {
      look("remote", () -> new RemoteExam(remotes, chart).run(config));
    }
  }

  private static Path cache(Path root, Config config) {
    return config.cacheDirectory().orElse(root.resolve(".dvc").resolve("cache"));
  }

  /// One part of the examination.
  private interface Exam {
    void run() throws IOException;
  }

  private void look(String area, Exam exam) {
    try {
      exam.run();
    } catch (IOException failed) {
      chart.wrong(area, "cannot be looked at: " + Chart.reason(failed), "");
    }
  }
}
