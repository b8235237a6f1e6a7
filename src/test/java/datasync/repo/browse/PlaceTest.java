package datasync.repo.browse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.backend.MemoryBackend;
import datasync.object.StoreFailure;
import datasync.remote.Located;
import datasync.repo.RepositoryException;
import datasync.task.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Addresses of a bucket, with the answers of dvc 3.67 on MinIO.
class PlaceTest {
  @TempDir Path folder;
  private final MemoryBackend bucket = new MemoryBackend(false);

  @BeforeEach
  void fill() {
    bucket.put("data/a.txt", "a\n");
    bucket.put("data/empty", "");
    bucket.put("data/sub/b.txt", "bb\n");
    bucket.put("data/sub/deep/c", "ccc\n");
    bucket.put("data/marker/", "");
    bucket.put("database", "other");
  }

  private Place place(String name) {
    return new Place(
        "s3://plain/" + name, new NetworkFiles("plain/" + name, new Located(bucket, name)));
  }

  private List<String> list(String name, boolean recursive, int level) throws IOException {
    return new PlaceListing(place(name), recursive, level)
        .list().stream()
            .map(line -> line.path() + (line.folder() ? "/" : "") + ":" + line.size())
            .toList();
  }

  @Test
  void list_answersAsDvc() throws IOException {
    bucket.delete(List.of("data/marker/"));
    List<String> top = List.of("a.txt:2", "empty:0", "sub/:-1");
    assertThat(list("data", false, -1)).isEqualTo(top);
    assertThat(list("data", false, 1)).isEqualTo(top);
    assertThat(list("data", true, 1)).isEqualTo(top);
    assertThat(list("data", true, 2))
        .containsExactly("a.txt:2", "empty:0", "sub/b.txt:3", "sub/deep/:-1");
    assertThat(list("data", true, -1))
        .containsExactly("a.txt:2", "empty:0", "sub/b.txt:3", "sub/deep/c:4");
    assertThat(list("data", false, 0)).containsExactly("plain/data:-1");
    assertThat(list("data/a.txt", true, -1)).containsExactly("plain/data/a.txt:-1");
    assertThat(list("", false, -1)).containsExactly("data/:-1", "database:5");
  }

  @Test
  void list_ofNothing_saysSo() {
    assertThatThrownBy(() -> list("dat", false, -1))
        .isInstanceOf(RepositoryException.class)
        .hasMessage("the path 'plain/dat' does not exist");
  }

  private Get.Result get(Place place, boolean force) throws IOException {
    Get.Options options = new Get.Options("", force, 4, false);
    return new GetPlace(folder, options, Progress.none()).run(place);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void get_copiesAFolderWithoutMarkers() throws IOException {
    Get.Result result = get(place("data"), false);
    assertThat(result.files()).isEqualTo(4);
    assertThat(result.bytes()).isEqualTo(9);
    assertThat(files())
        .containsExactly("data/a.txt", "data/empty", "data/sub/b.txt", "data/sub/deep/c");
    assertThat(folder.resolve("data/sub/deep/c")).hasContent("ccc\n");
  }

  @Test
  void get_copiesAFile() throws IOException {
    assertThat(get(place("data/sub/b.txt"), false).files()).isEqualTo(1);
    assertThat(folder.resolve("b.txt")).hasContent("bb\n");
  }

  @Test
  void get_ofHostileNames_writesNothing() throws IOException {
    for (String name : List.of("../../out", "x/../../y", "/etc/x", "nul\0", "x//y", ".git/hooks/x",
        "sub/.DVC/config", ".")) {
      bucket.put("data/" + name, "evil");
      assertThatThrownBy(() -> get(place("data"), false))
          .as(name)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("listing");
      assertThat(files()).as(name).isEmpty();
      bucket.delete(List.of("data/" + name));
    }
  }

  /// Where a name is a file and a folder at once, what cannot be written is told.
  @Test
  void get_ofFileThatIsAFolderToo_isNoSilentLoss() throws IOException {
    bucket.put("data/sub", "a file");
    assertThatThrownBy(() -> get(place("data"), false))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("data/sub");
    assertThat(files()).isEmpty();
  }

  @Test
  void get_ofFileThatChangesMeanwhile_fails() throws IOException {
    Place place = place("data/a.txt");
    PlainNode before = place.look();
    bucket.put("data/a.txt", "longer");
    assertThatThrownBy(() -> place.payloads(before).get("").open().readAllBytes())
        .isInstanceOf(StoreFailure.class)
        .hasMessageContaining("the server told 2 bytes and sent more");
    bucket.put("data/a.txt", "");
    assertThatThrownBy(() -> place.payloads(before).get("").open().readAllBytes())
        .isInstanceOf(StoreFailure.class)
        .hasMessageContaining("the server told 2 bytes and sent 0");
  }
}
