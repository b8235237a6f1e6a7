package datasync.repo.care;

import datasync.config.Config;
import datasync.config.RemoteSettings;
import datasync.http.HttpFailure;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.remote.Remote;
import datasync.remote.Remotes;
import datasync.task.TimeLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Asks each remote for one object, which it need not have.
final class RemoteExam {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final ObjectId PROBE =
      ObjectId.of(HashName.MD5, "d41d8cd98f00b204e9800998ecf8427e");

  private final Remotes remotes;
  private final Chart chart;

  RemoteExam(Remotes remotes, Chart chart) {
    this.remotes = remotes;
    this.chart = chart;
  }

  void run(Config config) throws IOException {
    if (config.remoteNames().isEmpty()) {
      chart.note("remote", "none is configured", "datasync remote add -d NAME URL");
      return;
    }
    if (config.defaultRemote().isEmpty()) {
      chart.note("remote", "there is no default one", "datasync remote default NAME");
    } else if (!config.remoteNames().contains(config.defaultRemote().get())) {
      chart.wrong(
          "remote",
          "the default one, `" + config.defaultRemote().get() + "`, does not exist",
          "datasync remote default " + config.remoteNames().getFirst());
    }
    for (String name : config.remoteNames()) {
      try {
        RemoteSettings settings = config.remote(name);
        switch (settings.scheme()) {
          case "", "local", "file" -> folder(name, Remotes.folderOf(settings));
          default -> ask(name, settings);
        }
      } catch (IOException failed) {
        String mend = "datasync remote modify " + name + " OPTION VALUE";
        if (failed instanceof HttpFailure http) {
          mend = http.hint(name).orElse(mend);
        }
        chart.wrong("remote " + name, Chart.reason(failed), mend);
      }
    }
  }

  /// Looks at the folder of a remote, and at the one around it.
  void folder(String name, Path folder) throws IOException {
    String area = "remote " + name;
    boolean[] found = new boolean[3];
    boolean inTime =
        TimeLimit.run(
            LIMIT,
            () -> {
              found[0] = Files.isDirectory(folder);
              found[1] = folder.getParent() == null || Files.isDirectory(folder.getParent());
              found[2] = Files.isWritable(folder);
            });
    if (!inTime) {
      chart.wrong(area, late(folder.toString()), "look whether it is mounted");
    } else if (!found[0] && !found[1]) {
      chart.wrong(
          area,
          "neither `" + folder + "` nor the folder around it is there",
          "mount it, or name another place: datasync remote modify " + name + " url PATH");
    } else if (!found[0]) {
      chart.note(area, "`" + folder + "` is not there yet", "`datasync push` makes it");
    } else if (!found[2]) {
      chart.note(area, "`" + folder + "` can be read only", "chmod u+w " + Chart.quoted(folder));
    } else {
      chart.ok(area, "`" + folder + "` can be read and written");
    }
  }

  private void ask(String name, RemoteSettings settings) throws IOException {
    String[] where = {settings.name()};
    boolean inTime =
        TimeLimit.run(
            LIMIT,
            () -> {
              try (Remote remote = remotes.open(settings)) {
                where[0] = remote.location();
                remote.source(HashName.MD5).absent(List.of(PROBE));
              }
            });
    if (inTime) {
      chart.ok("remote " + name, "`" + where[0] + "` answers");
    } else {
      chart.wrong(
          "remote " + name,
          late(where[0]),
          "look at network and proxy (`https_proxy`, `no_proxy`); `datasync help environment`");
    }
  }

  private static String late(String where) {
    return "`" + where + "` did not answer within " + LIMIT.toSeconds() + " s";
  }
}
