package datasync.repo;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.object.Digester;
import datasync.object.HashName;
import datasync.object.ObjectId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ChangesTest {
  private static ObjectId id(String content) {
    return Digester.digest(
        HashName.MD5, content.getBytes(StandardCharsets.UTF_8), false);
  }

  @Test
  void findRenames_pairsEqualContentByPath() {
    Changes changes = new Changes();
    changes.delete("b", false, id("same"));
    changes.delete("a", false, id("same"));
    changes.add("y", false, id("same"));
    changes.add("x", false, id("same"));
    changes.add("new", false, id("other"));
    changes.findRenames();
    assertThat(changes.renamed())
        .containsExactly(new Changes.Rename("a", "x"), new Changes.Rename("b", "y"));
    assertThat(changes.added()).containsExactly("new");
    assertThat(changes.deleted()).isEmpty();
  }

  @Test
  void findRenames_leavesAloneWhatHasNoPartner() {
    Changes changes = new Changes();
    changes.delete("gone", true, id("1"));
    changes.add("came", false, id("2"));
    changes.findRenames();
    assertThat(changes.renamed()).isEmpty();
    assertThat(changes.deleted()).containsExactly("gone/");
    assertThat(changes.added()).containsExactly("came");
  }
}
