package datasync.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.object.HashName;
import datasync.object.ObjectId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageTest {
  private static final Recorded CONTENT =
      Recorded.of(
          ObjectId.of(HashName.MD5, "d41d8cd98f00b204e9800998ecf8427e"), 0, -1, false);

  @TempDir Path folder;
  private Project project;

  @BeforeEach
  void openProject() throws IOException {
    Path root = folder.toRealPath();
    project = Project.of(root, root);
  }

  private Path write(String name, String text) throws IOException {
    Path file = project.root().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return file;
  }

  @Test
  void address_isRelativeToTheFolder() throws IOException {
    Path file = write("sub/dvc.yaml", "stages:\n  s:\n    cmd: x\n");
    Stage stage = PipelineFile.read(project, file).stage("s");
    assertThat(stage.address(project.root())).isEqualTo("sub/dvc.yaml:s");
    assertThat(stage.address(file.getParent())).isEqualTo("s");
    assertThat(stage.address(project.root().resolve("other"))).isEqualTo("../sub/dvc.yaml:s");
    Stage data = Stage.ofData(project.root().resolve("sub/x.dvc"), List.of());
    assertThat(data.address(project.root())).isEqualTo("sub/x.dvc");
  }

  @Test
  void restoring_keepsWhatPeopleWrote() throws IOException {
    Path file =
        write(
            "x.dvc",
            """
            # about x
            desc: of the file
            outs:
            - path: x  # here
              md5: aaaa
              desc: of x
              remote: far
              push: false
            """);
    Stage added = Stage.ofData(file, List.of(Output.of("x", CONTENT)));
    DvcFile.write(added.restoring(DvcFile.read(project, file)), project);
    assertThat(file)
        .hasContent(
            """
            # about x
            desc: of the file
            outs:
            - path: x  # here
              md5: d41d8cd98f00b204e9800998ecf8427e
              desc: of x
              remote: far
              push: false
              size: 0
              hash: md5
            """);
  }

  @Test
  void lockFile_writtenTwice_changesOnce() throws IOException {
    Path file = write("dvc.yaml", "stages:\n  s:\n    cmd: x\n    outs: [o]\n");
    Stage stage = PipelineFile.read(project, file).stage("s");
    Stage done = stage.withOutputs(List.of(stage.outputs().getFirst().with(CONTENT)));
    assertThat(LockFile.write(project, List.of(done))).isTrue();
    assertThat(LockFile.write(project, List.of(done))).isFalse();
    assertThat(project.root().resolve("dvc.lock"))
        .hasContent(
            """
            schema: '2.0'
            stages:
              s:
                cmd: x
                outs:
                - path: o
                  hash: md5
                  md5: d41d8cd98f00b204e9800998ecf8427e
                  size: 0
            """);
    Stage again = PipelineFile.read(project, file).stage("s");
    assertThat(again.outputs()).isEqualTo(done.outputs());
    assertThat(again.details().origin().commandChanged()).isFalse();
  }

  @Test
  void stage_thatFails_leavesTheOthers() throws IOException {
    Path file = write("dvc.yaml", "stages:\n  bad:\n    cmd: ${x}\n  good:\n    cmd: y\n");
    PipelineFile pipeline = PipelineFile.read(project, file);
    assertThat(pipeline.names()).containsExactly("bad", "good");
    assertThat(pipeline.stage("good").command()).isEqualTo(Command.of("y"));
    assertThatThrownBy(() -> pipeline.stage("bad"))
        .isInstanceOf(MetadataException.class)
        .hasMessage("failed to parse 'stages.bad.cmd' in 'dvc.yaml': Could not find 'x'");
  }

  @Test
  void mappingInCommand_becomesOptions() throws IOException {
    write("params.yaml", "p: {a: 1, off: false, on: true, l: [x, y z], n: {k: \"it's\"}}\n");
    Path file = write("dvc.yaml", "stages:\n  s:\n    cmd: run ${p} end\n");
    assertThat(PipelineFile.read(project, file).stage("s").command())
        .isEqualTo(Command.of("run --a 1 --on --l x 'y z' --n.k 'it'\"'\"'s' end"));
    Project other =
        new Project(
            project.root(),
            project.workingDirectory(),
            project.files(),
            new Project.Parsing(true, true));
    assertThat(PipelineFile.read(other, file).stage("s").command())
        .isEqualTo(
            Command.of("run --a 1 --no-off --on --l x --l 'y z' --n.k 'it'\"'\"'s' end"));
  }

  @Test
  void read_ofMissingFile_saysSo() {
    assertThatThrownBy(() -> DvcFile.read(project, project.root().resolve("x.dvc")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
