package datasync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.object.Digester;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.track.DirListing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A large cache is checked in a small heap.
@Tag("faults")
@DisabledOnOs(OS.WINDOWS)
class FsckSizeTest {
  private static final int OBJECTS = Effort.of(10_000, 1_000_000);
  private static final String HEAP = Effort.isFull() ? "-Xmx160m" : "-Xmx32m";
  private static final long LIMIT_SECONDS = Effort.of(60, 600);

  @TempDir Path work;

  private Path file(ObjectId id) {
    String value = id.value();
    return work.resolve(".dvc/cache/files/md5")
        .resolve(value.substring(0, 2))
        .resolve(value.substring(2));
  }

  private ObjectId put(byte[] content, boolean tree) throws IOException {
    ObjectId id = Digester.digest(HashName.MD5, content, tree);
    Files.createDirectories(file(id).getParent());
    Files.write(file(id), content);
    Files.setPosixFilePermissions(file(id), PosixFilePermissions.fromString("r--r--r--"));
    return id;
  }

  @Test
  void manyObjects_areCheckedInASmallHeap_andDamageIsFoundAmongThem() throws Exception {
    Files.createDirectory(work.resolve(".dvc"));
    Files.writeString(work.resolve(".dvc/config"), "[core]\nno_scm = True\n");
    Tree.Builder builder = new Tree.Builder(HashName.MD5, OBJECTS);
    for (int i = 0; i < OBJECTS; i++) {
      ObjectId id = put(("object " + i).getBytes(StandardCharsets.UTF_8), false);
      builder.add("folder/file-" + i, id, -1);
    }
    Tree tree = builder.build();
    ObjectId listing = put(DirListing.bytes(tree), true);
    Files.writeString(
        work.resolve("d.dvc"), "outs:\n- md5: " + listing.value() + "\n  hash: md5\n  path: d\n");
    Path wrong = file(tree.id(OBJECTS / 2));
    Files.delete(wrong);
    Files.writeString(wrong, "wrong");
    Files.delete(file(tree.id(OBJECTS / 3)));
    Path out = Files.createTempFile("out", "");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-jar",
                Path.of("build/datasync.jar").toAbsolutePath().toString(),
                "fsck")
            .directory(work.toFile())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(out))
        .contains("corrupt: cache: " + tree.id(OBJECTS / 2).value() + " (d/folder/file-")
        .contains("missing: cache: " + tree.id(OBJECTS / 3).value() + " (d/folder/file-")
        .contains(": " + OBJECTS + " objects, " + OBJECTS + " read, ");
    assertThat(process.exitValue()).isEqualTo(6);
  }
}
