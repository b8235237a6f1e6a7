package datasync.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.track.Command;
import datasync.track.Dependency;
import datasync.track.FileDependency;
import datasync.track.Output;
import datasync.track.Project;
import datasync.track.Recorded;
import datasync.track.Stage;
import datasync.track.StageDetails;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageGraphTest {
  private static final Path ROOT = Path.of("/p");
  private static final Project PROJECT = Project.of(ROOT, ROOT);

  private static Stage stage(String name, List<String> deps, List<String> outs) {
    List<Dependency> dependencies = new ArrayList<>();
    deps.forEach(dep -> dependencies.add(FileDependency.of(dep)));
    List<Output> outputs = new ArrayList<>();
    outs.forEach(out -> outputs.add(Output.of(out, Recorded.NONE)));
    return new Stage(
        ROOT.resolve("dvc.yaml"),
        name,
        ROOT,
        Command.of("run " + name),
        new Stage.Edges(dependencies, outputs),
        StageDetails.NEW);
  }

  private static StageGraph graph(Stage... stages) throws IOException {
    return new StageGraph(PROJECT, List.of(stages));
  }

  @Test
  void around_findsTheOutputThatHoldsAPath() throws IOException {
    StageGraph graph = graph(stage("a", List.of(), List.of("data", "data-2")));
    assertThat(graph.around(ROOT.resolve("data/x/y")).output().path()).isEqualTo("data");
    assertThat(graph.around(ROOT.resolve("data-2")).output().path()).isEqualTo("data-2");
    assertThat(graph.around(ROOT.resolve("dat"))).isNull();
  }

  @Test
  void below_leavesOutNeighboursWithTheSameBeginning() throws IOException {
    StageGraph graph = graph(stage("a", List.of(), List.of("d/x", "d/y", "d-2", "d.x")));
    assertThat(graph.below(ROOT.resolve("d")))
        .extracting(tracked -> tracked.output().path())
        .containsExactly("d/x", "d/y");
  }

  @Test
  void withNeeds_putsDependenciesFirst() throws IOException {
    Stage last = stage("last", List.of("mid"), List.of("end"));
    Stage middle = stage("middle", List.of("first/part"), List.of("mid"));
    Stage first = stage("first", List.of("source"), List.of("first"));
    StageGraph graph = graph(last, middle, first, stage("other", List.of(), List.of("o")));
    assertThat(graph.withNeeds(last)).extracting(Stage::name)
        .containsExactly("first", "middle", "last");
  }

  @Test
  void anOutputTwice_isRefused() {
    assertThatThrownBy(
            () ->
                graph(
                    stage("a", List.of(), List.of("x")), stage("b", List.of(), List.of("./x"))))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("output 'x' is specified in")
        .hasMessageContaining("a")
        .hasMessageContaining("b");
  }

  @Test
  void anOutputInsideAnother_isRefusedInEitherOrder() {
    Stage outer = stage("outer", List.of(), List.of("d"));
    Stage inner = stage("inner", List.of(), List.of("d/x"));
    assertThatThrownBy(() -> graph(outer, inner)).isInstanceOf(OverlapException.class);
    assertThatThrownBy(() -> graph(inner, outer)).isInstanceOf(OverlapException.class);
  }

  @Test
  void aCycle_isRefused() {
    assertThatThrownBy(
            () ->
                graph(
                    stage("a", List.of("y"), List.of("x")),
                    stage("b", List.of("x"), List.of("y"))))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("Same item(s) are defined as both a dependency and an output");
  }
}
