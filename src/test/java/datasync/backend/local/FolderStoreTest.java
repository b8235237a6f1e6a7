package datasync.backend.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.backend.DvcLayout;
import datasync.io.FileStat;
import datasync.object.BytesPayload;
import datasync.object.Descriptor;
import datasync.object.Digester;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.ObjectStoreContract;
import datasync.object.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FolderStoreTest extends ObjectStoreContract {
  @TempDir Path folder;

  @Override
  protected FolderStore openStoreObject() {
    return store(FolderOptions.USUAL);
  }

  private FolderStore store(FolderOptions options) {
    return new FolderStore(folder.resolve("cache"), DvcLayout.CURRENT, options);
  }

  private record Plain(Path path, long length) implements Payload {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(path);
    }

    @Override
    public Optional<Path> file() {
      return Optional.of(path);
    }
  }

  private Plain file(int size) throws IOException {
    return new Plain(Files.write(folder.resolve("file" + size), content(size)), size);
  }

  private void assertNoTemporaries() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all).noneMatch(each -> each.toString().endsWith(".tmp"));
    }
  }

  @Test
  void link_makesTheFileItselfTheObject() throws IOException {
    FolderStore store = store(new FolderOptions(false, true));
    Plain file = file(100);
    ObjectId id = id(content(100));
    assertThat(store.link(id, file.path(), 100)).isTrue();
    assertThat(Files.isSameFile(store.path(id), file.path())).isTrue();
    assertThat(FileStat.of(file.path()).mode()).isEqualTo(0444);
  }

  @Test
  void link_leavesAFileAloneWhoseObjectIsThere() throws IOException {
    FolderStore store = store(new FolderOptions(false, true));
    ObjectId id = id(content(100));
    store.put(id, new BytesPayload(content(100)));
    Plain file = file(100);
    int before = FileStat.of(file.path()).mode();
    assertThat(store.link(id, file.path(), 100)).isFalse();
    assertThat(Files.isSameFile(store.path(id), file.path())).isFalse();
    assertThat(FileStat.of(file.path()).mode()).isEqualTo(before);
  }

  @Test
  void link_takesThePlaceOfAWrongObject() throws IOException {
    FolderStore store = store(new FolderOptions(false, true));
    ObjectId id = id(content(100));
    Files.createDirectories(store.path(id).getParent());
    Files.writeString(store.path(id), "something else");
    Plain file = file(100);
    assertThat(store.link(id, file.path(), 100)).isTrue();
    assertThat(read(store, id)).isEqualTo(content(100));
  }

  @Test
  void link_isNotMadeWhereObjectsAreCopies() throws IOException {
    FolderStore store = openStoreObject();
    Plain file = file(100);
    ObjectId id = id(content(100));
    assertThat(store.link(id, file.path(), 100)).isFalse();
    assertThat(store.absent(Set.of(id))).containsExactly(id);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 131_071, 131_072, 131_073, 9_500_000})
  void ingest_namesAndKeepsTheBytes(int size) throws IOException {
    FolderStore store = openStoreObject();
    ObjectId id = id(content(size));
    for (Payload payload : List.of(file(size), new BytesPayload(content(size)))) {
      assertThat(store.ingest(payload, HashName.MD5)).isEqualTo(new Descriptor(id, size));
      assertThat(read(store, id)).isEqualTo(content(size));
      assertThat(FileStat.of(store.path(id)).mode()).isEqualTo(0444);
      store.remove(List.of(id));
    }
    assertNoTemporaries();
  }

  @Test
  void ingest_ofLegacyHash_keepsTheBytesAndUsesTheLegacyFolder() throws IOException {
    FolderStore store = new FolderStore(folder, DvcLayout.LEGACY, FolderOptions.USUAL);
    byte[] text = "a\r\nb\r\n".getBytes(StandardCharsets.US_ASCII);
    Descriptor found = store.ingest(new BytesPayload(text), HashName.MD5_DOS2UNIX);
    assertThat(found.id().value()).isEqualTo("dd8c6a395b5dd36c56d23275028f526c");
    assertThat(folder.resolve("dd/8c6a395b5dd36c56d23275028f526c")).hasBinaryContent(text);
  }

  @Test
  void put_ofLargeFile_copiesIt_withMode0444() throws IOException {
    FolderStore store = openStoreObject();
    ObjectId id = id(content(200_000));
    store.put(id, file(200_000));
    assertThat(FileStat.of(store.path(id)).mode()).isEqualTo(0444);
    assertThat(FileStat.links(store.path(id))).isEqualTo(1);
    assertThat(read(store, id)).isEqualTo(content(200_000));
  }

  @Test
  void put_withLinks_sharesTheInode() throws IOException {
    FolderStore store = store(new FolderOptions(false, true));
    Plain file = file(10);
    ObjectId id = id(content(10));
    store.put(id, file);
    assertThat(FileStat.of(store.path(id)).inode()).isEqualTo(FileStat.of(file.path()).inode());
    assertThat(FileStat.of(store.path(id)).mode()).isEqualTo(0444);
  }

  @Test
  void sharedGroup_givesEveryFolderItsMode() throws IOException {
    FolderStore store = store(new FolderOptions(true, false));
    Path file = store.path(store.ingest(file(1), HashName.MD5).id());
    Path each = file.getParent();
    while (!each.equals(folder)) {
      assertThat(FileStat.wholeMode(each)).isEqualTo(02775);
      each = each.getParent();
    }
    assertThat(FileStat.of(file).mode()).isEqualTo(0444);
  }

  @Test
  void unmarkedObject_ofRightBytes_isMarked() throws IOException {
    FolderStore store = openStoreObject();
    ObjectId id = store.ingest(file(20), HashName.MD5).id();
    FileStat.setMode(store.path(id), 0644);
    assertThat(store.absent(Set.of(id))).isEmpty();
    assertThat(FileStat.of(store.path(id)).mode()).isEqualTo(0444);
  }

  @Test
  void unmarkedObject_ofWrongBytes_goesToQuarantine() throws IOException {
    FolderStore store = openStoreObject();
    ObjectId id = store.ingest(file(20), HashName.MD5).id();
    FileStat.setMode(store.path(id), 0644);
    Files.writeString(store.path(id), "something else");
    assertThat(store.absent(Set.of(id))).containsExactly(id);
    assertThat(store.path(id)).doesNotExist();
    try (Stream<Path> bad = Files.list(folder.resolve("cache/quarantine"))) {
      assertThat(bad).singleElement().asString().contains(id.hex());
    }
    store.put(id, file(20));
    assertThat(read(store, id)).isEqualTo(content(20));
  }

  @Test
  void emptyFile_ofAnotherObject_isNotBelieved_afterAPowerCut() throws IOException {
    FolderStore store = openStoreObject();
    ObjectId id = store.ingest(file(20), HashName.MD5).id();
    FileStat.setMode(store.path(id), 0644);
    Files.write(store.path(id), new byte[0]);
    FileStat.setMode(store.path(id), 0444);
    assertThat(store.absent(Set.of(id))).containsExactly(id);
    ObjectId empty = store.ingest(file(0), HashName.MD5).id();
    assertThat(store.absent(Set.of(empty))).isEmpty();
  }

  @Test
  void prefixFolder_thatWentMeanwhile_isMadeAgain() throws IOException {
    FolderStore store = openStoreObject();
    ObjectId id = store.ingest(file(20), HashName.MD5).id();
    store.remove(List.of(id));
    Files.delete(store.path(id).getParent());
    store.put(id, file(20));
    assertThat(read(store, id)).isEqualTo(content(20));
    store.remove(List.of(id));
    Files.delete(store.path(id).getParent());
    store.ingest(file(20), HashName.MD5);
    assertThat(read(store, id)).isEqualTo(content(20));
  }

  @Test
  void temporaryNames_areNotListed() throws IOException {
    FolderStore store = openStoreObject();
    ObjectId id = store.ingest(file(20), HashName.MD5).id();
    Files.writeString(store.path(id).resolveSibling(datasync.io.TempName.next()), "half");
    Files.writeString(folder.resolve("cache/files/md5/" + datasync.io.TempName.next()), "half");
    List<Descriptor> all = new java.util.ArrayList<>();
    store.list(all::add);
    assertThat(all).containsExactly(new Descriptor(id, 20));
  }

  @Test
  void folderInPlaceOfAnObject_isNoObject() throws IOException {
    FolderStore store = openStoreObject();
    ObjectId id = Digester.digest(HashName.MD5, content(3), false);
    Files.createDirectories(store.path(id));
    assertThat(store.absent(Set.of(id))).containsExactly(id);
    assertThatThrownBy(() -> store.put(id, file(3)))
        .isInstanceOf(datasync.object.StoreFailure.class);
  }
}
