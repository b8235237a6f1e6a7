package datasync.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.object.TreeMerge.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TreeMergeTest {
  /// A tree of `path=content` words; the content is one hexadecimal digit.
  private static Tree tree(String words) {
    Map<String, String> files = new TreeMap<>();
    for (String word : words.isEmpty() ? new String[0] : words.split(" ")) {
      files.put(word.split("=")[0], word.split("=")[1]);
    }
    return tree(files);
  }

  private static Tree tree(Map<String, String> files) {
    Tree.Builder builder = new Tree.Builder(HashName.MD5, 0);
    files.forEach(
        (path, content) ->
            builder.add(path, ObjectId.of(HashName.MD5, content.repeat(32)), -1));
    return builder.build();
  }

  private static Map<String, String> files(Tree tree) {
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i < tree.size(); i++) {
      files.put(tree.path(i), tree.id(i).hex().substring(0, 1));
    }
    return files;
  }

  private static List<String> clashes(TreeMerge merge) {
    return merge.clashes().stream().map(TreeMerge.Clash::path).toList();
  }

  private static TreeMerge merge(String base, String ours, String theirs, Rule rule) {
    return TreeMerge.of(tree(base), tree(ours), tree(theirs), rule);
  }

  @Test
  void of_additionsChangesAndDeletions_takesThemAll() {
    TreeMerge merge =
        merge("a=1 b=2 c=3 d=4", "a=1 b=5 d=4 o=6", "a=7 b=2 c=3 t=8", Rule.OURS);
    assertThat(merge.clashes()).isEmpty();
    assertThat(merge.merged()).isEqualTo(tree("a=7 b=5 o=6 t=8"));
  }

  @Test
  void of_sameOnBothSides_isNoClash() {
    TreeMerge merge = merge("a=1 b=2", "a=3 n=4", "a=3 n=4", Rule.OURS);
    assertThat(merge.clashes()).isEmpty();
    assertThat(merge.merged()).isEqualTo(tree("a=3 n=4"));
  }

  @Test
  void of_differentChanges_namesThemAndFollowsTheRule() {
    String[] sides = {"a=1 b=2 c=3", "a=4 c=5 n=6 same=1", "a=7 b=8 n=9 same=1"};
    Map<Rule, String> expected =
        Map.of(
            Rule.OURS, "a=4 c=5 n=6 same=1",
            Rule.THEIRS, "a=7 b=8 n=9 same=1",
            Rule.BOTH, "a=4 a.theirs=7 b=8 c=5 n=6 n.theirs=9 same=1");
    expected.forEach(
        (rule, files) -> {
          TreeMerge merge = merge(sides[0], sides[1], sides[2], rule);
          assertThat(clashes(merge)).containsExactly("a", "b", "c", "n");
          assertThat(merge.merged()).isEqualTo(tree(files));
        });
  }

  @Test
  void of_bothWhereTheNameIsTaken_takesAnother() {
    TreeMerge merge = merge("", "a=1 a.theirs=2", "a=3 a.theirs=2", Rule.BOTH);
    assertThat(merge.merged()).isEqualTo(tree("a=1 a.theirs=2 a.theirs2=3"));
  }

  @Test
  void of_fileWhereTheOtherHasAFolder_isAClash() {
    assertThat(clashes(merge("", "a=1", "a/b=2 a/c=3", Rule.OURS))).containsExactly("a");
    assertThat(merge("", "a=1", "a/b=2", Rule.OURS).merged()).isEqualTo(tree("a=1"));
    assertThat(merge("", "a=1", "a/b=2", Rule.THEIRS).merged()).isEqualTo(tree("a/b=2"));
    assertThat(merge("", "a=1", "a/b=2", Rule.BOTH).merged())
        .isEqualTo(tree("a.theirs=1 a/b=2"));
    assertThat(merge("", "x/a/b=2", "x/a=1", Rule.OURS).merged()).isEqualTo(tree("x/a/b=2"));
    // a file that one side turned into a folder is what that side did to it
    assertThat(merge("a=1", "a=1", "a/b=2", Rule.OURS).clashes()).isEmpty();
  }

  @Test
  void of_emptyTrees_fitEveryHash() {
    Tree legacy =
        new Tree.Builder(HashName.MD5_DOS2UNIX, 1)
            .add("a", ObjectId.of(HashName.MD5_DOS2UNIX, "1".repeat(32)), -1)
            .build();
    assertThat(TreeMerge.of(Tree.empty(), legacy, legacy, Rule.OURS).merged()).isEqualTo(legacy);
    assertThatThrownBy(() -> TreeMerge.of(Tree.empty(), legacy, tree("a=1"), Rule.OURS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// Against the definition, written with maps.
  @Test
  void of_randomTrees_agreesWithTheDefinition() {
    for (long seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      Map<String, String> base = some(random);
      Map<String, String> ours = some(random);
      Map<String, String> theirs = some(random);
      Map<String, String> expected = new TreeMap<>();
      List<String> clashes = new ArrayList<>();
      TreeSet<String> paths = new TreeSet<>(base.keySet());
      paths.addAll(ours.keySet());
      paths.addAll(theirs.keySet());
      for (String path : paths) {
        String before = base.get(path);
        String mine = ours.get(path);
        String other = theirs.get(path);
        boolean clash = !Objects.equals(mine, other) && !Objects.equals(mine, before)
            && !Objects.equals(other, before);
        String result = Objects.equals(mine, before) ? other : mine;
        if (clash) {
          clashes.add(path);
        }
        if (result != null) {
          expected.put(path, result);
        }
      }
      TreeMerge merge = TreeMerge.of(tree(base), tree(ours), tree(theirs), Rule.OURS);
      assertThat(files(merge.merged())).as("seed " + seed).isEqualTo(expected);
      assertThat(clashes(merge)).as("seed " + seed).isEqualTo(clashes);
    }
  }

  private static Map<String, String> some(Random random) {
    Map<String, String> files = new TreeMap<>();
    int count = random.nextInt(8);
    for (int i = 0; i < count; i++) {
      String folder = random.nextBoolean() ? "" : "d-" + random.nextInt(2) + "/";
      files.put(folder + "éaZ".charAt(random.nextInt(3)), Integer.toString(random.nextInt(3)));
    }
    return files;
  }
}
