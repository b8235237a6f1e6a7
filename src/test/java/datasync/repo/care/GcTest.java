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

import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.repo.CollectException;
import datasync.repo.History;
import datasync.repo.Repository;
import datasync.repo.RepositoryException;
import datasync.repo.Transfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcTest {
  private static final String REMOTE =
      "[core]\nno_scm = True\nremote = far\n['remote \"far\"']\nurl = ../../far\n";
  private static final History.Range ALL = new History.Range(false, false, true);

  @TempDir Path base;
  private final List<String> told = new ArrayList<>();
  private TestProject project;
  private ObjectId used;
  private ObjectId member;
  private ObjectId listing;
  private ObjectId unused;
  /// When the lock counts as taken: after all that the tests write, unless they say otherwise.
  private Instant begun = Instant.now().plus(Duration.ofMinutes(30));
  private InstantSource clock = InstantSource.system();

  @BeforeEach
  void make() throws IOException {
    project = TestProject.plain(base.resolve("p"));
    used = project.object(MD5, "used");
    member = project.object(MD5, "member");
    listing = project.listing(MD5, member);
    unused = project.object(MD5, "unused");
    project.track("file", used);
    project.track("folder", listing);
  }

  private static Gc.Options options(Gc.Place place) {
    return new Gc.Options(History.Range.WORKSPACE, place, false, false, false);
  }

  private long run(Gc.Options options, TestProject... projects) throws IOException {
    List<Gc.Member> members = new ArrayList<>();
    List<AutoCloseable> open = new ArrayList<>();
    try {
      for (TestProject each : projects) {
        Repository repository = each.open();
        open.add(repository);
        Transfer transfer = each.transfer(repository, options.dryRun());
        open.add(transfer);
        members.add(new Gc.Member(repository, transfer));
      }
      Gc.Outside outside =
          new Gc.Outside(begun, clock, projects[0].warnings::add, new Listener());
      return new Gc(options, outside).run(members);
    } finally {
      for (AutoCloseable each : open.reversed()) {
        try {
          each.close();
        } catch (Exception failed) {
          throw new IOException(failed);
        }
      }
    }
  }

  private final class Listener implements Gc.Listener {
    @Override
    public void removing(ObjectId id, String place) {
      told.add(place);
    }

    @Override
    public void done(Gc.Place place, HashName hash, String location, long removed) {
      told.add(place + " " + hash + " " + removed);
    }
  }

  /// All files below the test's folder with what a change would change, and the folders.
  private Map<Path, String> state() throws IOException {
    Map<Path, String> state = new TreeMap<>();
    try (Stream<Path> files = Files.walk(base)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        boolean own = file.toString().contains(".dvc/tmp") || file.toString().contains("/.git/");
        if (!own) {
          String time = Files.getAttribute(file, "unix:ctime").toString();
          state.put(file, Files.isDirectory(file) ? "" : time + Files.readString(file));
        }
      }
    }
    return state;
  }

  @Test
  void run_keepsWhatIsUsed_andRemovesTheRest_inBothLayouts() throws IOException {
    ObjectId old = project.object(MD5_DOS2UNIX, "old\r\n");
    ObjectId oldUnused = project.object(MD5_DOS2UNIX, "old and unused");
    ObjectId gone = project.listing(MD5, unused);
    project.track("old", old);
    assertThat(run(options(Gc.Place.CACHE), project)).isEqualTo(3);
    assertThat(objects(project.cache)).isEqualTo(values(used, member, listing, old));
    assertThat(told)
        .contains(place(project.cache, gone).toString(), "CACHE MD5 2", "CACHE MD5_DOS2UNIX 1")
        .contains(place(project.cache, oldUnused).toString());
  }

  @Test
  void run_ofAnImportFromAnotherRepository_doesNotKeepIt() throws IOException {
    project.write(
        "unused.dvc",
        "deps:\n- path: x\n  repo:\n    url: /nowhere\n    rev_lock: abc\nouts:\n- md5: "
            + unused.value() + "\n  hash: md5\n  path: unused\n");
    run(options(Gc.Place.CACHE), project);
    assertThat(objects(project.cache)).isEqualTo(values(used, member, listing));
  }

  @Test
  void run_ofWhatCameAfterTheLock_keepsIt() throws IOException {
    begun = Instant.now().minus(Duration.ofMinutes(1));
    assertThat(run(options(Gc.Place.CACHE), project)).isZero();
    assertThat(objects(project.cache)).contains(unused.value());
  }

  @Test
  void run_whoseClockIsAheadOfTheCache_keepsWhatCameAfterTheLock() throws IOException {
    clock = () -> InstantSource.system().instant().plus(Duration.ofMinutes(20));
    begun = clock.instant();
    ObjectId young = project.object(MD5, "somebody adds this just now");
    run(options(Gc.Place.CACHE), project);
    assertThat(objects(project.cache)).contains(young.value());
  }

  @Test
  void run_removesTemporaryFilesOfTheDead_andKeepsYoungOnes() throws IOException {
    Path folder = place(project.cache, used).getParent();
    Path temporary = folder.resolve("." + "a".repeat(22) + ".tmp");
    Path other = Files.writeString(folder.resolve(".somebody-elses"), "x");
    Files.writeString(temporary, "half");
    assertThat(run(options(Gc.Place.CACHE), project)).isEqualTo(1);
    assertThat(temporary).as("half an hour old").exists();
    begun = Instant.now().plus(Duration.ofMinutes(90));
    assertThat(run(options(Gc.Place.CACHE), project)).isEqualTo(1);
    assertThat(temporary).as("an hour and a half old").doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void run_removesCutDownloadsOfUnusedObjects_whenNobodyWritesThem() throws IOException {
    Path parts = Files.createDirectories(project.cache.resolve("parts.tmp"));
    Path young = Files.writeString(parts.resolve("0".repeat(32) + ".part"), "x");
    Path old = Files.writeString(parts.resolve("1".repeat(32) + ".part"), "x");
    Path wanted = Files.writeString(parts.resolve(used.value() + ".part"), "x");
    Path other = Files.writeString(parts.resolve("note"), "x");
    FileTime past = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
    for (Path each : List.of(old, wanted, other)) {
      Files.setLastModifiedTime(each, past);
    }
    begun = Instant.now();
    run(options(Gc.Place.CACHE), project);
    assertThat(old).doesNotExist();
    assertThat(List.of(young, wanted, other)).allMatch(Files::exists);
  }

  @Test
  void run_removesTheUnpackedFormWithItsListing() throws IOException {
    ObjectId gone = project.listing(MD5, unused);
    Path unpacked = Path.of(place(project.cache, gone) + ".unpacked");
    Path kept = Path.of(place(project.cache, listing) + ".unpacked");
    for (Path each : List.of(unpacked, kept)) {
      Files.createDirectories(each.resolve("sub"));
      Files.writeString(each.resolve("sub/file"), "x");
    }
    run(options(Gc.Place.CACHE), project);
    assertThat(unpacked).doesNotExist();
    assertThat(kept.resolve("sub/file")).exists();
  }

  @Test
  void run_withAListingThatIsCorrupt_removesNothing() throws IOException {
    String other = idOf(MD5, "other", false).value();
    for (String bytes :
        List.of("[{\"md5\":", "[{\"md5\": \"" + other + "\", \"relpath\": \"f\"}]", "[]")) {
      put(project.cache, listing, bytes);
      Map<Path, String> before = state();
      assertThatThrownBy(() -> run(options(Gc.Place.CACHE), project))
          .as(bytes)
          .isInstanceOf(CollectException.class)
          .hasMessageContaining("workspace")
          .cause()
          .hasMessageContaining(listing.value());
      assertThat(state()).as(bytes).isEqualTo(before);
    }
    Gc.Options force =
        new Gc.Options(History.Range.WORKSPACE, Gc.Place.CACHE, false, true, false);
    run(force, project);
    assertThat(objects(project.cache)).isEqualTo(values(used));
    assertThat(project.warnings).anyMatch(text -> text.contains("'folder'"));
  }

  @Test
  void run_withAListingThatOnlyTheRemoteHas_fetchesItFirst() throws IOException {
    project = new TestProject(base.resolve("p"), REMOTE);
    String text = Files.readString(place(project.cache, listing));
    put(base.resolve("far"), listing, text);
    Files.delete(place(project.cache, listing));
    run(options(Gc.Place.CACHE), project);
    assertThat(objects(project.cache)).isEqualTo(values(used, member, listing));
  }

  @Test
  void run_withARevisionThatCannotBeRead_refuses_orSkipsIt() throws IOException {
    project = new TestProject(base.resolve("p"), "");
    project.git("init", "-q");
    ObjectId past = project.object(MD5, "past");
    project.track("past", past);
    project.commit("one");
    project.write("past.dvc", "outs: [");
    String broken = project.commit("two");
    Files.delete(project.root.resolve("past.dvc"));
    project.commit("three");
    Gc.Options strict = new Gc.Options(ALL, Gc.Place.CACHE, false, true, false);
    Map<Path, String> before = state();
    assertThatThrownBy(() -> run(strict, project))
        .isInstanceOf(CollectException.class)
        .hasMessageContaining(broken.substring(0, 7));
    assertThat(state()).isEqualTo(before);
    run(new Gc.Options(ALL, Gc.Place.CACHE, true, false, false), project);
    assertThat(objects(project.cache)).isEqualTo(values(used, member, listing, past));
    assertThat(project.warnings).anyMatch(text -> text.contains(broken.substring(0, 7)));
  }

  @Test
  void run_overManyCommits_leavesNoProgramBehind() throws IOException {
    project = new TestProject(base.resolve("p"), "");
    project.git("init", "-q");
    for (int i = 0; i < 3; i++) {
      project.commit("commit " + i);
    }
    run(new Gc.Options(ALL, Gc.Place.CACHE, false, false, true), project);
    ProcessHandle.current()
        .children()
        .forEach(child -> assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(10)));
  }

  @Test
  void run_withARemoteThatCannotBeListed_removesNothingAnywhere() throws IOException {
    project =
        new TestProject(
            base.resolve("p"),
            REMOTE + "['remote \"web\"']\nurl = http://127.0.0.1:1/x\n");
    project.write(
        "w.dvc",
        "outs:\n- md5: " + used.value() + "\n  hash: md5\n  path: w\n  remote: web\n");
    put(base.resolve("far"), unused, "unused");
    Map<Path, String> before = state();
    assertThatThrownBy(() -> run(options(Gc.Place.CLOUD), project))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("'web'");
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void run_withAVersionedRemote_isRefused() throws IOException {
    project = new TestProject(base.resolve("p"), REMOTE + "version_aware = true\n");
    Map<Path, String> before = state();
    assertThatThrownBy(() -> run(options(Gc.Place.CLOUD), project))
        .isInstanceOf(RepositoryException.class);
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void run_ofRemotes_keepsThereWhatBelongsThere_andWhatIsYoung() throws IOException {
    project = new TestProject(base.resolve("p"), REMOTE);
    Path far = base.resolve("far");
    put(far, used, "used");
    put(far, unused, "unused");
    assertThat(run(options(Gc.Place.CLOUD), project)).isEqualTo(2);
    assertThat(objects(far)).isEqualTo(values(used));
    assertThat(told).contains("CACHE MD5 1", "CLOUD MD5 1", "CLOUD MD5_DOS2UNIX 0");
    put(far, unused, "unused");
    begun = Instant.now().minus(Duration.ofMinutes(1));
    run(options(Gc.Place.CLOUD), project);
    assertThat(objects(far)).isEqualTo(values(used, unused));
  }

  @Test
  void run_ofWhatIsNotInTheRemote_keepsOnlyThat() throws IOException {
    project = new TestProject(base.resolve("p"), REMOTE);
    put(base.resolve("far"), used, "used");
    run(options(Gc.Place.NOT_IN_REMOTE), project);
    assertThat(objects(project.cache)).isEqualTo(values(member, listing));
    assertThat(objects(base.resolve("far"))).isEqualTo(values(used));
  }

  @Test
  void run_ofTwoProjectsWithOneCache_keepsWhatEitherUses() throws IOException {
    project = new TestProject(base.resolve("p"), "[core]\nno_scm = True\n");
    TestProject other =
        new TestProject(
            base.resolve("o"), "[core]\nno_scm = True\n[cache]\ndir = ../../p/.dvc/cache\n");
    other.track("theirs", unused);
    run(options(Gc.Place.CACHE), project, other);
    assertThat(objects(project.cache)).isEqualTo(values(used, member, listing, unused));
    run(options(Gc.Place.CACHE), project);
    assertThat(objects(project.cache)).isEqualTo(values(used, member, listing));
  }

  @Test
  void run_ofTwoProjectsOfWhichOneCannotBeRead_removesNothing() throws IOException {
    TestProject other = TestProject.plain(base.resolve("o"));
    other.write("bad.dvc", "outs: [");
    Map<Path, String> before = state();
    assertThatThrownBy(() -> run(options(Gc.Place.CACHE), project, other))
        .isInstanceOf(CollectException.class);
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void run_dry_tellsTheSame_andChangesNothing() throws IOException {
    project = new TestProject(base.resolve("p"), REMOTE);
    put(base.resolve("far"), unused, "unused");
    Path parts = Files.createDirectories(project.cache.resolve("parts.tmp"));
    Files.writeString(parts.resolve("1".repeat(32) + ".part"), "x");
    Path folder = place(project.cache, used).getParent();
    Files.writeString(folder.resolve("." + "a".repeat(22) + ".tmp"), "half");
    begun = Instant.now().plus(Duration.ofHours(2));
    Map<Path, String> before = state();
    Gc.Options dry =
        new Gc.Options(History.Range.WORKSPACE, Gc.Place.CLOUD, false, false, true);
    long would = run(dry, project);
    assertThat(state()).isEqualTo(before);
    List<String> dryTold = List.copyOf(told);
    told.clear();
    assertThat(run(options(Gc.Place.CLOUD), project)).isEqualTo(would).isEqualTo(3);
    assertThat(told).isEqualTo(dryTold);
  }

  @Test
  void run_twice_findsNothingTheSecondTime() throws IOException {
    run(options(Gc.Place.CACHE), project);
    assertThat(run(options(Gc.Place.CACHE), project)).isZero();
  }
}
