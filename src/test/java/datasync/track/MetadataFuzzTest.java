package datasync.track;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.faults.Effort;
import datasync.faults.Fuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Damaged `.dvc`, `dvc.yaml` and `dvc.lock` files are read or refused with a
/// [MetadataException].
@Tag("faults")
class MetadataFuzzTest {
  private static final Path ROOT = Path.of("/project");
  private static final int COUNT = Effort.of(2_000, 60_000);

  /// One damaged file among good ones.
  private record Texts(Map<String, byte[]> files) implements SourceFiles {
    @Override
    public byte[] read(Path file) throws IOException {
      byte[] bytes = files.get(ROOT.relativize(file).toString());
      if (bytes == null) {
        throw new NoSuchFileException(file.toString());
      }
      return bytes;
    }

    @Override
    public boolean exists(Path path) {
      return files.containsKey(ROOT.relativize(path).toString());
    }

    @Override
    public boolean isDirectory(Path path) {
      return false;
    }
  }

  private static final String PARAMS =
      "lr: 0.1\nlist: [a, c]\nm: {x: 1, y: {z: [1, {q: 2}]}}\nname: \"some text\"\n";

  private static Project project(String name, byte[] damaged) {
    Map<String, byte[]> files = new HashMap<>();
    files.put("params.yaml", PARAMS.getBytes(StandardCharsets.UTF_8));
    files.put("v.yaml", "z: 1".getBytes(StandardCharsets.UTF_8));
    files.put("p.json", "{\"k\": 1}".getBytes(StandardCharsets.UTF_8));
    files.put("dvc.yaml", MutationTest.PIPELINE.getBytes(StandardCharsets.UTF_8));
    files.put("dvc.lock", MutationTest.LOCK.getBytes(StandardCharsets.UTF_8));
    files.put(name, damaged);
    return new Project(ROOT, ROOT, new Texts(files), Project.Parsing.DEFAULT);
  }

  @Test
  void dvcFiles() throws Exception {
    new Fuzz("dvc files").allow(MetadataException.class)
        .seeds(MutationTest.DVC_FILE, "outs:\n- path: a\n").files(".dvc")
        .run(COUNT, bytes -> {
          Project project = project("x.dvc", bytes);
          Stage stage = DvcFile.read(project, ROOT.resolve("x.dvc"));
          assertThat(DvcFile.text(stage, project)).isNotNull();
        });
  }

  @Test
  void pipelines() throws Exception {
    new Fuzz("pipelines").allow(MetadataException.class)
        .seeds(MutationTest.PIPELINE, "stages:\n  a@b:\n    cmd: x\n    outs: [${m.x}]\n")
        .files("dvc.yaml")
        .run(COUNT, bytes -> read(project("dvc.yaml", bytes)));
  }

  @Test
  void lockFiles() throws Exception {
    new Fuzz("lock files").allow(MetadataException.class)
        .seeds(MutationTest.LOCK).files("dvc.lock")
        .run(COUNT, bytes -> read(project("dvc.lock", bytes)));
  }

  @Test
  void parameters() throws Exception {
    new Fuzz("parameters").allow(MetadataException.class).seeds(PARAMS).files("params.yaml")
        .run(COUNT, bytes -> read(project("params.yaml", bytes)));
  }

  /// Small files that mean much.
  @Test
  void bombs() throws Exception {
    String text = "x".repeat(1000);
    String many = "${a}".repeat(1000);
    StringBuilder matrix = new StringBuilder("stages:\n  s:\n    matrix:\n");
    StringBuilder chain = new StringBuilder("vars:\n- v0: " + text + "\n");
    for (int i = 0; i < 12; i++) {
      matrix.append("      k" + i + ": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]\n");
      chain.append("- v" + (i + 1) + ": ${v" + i + "}${v" + i + "}\n");
    }
    new Fuzz("pipeline bombs").allow(MetadataException.class)
        .seeds("vars: [{a: " + text.repeat(30) + "}]\nstages:\n  s:\n    cmd: [\""
                + many.repeat(7) + "\", \"" + many.repeat(7) + "\"]\n",
            matrix + "    cmd: ${item}\n", chain + "stages:\n  s:\n    cmd: ${v11}\n",
            "stages:\n  s:\n    foreach: &l [" + "a,".repeat(9000) + "]\n    do:\n      cmd: ["
                + "x,".repeat(9000) + "]\n",
            "a: &a [" + "x,".repeat(5000) + "]\nb: &b [" + "*a,".repeat(500)
                + "]\nstages:\n  s:\n    cmd: *b\n",
            "stages:\n  s:\n    cmd: ${" + "a.".repeat(20_000) + "b}\n",
            "stages:\n  s:\n    cmd: \"" + "${".repeat(25_000) + "\"\n",
            "stages:\n  s:\n    cmd: \"" + "\\\\".repeat(20_000) + "${a\"\n")
        .run(0, bytes -> {
          try {
            read(project("dvc.yaml", bytes));
          } catch (MetadataException refused) {
            assertThat(refused.getMessage()).isNotBlank();
          }
        });
  }

  private static void read(Project project) throws IOException {
    PipelineFile pipeline = PipelineFile.read(project, ROOT.resolve("dvc.yaml"));
    for (String name : pipeline.names()) {
      Stage stage = pipeline.stage(name);
      assertThat(StageJson.runCacheKey(LockFile.entry(stage))).hasSize(64);
    }
  }
}
