package datasync.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.object.BytesPayload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What every backend promises that keeps older versions, where it does keep them.
public abstract class VersionedBackendContract extends ListableBackendContract {
  @Override
  protected abstract VersionedBackend openBackend() throws IOException;

  private VersionedBackend versioned() {
    return (VersionedBackend) backend();
  }

  private FileInfo write(String name, String content) throws IOException {
    return versioned()
        .writeVersion(name, new BytesPayload(content.getBytes(StandardCharsets.UTF_8)));
  }

  private String read(String name, String version, long from) throws IOException {
    try (InputStream in = versioned().openVersion(name, version, from)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void versions_stayReadableAfterTheyWereReplacedAndDeleted() throws IOException {
    FileInfo first = write("a/f", "first");
    FileInfo second = write("a/f", "second!");
    assertThat(first.version()).isNotEmpty().isNotEqualTo(second.version());
    assertThat(second.checksum()).isNotEmpty().isNotEqualTo(first.checksum());
    versioned().delete(List.of("a/f"));
    assertThat(versioned().size("a/f")).isEmpty();
    assertThat(read("a/f", first.version(), 0)).isEqualTo("first");
    assertThat(read("a/f", second.version(), 3)).isEqualTo("ond!");
    assertThat(versioned().lookVersion("a/f", first.version())).isEqualTo(first);
  }

  @Test
  void versions_thatAreNot_areToldFromThoseThatAre() throws IOException {
    FileInfo other = write("a/g", "other");
    write("a/f", "first");
    assertThat(versioned().lookVersion("a/f", other.version())).isNull();
    assertThatThrownBy(() -> read("a/f", other.version(), 0))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void listVersions_givesTheNewestOfEachFileThatIsThere() throws IOException {
    write("a/f", "first");
    FileInfo second = write("a/f", "second!");
    FileInfo other = write("a/b/g", "other");
    write("a/gone", "gone");
    versioned().delete(List.of("a/gone"));
    Map<String, FileInfo> found = new TreeMap<>();
    versioned().listVersions("a", found::put);
    assertThat(found).isEqualTo(Map.of("a/f", second, "a/b/g", other));
    assertThat(versioned().look("a/f")).isEqualTo(second);
  }
}
