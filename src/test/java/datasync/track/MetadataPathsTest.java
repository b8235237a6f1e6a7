package datasync.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataPathsTest {
  private static final Path ROOT = Path.of("/project");

  @ParameterizedTest
  @ValueSource(strings = {"a", "a/../b", "..a", "a/.gitignore", "a/b.dvc", ".dvcx/a"})
  void isInside_ofPathBelowTheProject_holds(String path) throws MetadataException {
    assertThat(MetadataPaths.isInside(ROOT, MetadataPaths.resolve(ROOT, path))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".", "", "..", "../a", "a/../..", "/etc/passwd", ".git", ".GIT/hooks/x", "a/.git/config",
        ".dvc/config", "a/.hg", "../project2/a"
      })
  void isInside_ofPathElsewhere_doesNotHold(String path) throws MetadataException {
    assertThat(MetadataPaths.isInside(ROOT, MetadataPaths.resolve(ROOT, path))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "a/b,true", "C:/x,true", "a:b,true", "file:///x,true", "s3://b/k,false", "HTTPS://h/x,false",
    "remote://r/x,false", "ssh://h/x,false", "1s3://b,true", ":x,true"
  })
  void isLocal_followsTheSchemesOfDvc(String path, boolean local) {
    assertThat(MetadataPaths.isLocal(path)).isEqualTo(local);
  }

  @ParameterizedTest
  @CsvSource({
    "./a,a", "a//b/,a/b", "a/../b,b", "../a/./b,../a/b", "a/..,.", "/a/../b,/a/../b",
    "s3://b//k,s3://b//k"
  })
  void shortest_ofRelativePath_hasNoDetours(String path, String shortest) {
    assertThat(MetadataPaths.shortest(path)).isEqualTo(shortest);
  }

  @Test
  void resolve_ofFileUrl_isThePath() throws MetadataException {
    assertThat(MetadataPaths.resolve(ROOT, "file:///a/../b")).isEqualTo(Path.of("/b"));
  }
}
