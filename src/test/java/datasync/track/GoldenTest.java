package datasync.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import datasync.text.Value;
import datasync.text.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What dvc 3.67.1 makes of small projects: `golden.json` holds for each its files, the stages
/// dvc loads or the sentence it fails with, and the text it writes for them as they are (`same`)
/// and with other content (`changed`).
class GoldenTest {
  @TempDir Path folder;

  /// One project; its name is what a failure shows.
  record Golden(Value.Mapping data) {
    @Override
    public String toString() {
      return text(data, "name");
    }
  }

  static Stream<Golden> cases() throws IOException {
    try (InputStream in = GoldenTest.class.getResourceAsStream("golden.json")) {
      return ((Value.Sequence) Json.parse(in.readAllBytes(), "golden.json"))
          .items().stream().map(each -> new Golden((Value.Mapping) each));
    }
  }

  private static String text(Value.Mapping map, String key) {
    return map.get(key) instanceof Value.Text text ? text.value() : null;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void project_isReadAndWrittenAsDvcDoes(Golden one) throws IOException {
    Value.Mapping golden = one.data();
    Path root = Files.createDirectories(folder.toRealPath().resolve("project"));
    ((Value.Mapping) golden.get("files"))
        .entries()
        .forEach((name, text) -> write(root, text(name), text(text)));
    Project project = Project.of(root, root);
    Path file = root.resolve(text(golden, "file"));
    if (golden.has("error")) {
      Throwable thrown =
          catchThrowable(
              () -> {
                if (file.endsWith("dvc.yaml")) {
                  PipelineFile.read(project, file).names();
                } else {
                  DvcFile.read(project, file);
                }
              });
      checkError(thrown, golden);
    } else if (file.endsWith("dvc.yaml")) {
      checkPipeline(project, PipelineFile.read(project, file), golden);
    } else {
      checkDvcFile(project, DvcFile.read(project, file), golden);
    }
  }

  private static String text(Value value) {
    return ((Value.Text) value).value();
  }

  private static void write(Path root, String name, String text) {
    try {
      Files.createDirectories(root.resolve(name).getParent());
      Files.writeString(root.resolve(name), text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void checkError(Throwable thrown, Value.Mapping golden) {
    assertThat(thrown).isInstanceOf(MetadataException.class);
    String message = thrown.getMessage().lines().findFirst().orElse("");
    String wanted = text(golden, "error");
    if (golden.get("reasons") instanceof Value.Sequence reasons) {
      assertThat(((MetadataException) thrown).reasons())
          .isEqualTo(reasons.items().stream().map(GoldenTest::text).toList());
      assertThat(message).startsWith(wanted);
    } else if (!wanted.isEmpty()) {
      assertThat(message)
          .isEqualTo(wanted.endsWith(".") ? wanted.substring(0, wanted.length() - 1) : wanted);
    }
  }

  private static void checkDvcFile(Project project, Stage stage, Value.Mapping golden)
      throws IOException {
    String root = project.root().toString();
    assertThat(new Value.Sequence(List.of(StageText.of(stage, root))))
        .isEqualTo(unordered(golden.get("stages")));
    Stage same = stage;
    if (stage.isImport()) {
      same = stage.with(stage.details().withMd5(StageJson.md5(stage, project)));
    }
    assertThat(DvcFile.text(same, project)).isEqualTo(text(golden, "same"));
    Stage changed = Changes.of(stage, project);
    changed = changed.with(changed.details().withMd5(StageJson.md5(changed, project)));
    assertThat(DvcFile.text(changed, project)).isEqualTo(text(golden, "changed"));
  }

  private static void checkPipeline(
      Project project, PipelineFile pipeline, Value.Mapping golden) throws IOException {
    String root = project.root().toString();
    List<Value> wanted = ((Value.Sequence) golden.get("stages")).items();
    List<String> names = pipeline.names();
    assertThat(names)
        .isEqualTo(wanted.stream().map(each -> text((Value.Mapping) each, "name")).toList());
    List<Stage> good = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Value.Mapping stage = (Value.Mapping) wanted.get(i);
      if (stage.has("error")) {
        checkError(catchThrowable(() -> pipeline.stage(name)), stage);
      } else {
        good.add(pipeline.stage(name));
        assertThat(StageText.of(good.getLast(), root)).isEqualTo(unordered(stage));
      }
    }
    for (String section : new String[] {"params", "metrics", "plots", "artifacts"}) {
      if (golden.has(section)) {
        assertThat(pipeline.section(section)).isEqualTo(golden.get(section));
      }
    }
    checkLock(project, pipeline.lock().path(), good, golden);
  }

  private static void checkLock(
      Project project, Path lock, List<Stage> stages, Value.Mapping golden) throws IOException {
    if (golden.has("same")) {
      String old = Files.exists(lock) ? Files.readString(lock) : "";
      assertThat(LockFile.text(old, "dvc.lock", stages)).isEqualTo(text(golden, "same"));
      List<Stage> changed = new ArrayList<>();
      for (Stage stage : stages) {
        changed.add(Changes.of(stage, project));
      }
      assertThat(LockFile.text(old, "dvc.lock", changed)).isEqualTo(text(golden, "changed"));
    }
  }

  /// The same value, with the keys of a stage in the order of [StageText].
  private static Value unordered(Value value) {
    if (value instanceof Value.Sequence list) {
      return new Value.Sequence(list.items().stream().map(GoldenTest::unordered).toList());
    }
    Map<String, Value> ordered = new LinkedHashMap<>();
    for (String key : new String[] {"name", "cmd", "wdir", "flags", "outs", "deps"}) {
      ordered.put(key, ((Value.Mapping) value).get(key));
    }
    return Value.Mapping.of(ordered);
  }
}
