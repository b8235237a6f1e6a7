package datasync.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodePointOrderTest {
  @Test
  void compare_ordersSupplementaryCharactersAfterTheBasicPlane() {
    List<String> names =
        new ArrayList<>(List.of("\ud83d\ude00", "\uffe6", "ab", "a/b", "a-b", "a"));
    names.sort(CodePointOrder.INSTANCE);
    assertThat(names).containsExactly("a", "a-b", "a/b", "ab", "\uffe6", "\ud83d\ude00");
  }
}
