package datasync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.io.FileNames;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files with unusual names, and what is no file where one is expected.
@Tag("faults")
@EnabledOnOs(OS.LINUX)
class NamesTest {
  private static final List<String> NAMES =
      List.of(
          "a".repeat(255), "\u00e9".repeat(127), "e\u0301", "\u00e9", "Case", "case", "new\nline",
          "tab\tx", "q\"uo'te", "back\\slash", "-dash", "trail ", "dot.", " lead", "\u0001ctl",
          "\u2028sep", "\ud83d\ude00", "%41", "#hash", "*star", "a:b", "?q");

  @TempDir Path work;
  private Path project;
  private JarRun jar;

  @BeforeEach
  void makeProject() throws IOException {
    project = work.resolve("project");
    JarRun.project(project, work.resolve("remote"));
    Files.createDirectory(work.resolve("home"));
    jar = new JarRun(work.resolve("home"), "-Xmx64m", "C.UTF-8", 60);
  }

  private static Path other(Path folder, String escaped) {
    String uri = folder.toUri().toString();
    return Path.of(URI.create((uri.endsWith("/") ? uri : uri + "/") + escaped));
  }

  @ParameterizedTest
  @ValueSource(strings = {"C.UTF-8", "C"})
  void unusualNames_comeBackByteForByte(String locale) throws Exception {
    JarRun there = new JarRun(work.resolve("home"), "-Xmx64m", locale, 60);
    Path data = Files.createDirectory(project.resolve("d"));
    List<String> made = new ArrayList<>();
    for (String name : NAMES) {
      Path file = FileNames.resolve(data, name);
      if (!Files.exists(file)) {
        Files.writeString(file, name);
        made.add(name);
      }
    }
    there.done(project, "add", "-q", "d");
    there.done(project, "push", "-q");
    Path clone = work.resolve("clone");
    JarRun.project(clone, work.resolve("remote"));
    Files.copy(project.resolve("d.dvc"), clone.resolve("d.dvc"));
    there.done(clone, "pull", "-q");
    for (String name : made) {
      assertThat(Files.readString(FileNames.resolve(clone.resolve("d"), name))).isEqualTo(name);
    }
    assertThat(there.done(clone, "status")).contains("up to date");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C.UTF-8", "C"})
  void namesThatAreNoUtf8_areRefusedByName(String locale) throws Exception {
    JarRun there = new JarRun(work.resolve("home"), "-Xmx64m", locale, 60);
    Path data = Files.createDirectory(project.resolve("d"));
    Files.writeString(data.resolve("good"), "good");
    Files.writeString(other(data, "bad%FF%C3%A9"), "bad");
    World.Ran added = there.run(project, "add", "d");
    assertThat(added.exit()).isNotZero();
    assertThat(added.text()).contains("d/bad\\xff\\xc3\\xa9` is not valid UTF-8");
    assertThat(project.resolve("d.dvc")).doesNotExist();
    assertThat(data.resolve("good")).hasContent("good");
    Files.delete(other(data, "bad%FF%C3%A9"));
    there.done(project, "add", "-q", "d");
    Files.createDirectory(other(project, "folder%FF"));
    World.Ran status = there.run(project, "status");
    assertThat(status.exit()).isNotZero();
    assertThat(status.text()).contains("folder\\xff` is not valid UTF-8");
    Files.writeString(project.resolve(".dvcignore"), "folder?\n");
    assertThat(there.done(project, "status")).contains("up to date");
  }

  @Test
  void aPathThatIsTooLongThere_isRefusedWithoutAHalfFinishedFile() throws Exception {
    Path deep = project.resolve("d");
    Files.createDirectory(deep);
    int room = 4085 - deep.toString().length();
    while (room > 210) {
      deep = Files.createDirectory(deep.resolve("x".repeat(200)));
      room -= 201;
    }
    Files.writeString(deep.resolve("f".repeat(room - 1)), "deep");
    jar.done(project, "add", "-q", "d");
    assertThat(jar.done(project, "status")).contains("up to date");
    jar.done(project, "push", "-q");
    Path clone = Files.createDirectory(work.resolve("a-folder-with-a-longer-name"));
    JarRun.project(clone, work.resolve("remote"));
    Path config = clone.resolve(".dvc/config");
    Files.writeString(config, Files.readString(config).replace("hardlink,symlink", "copy"));
    Files.copy(project.resolve("d.dvc"), clone.resolve("d.dvc"));
    World.Ran pulled = jar.run(clone, "pull");
    assertThat(pulled.exit()).isNotZero();
    assertThat(pulled.text()).contains("too long");
    assertThat(clone.resolve("d")).doesNotExist();
    assertThat(jar.run(project, "status").text()).contains("up to date");
  }

  private void pipe(Path at) throws IOException, InterruptedException {
    Files.deleteIfExists(at);
    Process made = new ProcessBuilder("mkfifo", at.toString()).start();
    assertThat(made.waitFor()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.dvc", ".dvcignore", "dvc.yaml", ".dvc/config"})
  void pipesAndHugeFilesInPlaceOfMetadata_areRefusedByName(String name) throws Exception {
    pipe(project.resolve(name));
    World.Ran piped = jar.run(project, "status");
    assertThat(piped.exit()).isNotZero();
    assertThat(piped.text()).contains(name).contains("it is a pipe");
    Files.delete(project.resolve(name));
    try (var huge = Files.newByteChannel(project.resolve(name),
        StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      huge.position(300L << 20);
      huge.write(ByteBuffer.wrap(new byte[] {'\n'}));
    } catch (FileSystemException full) {
      return;
    }
    World.Ran read = jar.run(project, "status");
    assertThat(read.exit()).isNotZero();
    assertThat(read.text()).contains(name).contains("at most");
  }

  @Test
  void pipesAmongTheData_areRefusedByName() throws Exception {
    Path data = Files.createDirectory(project.resolve("d"));
    Files.writeString(data.resolve("a"), "a");
    pipe(data.resolve("p"));
    World.Ran added = jar.run(project, "add", "d");
    assertThat(added.exit()).isNotZero();
    assertThat(added.text()).contains("d/p` is neither a file nor a directory");
    assertThat(project.resolve("d.dvc")).doesNotExist();
    assertThat(data.resolve("a")).hasContent("a");
  }
}
