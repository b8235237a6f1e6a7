package datasync.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.object.Digester;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.text.FormatException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import datasync.object.Payload;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirListingTest {
  private static final String MD5 = "d41d8cd98f00b204e9800998ecf8427e";

  private static String md5(byte[] bytes, boolean tree) {
    Digester digester = Digester.of(HashName.MD5);
    digester.update(bytes, 0, bytes.length);
    return digester.finish(tree).value();
  }

  private static ObjectId idOf(String content) {
    return ObjectId.of(HashName.MD5, md5(content.getBytes(StandardCharsets.UTF_8), false));
  }

  private static Tree read(String json) throws FormatException {
    return DirListing.read(json.getBytes(StandardCharsets.UTF_8), HashName.MD5, "x.dir");
  }

  @Test
  void bytes_ofSmallDirectory_areThoseOfDvc() throws FormatException {
    Tree tree =
        new Tree.Builder(HashName.MD5, 5)
            .add("a.txt", idOf("a\n"), 2)
            .add("B.txt", idOf("b\r\n"), 3)
            .add("sub/é.txt", idOf("h"), 1)
            .add("empty", idOf(""), 0)
            .add("run.sh", idOf("#!/bin/sh\n"), 10)
            .build();
    byte[] bytes = DirListing.bytes(tree);
    assertThat(bytes).hasSize(335);
    assertThat(md5(bytes, true)).isEqualTo("4a24ad255200dd59d30ab38d0dec5f46.dir");
    assertThat(read(new String(bytes, StandardCharsets.US_ASCII))).isEqualTo(tree);
  }

  @Test
  void bytes_ofUnicodeNames_areSortedByCodePoint() throws FormatException {
    Tree tree =
        new Tree.Builder(HashName.MD5, 11)
            .add("\uffe6.txt", idOf("1"), 1)
            .add("\ud83d\ude00.txt", idOf("2"), 1)
            .add("e\u0301.txt", idOf("3"), 1)
            .add("\u00e9.txt", idOf("4"), 1)
            .add("a/b", idOf("5"), 1)
            .add("a-b", idOf("6"), 1)
            .add("a.b", idOf("7"), 1)
            .add("a b", idOf("8"), 1)
            .add("q\"uote", idOf("9"), 1)
            .add("tab\tx", idOf("10"), 2)
            .add("back\\slash", idOf("11"), 2)
            .build();
    byte[] bytes = DirListing.bytes(tree);
    assertThat(bytes).hasSize(743);
    assertThat(md5(bytes, true)).isEqualTo("6345718e513112337812c94305f8dc64.dir");
    assertThat(read(new String(bytes, StandardCharsets.US_ASCII))).isEqualTo(tree);
  }

  @Test
  void emptyTree_isAnEmptyArray() throws FormatException {
    assertThat(DirListing.bytes(Tree.empty())).asString().isEqualTo("[]");
    assertThat(read(" [\n] ").size()).isZero();
  }

  @Test
  void read_ofUnknownKeys_passesThem() throws FormatException {
    Tree tree =
        read(
            "[{\"size\": 7, \"x\": [1, {\"y\": null}, -1.5e3, NaN, -Infinity, \"\\ud800\"],"
                + " \"relpath\": \"a\", \"md5\": \"" + MD5 + "\", \"isexec\": true},"
                + "\n{\"relpath\": \"\u00e9\", \"size\": 1e3, \"md5\": \"" + MD5 + "\"}]");
    assertThat(tree.size()).isEqualTo(2);
    assertThat(tree.bytes(0)).isEqualTo(7);
    assertThat(tree.bytes(1)).isEqualTo(-1);
    assertThat(tree.path(1)).isEqualTo("\u00e9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "{}", "[", "[]]", "[1]", "[{}]", "nul", "[{\"relpath\": \"a\"}]",
        "[{\"relpath\": 1, \"md5\": \"d41d8cd98f00b204e9800998ecf8427e\"}]",
        "[{\"relpath\": \"a\", \"md5\": \"d41d\"}]",
        "[{\"relpath\": \"a\", \"md5\": \"d41d8cd98f00b204e9800998ecf8427e.dir\"}]",
        "[{\"relpath\": \"a\", \"md5\": \"d41d8cd98f00b204e9800998ecf8427e\"},]",
        "[{\"relpath\": \"a\", \"x\": 01, \"md5\": \"d41d8cd98f00b204e9800998ecf8427e\"}]",
        "\ufeff[]"
      })
  void read_ofNoListing_isRefused(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(FormatException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "..", "/", "/a", "a/", "a//b", "../a", "a/../b", "a/./b", "a/..", "a\\u0000b",
        "\\ud800", "a\\udc80"
      })
  void read_ofPathOutsideTheDirectory_isRefused(String path) {
    assertThatThrownBy(() -> read("[{\"md5\": \"" + MD5 + "\", \"relpath\": \"" + path + "\"}]"))
        .isInstanceOf(FormatException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"...", "..a", ".a", "a..", "a/.b/..c", "a\\\\b", "\\ud83d\\ude00"})
  void read_ofOddPath_isAccepted(String path) throws FormatException {
    assertThat(read("[{\"md5\": \"" + MD5 + "\", \"relpath\": \"" + path + "\"}]").size())
        .isEqualTo(1);
  }

  @Test
  void read_ofSamePathTwice_isRefused() {
    String entry = "{\"md5\": \"" + MD5 + "\", \"relpath\": \"a\"}";
    assertThatThrownBy(() -> read("[" + entry + ", " + entry + "]"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("twice");
  }

  @Test
  void read_ofBytesThatAreNotUtf8_isRefused() {
    byte[] bytes = "[{\"relpath\": \"?\"}]".getBytes(StandardCharsets.ISO_8859_1);
    bytes[14] = (byte) 0xe9;
    assertThatThrownBy(() -> DirListing.read(bytes, HashName.MD5, "x.dir"))
        .isInstanceOf(FormatException.class)
        .hasMessage("not UTF-8");
  }

  @Test
  void read_ofDeepNesting_isRefused() {
    assertThatThrownBy(() -> read("[{\"x\": " + "[".repeat(100_000)))
        .isInstanceOf(FormatException.class);
  }

  @Test
  void read_ofMutatedListing_parsesOrIsRefused() {
    byte[] good =
        ("[{\"md5\": \"" + MD5 + "\", \"relpath\": \"a/\\u00e9\"}, {\"md5\": \"" + MD5
            + "\", \"relpath\": \"b\", \"size\": 12, \"x\": {\"y\": [1.5, null]}}]")
            .getBytes(StandardCharsets.US_ASCII);
    Random random = new Random(20_250_311);
    int parsed = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = good.clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] =
            random.nextInt(4) == 0 ? (byte) random.nextInt() : good[random.nextInt(good.length)];
      }
      try {
        DirListing.read(bytes, HashName.MD5, "x.dir");
        parsed++;
      } catch (FormatException refused) {
        assertThat(refused.source()).isEqualTo("x.dir");
      }
    }
    assertThat(parsed).isBetween(1, 19_999);
  }

  @Test
  void payload_isTheListing_inPartsAndAgain() throws IOException {
    for (int files : new int[] {0, 1, 3000}) {
      Tree.Builder builder = new Tree.Builder(HashName.MD5, files);
      for (int i = 0; i < files; i++) {
        builder.add("folder/\u00e9" + i, ObjectId.of(HashName.MD5, String.format("%032x", i)), 1);
      }
      Tree tree = builder.build();
      Payload payload = DirListing.payload(tree);
      for (int again = 0; again < 2; again++) {
        try (InputStream in = payload.open()) {
          assertThat(in.readAllBytes()).isEqualTo(DirListing.bytes(tree)).hasSize(
              Math.toIntExact(payload.length()));
        }
      }
    }
  }

  /// A blank in front has every entry read piece by piece, so that both ways can be compared.
  @Test
  void read_ofUsualAndOfSpacedListings_agree() {
    Random random = new Random(11);
    Tree.Builder tree = new Tree.Builder(HashName.MD5, 0);
    for (int i = 0; i < 9000; i++) {
      String end = i % 4000 == 3999 ? "\u00e9" : "";
      tree.add("folder " + i % 7 + "/file" + i + end, idOf("" + i), 1);
    }
    byte[] whole = DirListing.bytes(tree.build());
    for (int i = 0; i < 300; i++) {
      byte[] changed = whole.clone();
      for (int j = random.nextInt(3); j > 0; j--) {
        int at = random.nextInt(changed.length);
        changed[at] = random.nextBoolean() ? (byte) random.nextInt(128) : whole[at ^ 1];
      }
      int length = changed.length - random.nextInt(2);
      String text = new String(changed, 0, length, StandardCharsets.US_ASCII);
      assertThat(outcome(text, 0)).isEqualTo(outcome(" " + text, 1));
    }
  }

  /// The tree, or what is wrong with it.
  private static Object outcome(String json, int blanks) {
    try {
      return read(json);
    } catch (FormatException wrong) {
      boolean moved = wrong.line() == 1 && wrong.column() > 0;
      return wrong.line() + ":" + (moved ? wrong.column() - blanks : wrong.column());
    }
  }
}
