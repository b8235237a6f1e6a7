package datasync.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.text.CodePointOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class TreeTest {
  private static ObjectId id(int number) {
    return ObjectId.of(HashName.MD5, String.format("%032x", number));
  }

  private static Tree tree(String... paths) {
    Tree.Builder builder = new Tree.Builder(HashName.MD5, 0);
    for (int i = 0; i < paths.length; i++) {
      builder.add(paths[i], id(i), i);
    }
    return builder.build();
  }

  private static List<String> paths(Tree tree) {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < tree.size(); i++) {
      paths.add(tree.path(i));
    }
    return paths;
  }

  @Test
  void build_sortsByCodePoint_notByUtf16() {
    Tree tree = tree("\ud83d\ude00.txt", "\uffe6.txt", "é", "e\u0301", "b", "B", "a/b", "a-b");
    assertThat(paths(tree))
        .containsExactly(
            "B", "a-b", "a/b", "b", "e\u0301", "é", "\uffe6.txt", "\ud83d\ude00.txt");
    assertThat(tree.id(0)).isEqualTo(id(5));
    assertThat(tree.bytes(0)).isEqualTo(5);
  }

  @Test
  void build_ofManyFiles_packsThemAll() {
    Tree.Builder builder = new Tree.Builder(HashName.MD5, 0);
    for (int i = 4999; i >= 0; i--) {
      builder.add(String.format("dir/%05d", i), id(i), 10);
    }
    Tree tree = builder.build();
    assertThat(tree.size()).isEqualTo(5000);
    assertThat(tree.totalBytes()).isEqualTo(50_000);
    for (int i = 0; i < 5000; i++) {
      assertThat(tree.indexOf(String.format("dir/%05d", i))).isEqualTo(i);
      assertThat(tree.id(i)).isEqualTo(id(i));
    }
  }

  @Test
  void indexOf_ofMissing_tellsWhereItWouldBe() {
    Tree tree = tree("b", "d");
    assertThat(tree.indexOf("a")).isEqualTo(-1);
    assertThat(tree.indexOf("c")).isEqualTo(-2);
    assertThat(tree.indexOf("e")).isEqualTo(-3);
  }

  @Test
  void startOfAndEndOf_spanExactlyTheFolder() {
    Tree tree = tree("a", "a-x", "a/1", "a/b/2", "a0", "a/", "b");
    assertThat(paths(tree)).containsExactly("a", "a-x", "a/", "a/1", "a/b/2", "a0", "b");
    assertThat(tree.startOf("a")).isEqualTo(2);
    assertThat(tree.endOf("a")).isEqualTo(5);
    assertThat(tree.startOf("a/b")).isEqualTo(4);
    assertThat(tree.endOf("a/b")).isEqualTo(5);
    assertThat(tree.startOf("none")).isEqualTo(tree.endOf("none"));
  }

  @Test
  void without_leavesOutTheFolderAndTheFileOfThatName() {
    Tree tree = tree("a", "a-x", "a/1", "b");
    assertThat(paths(tree.without("a").build())).containsExactly("a-x", "b");
    assertThat(paths(tree.without("b").add("c", id(9), 1).build()))
        .containsExactly("a", "a-x", "a/1", "c");
  }

  @Test
  void build_ofLongPathsInAnyOrder_sortsThem() {
    Random random = new Random(7);
    Map<String, Integer> files = new TreeMap<>(CodePointOrder.INSTANCE);
    for (int i = 0; i < 3000; i++) {
      files.put(random.nextInt(100) + "/" + "x".repeat(random.nextInt(3000)) + i, i);
    }
    List<String> order = new ArrayList<>(files.keySet());
    Collections.shuffle(order, random);
    Tree.Builder builder = new Tree.Builder(HashName.MD5, 0);
    for (String each : order) {
      builder.add(each, id(files.get(each)), files.get(each));
    }
    Tree tree = builder.build();
    assertThat(builder.size()).isZero();
    assertThat(paths(tree)).isEqualTo(List.copyOf(files.keySet()));
    for (int i = 0; i < tree.size(); i++) {
      int number = files.get(tree.path(i));
      assertThat(tree.id(i)).isEqualTo(id(number));
      assertThat(tree.bytes(i)).isEqualTo(number);
    }
    assertThatThrownBy(() -> tree("x".repeat(1 << 16)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void build_ofDuplicate_isRefused() {
    assertThatThrownBy(() -> tree("a", "b", "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a");
  }

  @Test
  void add_ofLoneSurrogate_isRefused_andAQuestionMarkIsNot() {
    assertThatThrownBy(() -> tree("a\ud800")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tree("?\ud800")).isInstanceOf(IllegalArgumentException.class);
    assertThat(paths(tree("what?"))).containsExactly("what?");
  }

  @Test
  void add_ofOtherHashOrTree_isRefused() {
    Tree.Builder builder = new Tree.Builder(HashName.MD5, 0);
    ObjectId legacy = ObjectId.of(HashName.MD5_DOS2UNIX, id(1).hex());
    assertThatThrownBy(() -> builder.add("a", legacy, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.add("a", ObjectId.of(HashName.MD5, id(1).hex() + ".dir"), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void equality_isOfPathsAndIds_notOfSizes() {
    Tree one = new Tree.Builder(HashName.MD5, 1).add("a", id(1), 5).build();
    Tree two = new Tree.Builder(HashName.MD5, 1).add("a", id(1), -1).build();
    assertThat(one).isEqualTo(two).hasSameHashCodeAs(two);
    assertThat(two.totalBytes()).isEqualTo(-1);
    assertThat(one).isNotEqualTo(new Tree.Builder(HashName.MD5, 1).add("b", id(1), 5).build());
    assertThat(Tree.empty().size()).isZero();
  }
}
