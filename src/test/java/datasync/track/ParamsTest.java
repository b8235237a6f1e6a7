package datasync.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.text.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParamsTest {
  @TempDir Path folder;
  private Project project;
  private Stage stage;

  @BeforeEach
  void writePipeline() throws IOException {
    Path root = folder.toRealPath();
    project = Project.of(root, root);
    Files.writeString(root.resolve("dvc.yaml"), "stages:\n  s:\n    cmd: x\n");
    stage = PipelineFile.read(project, root.resolve("dvc.yaml")).stage("s");
  }

  private void params(String name, String text) throws IOException {
    Files.writeString(project.root().resolve(name), text);
  }

  private static ParamsDependency recorded(String file, List<String> keys, String... pairs) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], Value.Int.of(Long.parseLong(pairs[i + 1])));
    }
    return new ParamsDependency(file, keys, true, Value.Mapping.of(values));
  }

  private String differences(ParamsDependency params) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Params.Difference each : Params.differences(project, stage, params)) {
      text.append(each.key()).append('=').append(each.change()).append(' ');
    }
    return text.toString().strip();
  }

  @ParameterizedTest
  @CsvSource({
    "a.yaml,'a: {b: [1, {c: 7}]}'", "a.json,'{\"a\": {\"b\": [1, {\"c\": 7}]}}'",
    "a.toml,'a.b = [1, {c = 7}]'", "a.txt,'a: {b: [1, {c: 7}]}'"
  })
  void read_byDottedKey_findsValuesInEveryFormat(String file, String text) throws IOException {
    params(file, text);
    ParamsDependency wanted = recorded(file, List.of("a.b.1.c", "a.b.0", "a.x", "a.b.-1.c"));
    assertThat(Params.read(project, stage, wanted).entries())
        .containsExactly(
            Map.entry(new Value.Text("a.b.1.c"), Value.Int.of(7)),
            Map.entry(new Value.Text("a.b.0"), Value.Int.of(1)),
            Map.entry(new Value.Text("a.b.-1.c"), Value.Int.of(7)));
  }

  @Test
  void read_ofPython_takesConstantsAndClassAttributes() throws IOException {
    params("p.py", "LR = 5\nclass Train:\n    EPOCHS = 3\n");
    assertThat(differences(recorded("p.py", List.of("LR", "Train.EPOCHS"), "LR", "5")))
        .isEqualTo("Train.EPOCHS=NEW");
  }

  @Test
  void differences_byKey_tellNewModifiedAndDeleted() throws IOException {
    params("params.yaml", "a: 1\nb: 2\nc: 3\ne: 1.0\n");
    assertThat(
            differences(
                recorded(
                    "params.yaml", List.of("d", "c", "b", "a", "e"), "a", "1", "b", "5", "d",
                    "4", "e", "1")))
        .isEqualTo("d=DELETED c=NEW b=MODIFIED");
  }

  @Test
  void differences_ofWholeFile_areInTheOrderOfTheFile() throws IOException {
    params("w.yaml", "z: 1\na: 2\n");
    assertThat(differences(recorded("w.yaml", List.of(), "a", "3", "b", "1")))
        .isEqualTo("z=NEW a=MODIFIED b=DELETED");
  }

  @Test
  void differences_withoutRecord_meanTheWholeFile() throws IOException {
    ParamsDependency params =
        new ParamsDependency("params.yaml", List.of("a"), false, Value.Mapping.EMPTY);
    assertThat(differences(params)).isEqualTo("=DELETED");
    params("params.yaml", "a: 1");
    assertThat(differences(params)).isEqualTo("=NEW");
  }

  @Test
  void record_ofMissingKeys_namesThem() throws IOException {
    params("params.yaml", "a: 1\n");
    ParamsDependency params = recorded("params.yaml", List.of("a", "x", "y"));
    assertThatThrownBy(() -> Params.record(project, stage, params))
        .isInstanceOf(MetadataException.class)
        .hasMessage("Parameters 'x, y' are missing from 'params.yaml'");
  }

  @Test
  void read_ofBrokenFile_isRefused() throws IOException {
    params("params.yaml", "a: b: c\n");
    assertThatThrownBy(
            () -> Params.read(project, stage, recorded("params.yaml", List.of("a"))))
        .isInstanceOf(MetadataException.class)
        .hasMessage("Unable to read parameters from 'params.yaml'");
  }

  @ParameterizedTest
  @CsvSource({
    "a.*,2", "a.?,1", "a.[a-c],1", "a.[!b],0", "*.b,1", "**,7", "a.b,1", "..a.b,1", "l.*,2",
    "l.-1,1", "l.2,0", "l.0x,0"
  })
  void keyPath_isAPatternForEachStep(String key, int found) throws IOException {
    params("params.yaml", "a: {b: 1, cc: 2}\nl: [5, 6]\n");
    Value all = ParamsFile.read(project, project.root().resolve("params.yaml"));
    assertThat(KeyPath.of(key).find(all)).hasSize(found);
  }
}
