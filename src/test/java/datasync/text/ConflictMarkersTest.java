package datasync.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConflictMarkersTest {
  @Test
  void split_twoConflicts_givesBothSides() throws FormatException {
    String text =
        "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\nd\n<<<<<<< HEAD\n=======\ne\n>>>>>>> o\n";
    ConflictMarkers split = ConflictMarkers.split(text, "f");
    assertThat(split.ours()).isEqualTo("a\nb\nd\n");
    assertThat(split.theirs()).isEqualTo("a\nc\nd\ne\n");
    assertThat(split.base()).isEmpty();
    assertThat(ConflictMarkers.lineOf(text)).isEqualTo(2);
  }

  @Test
  void split_withBase_givesIt() throws FormatException {
    String text = "a\n<<<<<<< HEAD\nb\n||||||| 123\nx\ny\n=======\nc\n>>>>>>> other\nd";
    ConflictMarkers split = ConflictMarkers.split(text, "f");
    assertThat(split.base()).contains("a\nx\ny\nd");
    assertThat(split.ours()).isEqualTo("a\nb\nd");
    assertThat(split.theirs()).isEqualTo("a\nc\nd");
  }

  @Test
  void split_withoutMarkers_givesTheTextThrice() throws FormatException {
    ConflictMarkers split = ConflictMarkers.split("a: <<<<<<< b\n======\n", "f");
    assertThat(split.ours()).isEqualTo(split.theirs()).isEqualTo("a: <<<<<<< b\n======\n");
    assertThat(ConflictMarkers.areIn("a: <<<<<<< b\n<<<<<<<x\n <<<<<<< y\n")).isFalse();
    assertThat(ConflictMarkers.areIn("")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<<<<<<< a\nb\n",
        "<<<<<<< a\n=======\n",
        ">>>>>>> a\n",
        "<<<<<<< a\n<<<<<<< b\n=======\n>>>>>>> a\n",
        "<<<<<<< a\n=======\n=======\n>>>>>>> a\n",
        "<<<<<<< a\n>>>>>>> a\n",
        "<<<<<<< a\n=======\n||||||| b\n>>>>>>> a\n"
      })
  void split_brokenMarkers_saysWhere(String text) {
    assertThatThrownBy(() -> ConflictMarkers.split(text, "f"))
        .isInstanceOfSatisfying(
            FormatException.class,
            failure -> {
              assertThat(failure.source()).isEqualTo("f");
              assertThat(failure.line()).isPositive();
            });
  }
}
