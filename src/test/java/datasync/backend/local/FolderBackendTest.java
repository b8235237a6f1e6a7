package datasync.backend.local;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.backend.BackendStore;
import datasync.backend.DvcLayout;
import datasync.backend.ListableBackendContract;
import datasync.io.TempName;
import datasync.object.BytesPayload;
import datasync.object.Digester;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.ObjectStore;
import datasync.object.ObjectStoreContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderBackendTest extends ListableBackendContract {
  @TempDir Path folder;

  @Override
  protected FolderBackend openBackend() {
    return new FolderBackend(folder.resolve("remote"), FolderOptions.USUAL);
  }

  @Nested
  final class CurrentLayout extends ObjectStoreContract {
    @Override
    protected ObjectStore openStoreObject() {
      return new BackendStore(
          new FolderBackend(folder.resolve("current"), FolderOptions.USUAL), DvcLayout.CURRENT);
    }
  }

  @Test
  void list_leavesTemporariesOut_andGoesIntoFolders() throws IOException {
    FolderBackend backend = new FolderBackend(folder, FolderOptions.USUAL);
    backend.write("a/b/c", new BytesPayload(new byte[3]));
    backend.write("a/d", new BytesPayload(new byte[4]));
    Files.write(folder.resolve("a").resolve(TempName.next()), new byte[5]);
    List<String> found = new ArrayList<>();
    backend.list("a", (name, size) -> found.add(name + ":" + size));
    assertThat(found).containsExactlyInAnyOrder("a/b/c:3", "a/d:4");
    backend.list("none", (name, size) -> found.add(name));
    backend.delete(List.of("a/d"));
    backend.delete(List.of("a/d"));
    assertThat(backend.size("a/d")).isEmpty();
    assertThat(found).hasSize(2);
  }

  /// So many objects that asking for them all is dearer than a listing, and the other way round.
  @Test
  void absent_ofLegacyLayout_answersTheSameByListingAndByAsking() throws IOException {
    FolderBackend backend = new FolderBackend(folder, FolderOptions.USUAL);
    BackendStore store = new BackendStore(backend, DvcLayout.LEGACY);
    List<ObjectId> all = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      byte[] text = ("text " + i).getBytes(StandardCharsets.US_ASCII);
      ObjectId id = Digester.digest(HashName.MD5_DOS2UNIX, text, false);
      all.add(id);
      if (i % 2 == 0) {
        store.put(id, new BytesPayload(text));
      }
    }
    assertThat(store.absent(all)).hasSize(300);
    assertThat(store.absent(all.subList(0, 2))).isEqualTo(Set.of(all.get(1)));
    assertThat(store.absent(all.subList(1, 2))).isEqualTo(Set.of(all.get(1)));
  }
}
