package datasync.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every store that can be listed and emptied promises beyond giving and taking.
public abstract class ObjectStoreContract extends ObjectSinkContract {
  private ObjectStore store;

  /// Makes an empty store.
  protected abstract ObjectStore openStoreObject() throws IOException;

  @Override
  protected final void open() throws IOException {
    store = openStoreObject();
    use(store, store);
  }

  protected final ObjectStore store() {
    return store;
  }

  private List<Descriptor> listed() throws IOException {
    List<Descriptor> all = new ArrayList<>();
    store.list(all::add);
    return all;
  }

  private ObjectId put(int size) throws IOException {
    byte[] bytes = content(size);
    ObjectId id = id(bytes);
    store.put(id, verified(id, bytes));
    return id;
  }

  @Test
  void list_ofEmptyStore_isEmpty() throws IOException {
    assertThat(listed()).isEmpty();
  }

  @Test
  void list_namesEveryObject() throws IOException {
    ObjectId one = put(1);
    ObjectId two = put(2000);
    ObjectId tree = Digester.digest(HASH, content(7), true);
    store.put(tree, verified(tree, content(7)));
    assertThat(listed()).extracting(Descriptor::id).containsExactlyInAnyOrder(one, two, tree);
    assertThat(listed())
        .allMatch(each -> each.size() == -1 || Set.of(1L, 2000L, 7L).contains(each.size()));
  }

  @Test
  void remove_removesOnlyWhatIsNamed_andWhatIsMissingIsNoError() throws IOException {
    ObjectId one = put(1);
    ObjectId two = put(2);
    store.remove(List.of(one, id(content(99))));
    assertThat(listed()).extracting(Descriptor::id).containsExactly(two);
    assertThat(store.absent(List.of(one, two))).containsExactly(one);
    store.remove(List.of(one));
    ObjectId again = put(1);
    assertThat(store.absent(List.of(again))).isEmpty();
  }
}
