package datasync.repo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesTest {
  private static List<String> paths(List<Changes.Entry> entries) {
    return entries.stream().map(Changes.Entry::shown).toList();
  }

  @Test
  void findRenames_pairsEqualContentByPath() {
    Changes changes = new Changes();
    changes.delete("b", false, "md5:same");
    changes.delete("a", false, "md5:same");
    changes.add("y", false, "md5:same");
    changes.add("x", false, "md5:same");
    changes.add("new", false, "md5:other");
    changes.findRenames();
    assertThat(changes.renamed().stream().map(pair -> pair.old().path() + pair.current().path()))
        .containsExactly("ax", "by");
    assertThat(paths(changes.added())).containsExactly("new");
    assertThat(paths(changes.deleted())).isEmpty();
  }

  @Test
  void findRenames_leavesAloneWhatHasNoPartner() {
    Changes changes = new Changes();
    changes.delete("gone", true, "md5:1");
    changes.add("came", false, "md5:2");
    changes.findRenames();
    assertThat(changes.renamed()).isEmpty();
    assertThat(paths(changes.deleted())).containsExactly("gone/");
    assertThat(paths(changes.added())).containsExactly("came");
  }
}
