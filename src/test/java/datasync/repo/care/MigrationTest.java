package datasync.repo.care;

import static datasync.object.HashName.MD5;
import static datasync.object.HashName.MD5_DOS2UNIX;
import static datasync.repo.care.TestProject.idOf;
import static datasync.repo.care.TestProject.objects;
import static datasync.repo.care.TestProject.place;
import static datasync.repo.care.TestProject.put;
import static datasync.repo.care.TestProject.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.object.ObjectId;
import datasync.repo.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationTest {
  private static final String TEXT = "one\r\ntwo\r\n";

  @TempDir Path base;
  private TestProject project;
  private ObjectId oldText;
  private ObjectId oldBytes;
  private ObjectId oldListing;
  private Set<String> oldNames;
  private Set<String> newNames;
  private Path current;

  @BeforeEach
  void make() throws IOException {
    project = TestProject.plain(base.resolve("p"));
    oldText = project.object(MD5_DOS2UNIX, TEXT);
    oldBytes = project.object(MD5_DOS2UNIX, "bytes");
    oldListing = project.listing(MD5_DOS2UNIX, oldBytes, oldText);
    oldNames = values(oldText, oldBytes, oldListing);
    String listing = Files.readString(place(project.cache, oldListing));
    newNames =
        values(
            idOf(MD5, TEXT, false), idOf(MD5, "bytes", false), idOf(MD5, listing, true));
    current = project.cache.resolve("files/md5");
  }

  /// The names of DVC 2 that are there.
  private Set<String> old() throws IOException {
    Set<String> all = objects(project.cache);
    all.removeIf(name -> !Files.exists(
        project.cache.resolve(name.substring(0, 2)).resolve(name.substring(2))));
    return all;
  }

  private long migrate() throws IOException {
    try (Repository repository = project.open()) {
      Migration migration = new Migration(repository, project.warnings::add);
      return migration.run(migration.objects());
    }
  }

  private List<String> rewrite() throws IOException {
    try (Repository repository = project.open()) {
      return new Migration(repository, project.warnings::add).rewrite();
    }
  }

  private List<String> files() throws IOException {
    try (Repository repository = project.open()) {
      return new Migration(repository, project.warnings::add).files();
    }
  }

  @Test
  void run_givesNewNames_andKeepsTheOldOnes() throws IOException {
    assertThat(migrate()).isEqualTo(3);
    assertThat(objects(current)).isEqualTo(newNames).isNotEqualTo(oldNames);
    assertThat(old()).isEqualTo(oldNames);
    Path made = place(project.cache, idOf(MD5, TEXT, false));
    assertThat(Files.readString(made)).isEqualTo(TEXT);
    assertThat(Files.isSameFile(made, place(project.cache, oldText))).isTrue();
    assertThat(Files.getAttribute(made, "unix:mode")).isEqualTo(0100444);
    assertThat(migrate()).as("a second time").isZero();
  }

  @Test
  void run_whenDone_isOnTheDisk() throws IOException {
    migrate();
    Path unsynced = project.cache.resolve("unsynced");
    if (Files.exists(unsynced)) {
      try (var markers = Files.walk(unsynced)) {
        assertThat(markers.filter(Files::isRegularFile)).isEmpty();
      }
    }
  }

  /// A folder in the way stops the run at one object, as a full disk would.
  @Test
  void run_thatIsCut_losesNothing_andTheNextOneFinishes() throws IOException {
    for (String stop : newNames) {
      project = TestProject.plain(base.resolve(stop));
      project.object(MD5_DOS2UNIX, TEXT);
      project.object(MD5_DOS2UNIX, "bytes");
      project.listing(MD5_DOS2UNIX, oldBytes, oldText);
      current = project.cache.resolve("files/md5");
      Path inTheWay = current.resolve(stop.substring(0, 2));
      Files.createDirectories(current);
      Files.writeString(inTheWay, "no folder");
      assertThatThrownBy(this::migrate).as(stop).isInstanceOf(IOException.class);
      assertThat(old()).isEqualTo(oldNames);
      boolean listed = objects(current).stream().anyMatch(name -> name.endsWith(".dir"));
      assertThat(listed).as("a listing comes after all files").isFalse();
      Files.delete(inTheWay);
      migrate();
      assertThat(objects(current)).as(stop).isEqualTo(newNames);
      assertThat(old()).isEqualTo(oldNames);
    }
  }

  @Test
  void run_ofACorruptObject_goesOnWithTheOthers() throws IOException {
    put(project.cache, oldText, "something else");
    Files.setPosixFilePermissions(
        place(project.cache, oldText),
        java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(migrate()).isEqualTo(2);
    assertThat(project.warnings).singleElement().asString().contains(oldText.value().substring(2));
    assertThat(objects(current)).doesNotContain(idOf(MD5, "something else", false).value());
  }

  @Test
  void rewrite_recordsTheDataAnew_andLeavesOtherFilesAlone() throws IOException {
    project.track("text", oldText);
    project.write("text", TEXT);
    project.track("new", project.object(MD5, "new"));
    project.write("new", "new");
    String before = Files.readString(project.root.resolve("new.dvc"));
    assertThat(files()).containsExactly("text.dvc");
    migrate();
    assertThat(rewrite()).containsExactly("text.dvc");
    assertThat(Files.readString(project.root.resolve("text.dvc")))
        .isEqualTo(
            "outs:\n- md5: " + idOf(MD5, TEXT, false).value() + "\n  path: text\n"
                + "  size: 10\n  hash: md5\n");
    assertThat(Files.readString(project.root.resolve("new.dvc"))).isEqualTo(before);
    assertThat(files()).isEmpty();
    assertThat(rewrite()).isEmpty();
  }

  @Test
  void rewrite_withoutTheData_keepsTheOldEntry_andSaysSo() throws IOException {
    project.track("text", oldText);
    String before = Files.readString(project.root.resolve("text.dvc"));
    rewrite();
    assertThat(project.warnings).singleElement().asString().contains("'text'");
    assertThat(Files.readString(project.root.resolve("text.dvc"))).isEqualTo(before);
  }
}
