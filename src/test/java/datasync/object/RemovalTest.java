package datasync.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RemovalTest {
  private final ObjectId file = Digester.digest(HashName.MD5, new byte[] {1}, false);
  private final ObjectId tree = Digester.digest(HashName.MD5, new byte[] {2}, true);
  private final ObjectId other = Digester.digest(HashName.MD5, new byte[] {3}, true);

  @Test
  void aTreeThatStays_keepsItsFiles() {
    List<ObjectId> removed = new ArrayList<>();
    Removal.Remover remover =
        id -> {
          if (id.equals(tree)) {
            throw new IOException("held");
          }
          removed.add(id);
        };
    assertThatThrownBy(() -> Removal.of(List.of(file, tree, other), remover))
        .hasMessage("held");
    assertThat(removed).containsExactly(other);
  }
}
