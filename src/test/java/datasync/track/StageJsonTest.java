package datasync.track;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.text.Value;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageJsonTest {
  private static final Path ROOT = Path.of("/project");
  private static final Project PROJECT = Project.of(ROOT, ROOT);

  private static Recorded content(String md5, long size) {
    return Recorded.of(ObjectId.of(HashName.MD5, md5), size, -1, false);
  }

  @Test
  void runCache_ofOneCopy_hasTheNamesOfDvc() {
    Recorded hello = content("b1946ac92492d2347c6235b4d2611184", 6);
    Stage stage =
        new Stage(
            ROOT.resolve("dvc.yaml"),
            "cp",
            ROOT,
            Command.of("cp a b"),
            new Stage.Edges(
                List.of(FileDependency.of("a").with(hello)), List.of(Output.of("b", hello))),
            StageDetails.NEW);
    Value.Mapping entry = LockFile.entry(stage);
    assertThat(StageJson.runCacheKey(entry))
        .isEqualTo("f97c538269552dad84306573dea1dffb7270250a125aad5cf3edbf8dfde6bf03");
    assertThat(StageJson.runCacheValue(entry))
        .isEqualTo("0cff2cde84d7871ea69d58eede8489317c6e7225efe74b5387c1fc0aa7af9d6e");
  }

  @Test
  void md5_ofImport_isThatOfDvc() throws MetadataException {
    Recorded in = content("ba8d2b9408ed255ee92a112fe7ba59be", 3);
    Stage stage =
        Stage.ofData(ROOT.resolve("in2.txt.dvc"), List.of(Output.of("in2.txt", in)))
            .with(
                new Stage.Edges(
                    List.of(FileDependency.of("in.txt").with(in)),
                    List.of(Output.of("in2.txt", in))))
            .with(StageDetails.NEW.withFrozen(true));
    assertThat(StageJson.md5(stage, PROJECT)).isEqualTo("8d7bdb1154dea1a3314db219955fc3a9");
    assertThat(DvcFile.text(stage.with(stage.details().withMd5("x")), PROJECT))
        .isEqualTo(
            """
            md5: x
            frozen: true
            deps:
            - md5: ba8d2b9408ed255ee92a112fe7ba59be
              size: 3
              hash: md5
              path: in.txt
            outs:
            - md5: ba8d2b9408ed255ee92a112fe7ba59be
              size: 3
              hash: md5
              path: in2.txt
            """);
  }

  @Test
  void md5_ofDataWithoutSource_isEmpty() throws MetadataException {
    Stage stage = Stage.ofData(ROOT.resolve("x.dvc"), List.of(Output.of("x", Recorded.NONE)));
    assertThat(StageJson.md5(stage, PROJECT)).isEmpty();
  }
}
