package datasync.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.backend.MemoryBackend;
import datasync.backend.local.FolderBackend;
import datasync.backend.local.FolderOptions;
import datasync.remote.Located;
import datasync.track.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What dvc 3.67 records of dependencies in a bucket of MinIO.
class NetworkSourcesTest {
  @TempDir Path folder;
  private final MemoryBackend bucket = new MemoryBackend(false);

  @BeforeEach
  void fill() {
    bucket.put("data/a.txt", "a\n");
    bucket.put("data/empty", "");
    bucket.put("data/sub/b.txt", "bb\n");
    bucket.put("data/sub/deep/c", "ccc\n");
  }

  private Recorded look(String name, String scheme) throws IOException {
    Located place = new Located(bucket, name);
    return NetworkSources.look(place, "x://y", Recorded.hashOf(scheme)).orElse(null);
  }

  @Test
  void file_isNamedByItsEtag() throws IOException {
    Recorded file = look("data/a.txt", "s3");
    assertThat(file.hashName()).isEqualTo("etag");
    assertThat(file.value()).isEqualTo("60b725f10c9c85c70d97880dfe8191b3");
    assertThat(file.size()).isEqualTo(2);
    assertThat(file.nfiles()).isEqualTo(-1);
  }

  @Test
  void folder_isNamedByTheListingOfEtags_asMd5() throws IOException {
    Recorded folder = look("data", "s3");
    assertThat(folder.value()).isEqualTo("716a130a787b28424417d557feff6640.dir");
    assertThat(folder.cloud().md5()).isEqualTo(folder.value());
    assertThat(folder.size()).isEqualTo(9);
    assertThat(folder.nfiles()).isEqualTo(4);
  }

  /// Over SFTP the files are read, so that a folder has the name it has here.
  @Test
  void folderWithoutDigests_isRead() throws IOException {
    assertThat(look("data", "ssh").value()).isEqualTo("864a056546d9940aadbec2071d3498d2.dir");
    assertThat(look("data/a.txt", "ssh").value()).isEqualTo("60b725f10c9c85c70d97880dfe8191b3");
  }

  @Test
  void nothing_isNothing_andAFileWithoutDigestCannotBeRecorded() throws IOException {
    assertThat(look("dat", "s3")).isNull();
    Files.writeString(folder.resolve("file"), "x");
    Located place =
        new Located(new FolderBackend(folder, FolderOptions.USUAL), "file");
    assertThatThrownBy(() -> NetworkSources.look(place, "webdav://h/file", "etag"))
        .hasMessage("dependency 'webdav://h/file' has neither an ETag nor a checksum");
  }
}
