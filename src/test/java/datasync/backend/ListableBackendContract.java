package datasync.backend;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.object.BytesPayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What every backend promises that can be listed and emptied.
public abstract class ListableBackendContract extends BackendContract {
  @Override
  protected abstract ListableBackend openBackend() throws IOException;

  private ListableBackend filled(String... names) throws IOException {
    ListableBackend backend = (ListableBackend) backend();
    for (String name : names) {
      byte[] content = name.getBytes(StandardCharsets.UTF_8);
      backend.write(name, new BytesPayload(content));
    }
    return backend;
  }

  private static Map<String, Long> listed(ListableBackend backend, String folder)
      throws IOException {
    Map<String, Long> found = new TreeMap<>();
    backend.list(folder, found::put);
    return found;
  }

  private static Map<String, Long> children(ListableBackend backend, String folder)
      throws IOException {
    Map<String, Long> found = new TreeMap<>();
    List<String> names = new ArrayList<>();
    backend.children(
        folder,
        (name, isFolder, size) -> {
          names.add(name);
          found.put(isFolder ? name + "/" : name, isFolder ? -1 : size);
        });
    assertThat(names).doesNotHaveDuplicates();
    return found;
  }

  @Test
  void list_ofFolder_givesAllFilesBelowItWithTheirSizes() throws IOException {
    ListableBackend backend = filled("a/b/one", "a/b/c/two2", "ab/three", "four");
    assertThat(listed(backend, "a")).isEqualTo(Map.of("a/b/one", 7L, "a/b/c/two2", 10L));
    assertThat(listed(backend, "a/b/c")).isEqualTo(Map.of("a/b/c/two2", 10L));
    assertThat(listed(backend, "")).containsOnlyKeys("a/b/one", "a/b/c/two2", "ab/three", "four");
  }

  @Test
  void list_ofWhatIsNoFolder_isEmpty() throws IOException {
    ListableBackend backend = filled("a/file");
    assertThat(listed(backend, "no/such")).isEmpty();
    assertThat(listed(backend, "a/file")).isEmpty();
    assertThat(listed(backend, "a/fil")).isEmpty();
  }

  @Test
  void list_ofNamesThatNeedEscapes_givesThemAsTheyWereWritten() throws IOException {
    String name = "sp ace/ü%20#?&+'<>\"/last one";
    ListableBackend backend = filled(name);
    assertThat(listed(backend, "")).containsOnlyKeys(name);
    assertThat(listed(backend, "sp ace")).containsOnlyKeys(name);
    assertThat(children(backend, "sp ace")).containsOnlyKeys("ü%20#?&+'<>\"/");
  }

  @Test
  void children_areFilesAndFoldersOfOneLevel() throws IOException {
    ListableBackend backend = filled("a/b/one", "a/b/c/two2", "a/file", "ab/three");
    assertThat(children(backend, "a")).isEqualTo(Map.of("b/", -1L, "file", 6L));
    assertThat(children(backend, "")).isEqualTo(Map.of("a/", -1L, "ab/", -1L));
    assertThat(children(backend, "a/file")).isEmpty();
    assertThat(children(backend, "no/such")).isEmpty();
  }

  @Test
  void delete_removesFilesAndNoOthers_andMayBeRepeated() throws IOException {
    ListableBackend backend = filled("a/one", "a/two", "a/three");
    List<String> names = List.of("a/one", "a/three", "a/no such", "b/neither");
    backend.delete(names);
    assertThat(listed(backend, "")).containsOnlyKeys("a/two");
    assertThat(backend.size("a/one")).isEmpty();
    backend.delete(names);
    backend.delete(List.of());
    assertThat(listed(backend, "")).containsOnlyKeys("a/two");
  }

  @Test
  void write_overAFile_replacesIt() throws IOException {
    ListableBackend backend = filled("a/one");
    backend.write("a/one", new BytesPayload(new byte[20]));
    assertThat(listed(backend, "a")).isEqualTo(Map.of("a/one", 20L));
  }

  @Test
  void look_tellsTheSizeOfAFileAndNothingOfWhatIsNone() throws IOException {
    ListableBackend backend = filled("a/one");
    assertThat(backend.look("a/one").size()).isEqualTo(5);
    assertThat(backend.look("a/no such")).isNull();
    assertThat(backend.look("a")).isNull();
  }
}
