package datasync.config;

import datasync.io.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;

/// A project, a user and a machine in one temporary folder.
final class ConfigFixture {
  final Path root;
  final Path dvc;
  private final Path folder;

  ConfigFixture(Path folder) throws IOException {
    this.folder = folder.toRealPath();
    root = this.folder.resolve("project");
    dvc = root.resolve(".dvc");
    Files.createDirectories(dvc);
    Files.createDirectories(this.folder.resolve("home"));
  }

  ConfigFiles files() {
    return files(root, dvc);
  }

  ConfigFiles files(Path working, Path repository) {
    Environment environment = new Environment(
        Map.of("DVC_SYSTEM_CONFIG_DIR", folder.resolve("system").toString()),
        working, folder.resolve("home"), () -> Instant.EPOCH, new Random(1));
    return ConfigFiles.of(environment, repository, "Linux");
  }

  ConfigFixture with(ConfigLevel level, String text) throws IOException {
    Path file = files().file(level);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  Config load() throws IOException {
    return Config.load(files());
  }

  String text(ConfigLevel level) throws IOException {
    return Files.readString(files().file(level));
  }
}
