package datasync.git;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.faults.Effort;
import datasync.faults.Fuzz;
import datasync.io.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damaged files of Git's are read or refused, and never more than that.
@Tag("faults")
class GitFilesFuzzTest {
  private static final int COUNT = Effort.of(600, 40_000);
  private static final String CONFIG = """
      [core]
      \texcludesFile = ~/ignore # mine
      [include]
      \tpath = "more"
      [remote "o\\"r"]
      \turl = git@host:a\\
      b
      """;

  @TempDir Path folder;

  private GitRepository repository() throws IOException {
    Path git = Files.createDirectories(folder.resolve(".git"));
    Files.writeString(git.resolve("HEAD"), "ref: refs/heads/main\n");
    return new GitRepository(folder, git, git);
  }

  @Test
  void index() throws Exception {
    Fixture real = new Fixture(folder);
    real.write("a", "1");
    real.write("folder/" + "long".repeat(50), "2");
    real.write("folder/b", "3");
    real.git("add", "-A");
    GitRepository repository = real.repository();
    Fuzz fuzz = new Fuzz("git index");
    for (int version = 2; version <= 4; version++) {
      real.git("update-index", "--index-version", String.valueOf(version));
      fuzz.seed(Files.readAllBytes(repository.directory().resolve("index")));
    }
    Path file = repository.directory().resolve("index");
    fuzz.run(COUNT, bytes -> {
      Files.write(file, bytes);
      GitIndex.read(repository).tracks("a");
    });
  }

  @Test
  void configuration() throws Exception {
    GitRepository repository = repository();
    Environment environment =
        new Environment(
            Map.of("GIT_CONFIG_NOSYSTEM", "1"), folder, folder, InstantSource.system(),
            new Random(1));
    new Fuzz("git config").seeds(CONFIG).files(".gitmodules").run(COUNT, bytes -> {
      Files.write(repository.common().resolve("config"), bytes);
      assertThat(GitConfig.excludesFile(repository, environment)).isNotNull();
    });
  }

  @Test
  void pointer() throws Exception {
    new Fuzz("git file").seeds("gitdir: ../x/.git/worktrees/a\n", "gitdir: .").run(COUNT, bytes -> {
      Files.write(folder.resolve(".git"), bytes);
      GitRepository.at(folder);
    });
  }

  @Test
  void ignoreEntries() throws Exception {
    Path path = folder.resolve("some [name]");
    Fuzz fuzz = new Fuzz("entries of .gitignore");
    fuzz.seeds("/some \\[name\\]\n", "*.pyc\r\n/a\n").run(COUNT / 10, bytes -> {
      Files.write(folder.resolve(".gitignore"), bytes);
      GitIgnoreFile.add(path);
      assertThat(GitIgnoreFile.add(path)).isFalse();
      GitIgnoreFile.remove(path);
    });
  }
}
