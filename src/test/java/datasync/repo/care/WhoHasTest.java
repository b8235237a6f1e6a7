package datasync.repo.care;

import static datasync.object.HashName.MD5;
import static datasync.object.HashName.MD5_DOS2UNIX;
import static datasync.repo.care.TestProject.place;
import static datasync.repo.care.TestProject.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.object.ObjectId;
import datasync.repo.Repository;
import datasync.repo.Transfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhoHasTest {
  @TempDir Path base;
  private TestProject project;
  private Path near;
  private Path far;
  private ObjectId file;
  private ObjectId one;
  private ObjectId two;
  private ObjectId listing;

  @BeforeEach
  void make() throws IOException {
    project =
        new TestProject(
            base.resolve("p"),
            "[core]\nno_scm = True\n['remote \"near\"']\nurl = ../../near\n"
                + "['remote \"far\"']\nurl = ../../far\n");
    near = base.resolve("near");
    far = base.resolve("far");
    file = project.object(MD5, "file");
    one = project.object(MD5, "one");
    two = project.object(MD5, "two");
    listing = project.listing(MD5, one, two);
    project.track("file", file);
    project.track("folder", listing);
  }

  private List<WhoHas.Answer> ask(String... targets) throws IOException {
    try (Repository repository = project.open();
        Transfer transfer = project.transfer(repository, true)) {
      return new WhoHas(repository, transfer).run(List.of(targets));
    }
  }

  /// The holders of each answer: place, `+` when it has it, how many members of how many.
  private List<String> holders(String... targets) throws IOException {
    List<String> found = new ArrayList<>();
    for (WhoHas.Answer answer : ask(targets)) {
      StringBuilder text = new StringBuilder(answer.question().name()).append(':');
      for (WhoHas.Holder holder : answer.holders()) {
        text.append(' ').append(holder.place()).append(holder.has() ? "+" : "-");
        if (!answer.question().members().isEmpty()) {
          text.append(holder.members()).append('/').append(answer.question().members().size());
        }
      }
      found.add(text.toString());
    }
    return found;
  }

  private String name(ObjectId member) {
    return "folder/f" + member.value().substring(0, 4);
  }

  @Test
  void run_ofFilesAndDirectories_tellsWhoHasHowMuch() throws IOException {
    put(near, file, "file");
    put(far, one, "one");
    assertThat(holders("file", "folder", "folder.dvc"))
        .containsExactly(
            "file: cache+ near+ far-",
            "folder: cache+2/2 near-0/2 far-1/2",
            "folder: cache+2/2 near-0/2 far-1/2");
    assertThat(holders(name(one), name(two)))
        .containsExactly(
            name(one) + ": cache+ near- far+", name(two) + ": cache+ near- far-");
  }

  @Test
  void run_ofADirectoryWhoseListingOnlyARemoteHas_readsItThere_andKeepsNothing()
      throws IOException {
    Path place = place(project.cache, listing);
    put(far, listing, Files.readString(place));
    Files.delete(place);
    assertThat(holders("folder")).containsExactly("folder: cache-2/2 near-0/2 far+0/2");
    assertThat(place).doesNotExist();
    Files.delete(place(far, listing));
    assertThat(ask("folder").getFirst().isHeld()).isFalse();
  }

  @Test
  void run_ofAFolderInsideADirectory_isHeldByWhomHasAllOfIt() throws IOException {
    String text =
        "[{\"md5\": \"" + one.value() + "\", \"relpath\": \"sub/a\"}, {\"md5\": \""
            + two.value() + "\", \"relpath\": \"sub/b\"}, {\"md5\": \"" + file.value()
            + "\", \"relpath\": \"subway\"}]";
    ObjectId deep = TestProject.idOf(MD5, text, true);
    put(project.cache, deep, text);
    project.track("deep", deep);
    put(near, one, "one");
    put(near, two, "two");
    put(far, two, "two");
    assertThat(holders("deep/sub")).containsExactly("deep/sub: cache+2/2 near+2/2 far-1/2");
  }

  @Test
  void run_ofAHash_asksForBothOfItsNames() throws IOException {
    ObjectId old = project.object(MD5_DOS2UNIX, "old");
    put(near, ObjectId.of(MD5, old.value()), "old");
    assertThat(holders(old.value(), listing.value()))
        .containsExactly(
            old.value() + ": cache+ near+ far-", listing.value() + ": cache+2/2 near-0/2 far-0/2");
    WhoHas.Answer nobody = ask("0".repeat(32)).getFirst();
    assertThat(nobody.isHeld()).isFalse();
    assertThat(nobody.holders()).hasSize(3);
  }

  @Test
  void run_withARemoteThatCannotBeAsked_saysWhy_andAsksTheOthers() throws IOException {
    project =
        new TestProject(
            base.resolve("p"),
            "[core]\nno_scm = True\n['remote \"bad\"']\nurl = http://127.0.0.1/x\nmethod = SEND\n"
                + "['remote \"near\"']\nurl = ../../near\n");
    put(near, file, "file");
    List<WhoHas.Holder> holders = ask("file").getFirst().holders();
    assertThat(holders).extracting(WhoHas.Holder::has).containsExactly(true, false, true);
    assertThat(holders.get(1).problem()).contains("`method`");
    assertThat(holders.get(2).problem()).isEmpty();
  }

  @Test
  void run_ofACorruptListing_countsNoMembers() throws IOException {
    put(project.cache, listing, "[{");
    assertThat(holders("folder")).containsExactly("folder: cache+ near- far-");
  }

  @Test
  void run_ofWhatIsNotTracked_isRefused() {
    assertThatThrownBy(() -> ask("nothing")).isInstanceOf(IOException.class);
  }
}
