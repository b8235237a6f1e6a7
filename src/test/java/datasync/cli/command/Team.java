package datasync.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Two people with clones of one Git repository and one remote for data.
final class Team {
  final Path base;
  final Person ann;
  final Person bob;

  /// A project with a remote, pushed by Ann and cloned by Bob.
  ///
  /// @param files what Ann tracks, such as `data/a=1`
  Team(Path folder, String... files) throws IOException {
    base = folder.toRealPath();
    Files.createDirectories(base.resolve("home"));
    Files.writeString(
        base.resolve("home/gitconfig"),
        "[init]\n\tdefaultBranch = main\n[gc]\n\tauto = 0\n[pull]\n\trebase = false\n"
            + "[merge]\n\tconflictStyle = merge\n[protocol \"file\"]\n\tallow = always\n");
    Files.createDirectories(base.resolve("ann"));
    ann = new Person("Ann", base.resolve("ann"));
    ann.git("init", "-q", "--bare", base.resolve("origin.git").toString());
    ann.git("init", "-q");
    ann.git("remote", "add", "origin", base.resolve("origin.git").toString());
    ann.datasync("init", "-q");
    ann.datasync("remote", "add", "-q", "-d", "store", base.resolve("store").toString());
    ann.write(files);
    ann.saves("first");
    ann.git("push", "-q", "-u", "origin", "main");
    ann.datasync("push", "-q");
    ann.git("clone", "-q", base.resolve("origin.git").toString(), base.resolve("bob").toString());
    bob = new Person("Bob", base.resolve("bob"));
    bob.datasync("pull", "-q");
  }

  /// One of them.
  final class Person {
    final Path folder;
    private final Map<String, String> variables = new HashMap<>();

    private Person(String name, Path folder) {
      this.folder = folder;
      variables.put("PATH", System.getenv("PATH"));
      variables.put("HOME", base.resolve("home").toString());
      variables.put("GIT_CONFIG_NOSYSTEM", "1");
      variables.put("GIT_CONFIG_GLOBAL", base.resolve("home/gitconfig").toString());
      variables.put("DVC_SYSTEM_CONFIG_DIR", base.resolve("system").toString());
      for (String role : List.of("AUTHOR", "COMMITTER")) {
        variables.put("GIT_" + role + "_NAME", name);
        variables.put("GIT_" + role + "_EMAIL", name.toLowerCase(java.util.Locale.ROOT) + "@x");
        variables.put("GIT_" + role + "_DATE", "1700000000 +0000");
      }
    }

    /// Sets a variable of everything that runs from now on.
    void set(String name, String value) {
      variables.put(name, value);
    }

    /// Runs a command in this process.
    Ran datasync(String... line) {
      return datasyncIn(folder, line);
    }

    Ran datasyncIn(Path where, String... line) {
      return Ran.in(where, base, variables, line);
    }

    /// Runs Git, which must succeed.
    String git(String... line) throws IOException {
      Ran ran = run("git", line);
      if (ran.code() != 0) {
        throw new IOException(List.of(line) + ": " + ran.out());
      }
      return ran.out();
    }

    /// Runs any program, which may fail; its errors are with its output.
    Ran run(String program, String... line) throws IOException {
      List<String> command = new ArrayList<>(List.of(program));
      command.addAll(List.of(line));
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().clear();
      builder.environment().putAll(variables);
      Process process = builder.start();
      process.getOutputStream().close();
      String out =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      try {
        return new Ran(process.waitFor(), out, "");
      } catch (InterruptedException stop) {
        throw new IOException(stop);
      }
    }

    /// Writes files given as `path=content`; without `=` deletes them.
    void write(String... files) throws IOException {
      for (String file : files) {
        int equals = file.indexOf('=');
        Path path = folder.resolve(equals < 0 ? file : file.substring(0, equals));
        if (equals < 0) {
          Files.delete(path);
        } else {
          Files.createDirectories(path.getParent());
          Files.deleteIfExists(path);
          Files.writeString(path, file.substring(equals + 1) + "\n");
        }
      }
    }

    /// Tracks what lies at the top of the project and commits.
    void saves(String message) throws IOException {
      List<String> add = new ArrayList<>(List.of("add", "-q"));
      try (var names = Files.newDirectoryStream(folder, "[a-z]*")) {
        for (Path name : names) {
          String text = name.getFileName().toString();
          if (!text.endsWith(".dvc") && !text.startsWith("dvc.")) {
            add.add(text);
          }
        }
      }
      Ran ran = datasync(add.toArray(String[]::new));
      if (ran.code() != 0) {
        throw new IOException(ran.err());
      }
      git("add", "-A");
      git("commit", "-qm", message);
    }

    /// Changes files, tracks and commits them.
    void changes(String... files) throws IOException {
      write(files);
      saves("change " + String.join(" ", files));
    }

    /// Pushes Git and data.
    void shares() throws IOException {
      datasync("push", "-q");
      git("push", "-q", "origin", "HEAD");
    }

    /// The content of a file without its line end.
    String content(String path) throws IOException {
      return Files.readString(folder.resolve(path)).stripTrailing();
    }

    /// The names in a folder.
    List<String> names(String path) throws IOException {
      List<String> names = new ArrayList<>();
      try (var files = Files.newDirectoryStream(folder.resolve(path))) {
        files.forEach(file -> names.add(file.getFileName().toString()));
      }
      names.sort(null);
      return names;
    }
  }
}
