package datasync.text.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.text.FormatException;
import datasync.text.Value;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Golden texts are those of CPython 3.11.
class JsonTest {
  private static String again(String text) throws FormatException {
    return Json.write(Json.parse(text, "x.json"));
  }

  @Test
  void write_hasTheSeparatorsAndEscapesOfPython() throws FormatException {
    assertThat(again("{\"a\":[1,-2.50,true,false,null],"
        + "\"\\u00e9\\ud83d\\ude00\u007f\":\"\\/\\t\"}"))
        .isEqualTo("{\"a\": [1, -2.5, true, false, null], "
            + "\"\\u00e9\\ud83d\\ude00\\u007f\": \"/\\t\"}");
  }

  @Test
  void parse_readsWhatPythonReadsBeyondTheStandard() throws FormatException {
    assertThat(again("[NaN, Infinity, -Infinity, 1E2, 1e-7, -0, \"\\ud800\"]"))
        .isEqualTo("[NaN, Infinity, -Infinity, 100.0, 1e-07, 0, \"\\ud800\"]");
    assertThat(again("[123456789012345678901234567890]"))
        .isEqualTo("[123456789012345678901234567890]");
  }

  @Test
  void parse_ofEqualKeys_keepsTheFirstPlaceAndTheLastValue() throws FormatException {
    assertThat(again("{\"a\": 1, \"b\": 2, \"a\": 3}")).isEqualTo("{\"a\": 3, \"b\": 2}");
  }

  @Test
  void write_sortsByCodePointAtEveryLevel() throws FormatException {
    Value value = Json.parse("{\"\\ud83d\\ude00\": 1, \"\\uffe6\": {\"b\": 1, \"a\": 2}}", "x");
    assertThat(Json.write(value, JsonStyle.SORTED))
        .isEqualTo("{\"\\uffe6\": {\"a\": 2, \"b\": 1}, \"\\ud83d\\ude00\": 1}");
  }

  @Test
  void write_indentsAsPython() throws FormatException {
    Value value = Json.parse("{\"a\": [], \"b\": {}, \"c\": [1, {\"d\": null}]}", "x");
    assertThat(Json.write(value, JsonStyle.INDENTED)).isEqualTo("""
        {
          "a": [],
          "b": {},
          "c": [
            1,
            {
              "d": null
            }
          ]
        }""");
  }

  @Test
  void write_ofKeysThatAreNotText_givesTheirText() {
    Value.Mapping mapping = new Value.Mapping(new java.util.LinkedHashMap<>(java.util.Map.of(
        Value.Int.of(3), new Value.Timestamp("2020-01-01"))));
    assertThat(Json.write(mapping)).isEqualTo("{\"3\": \"2020-01-01\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", " ", "{", "[1,]", "{\"a\":1,}", "{a: 1}", "01", "1.", "+1", ".5", "1e", "nul", "'a'", "\"a",
    "\"\n\"", "\"\\x\"", "\"\\u12g4\"", "[1] 2", "\u00a01", "\ufeff1", "-", "{\"a\" 1}", "[1 2]"
  })
  void parse_refusesWhatPythonRefuses(String text) {
    assertThatThrownBy(() -> Json.parse(text, "x.json")).isInstanceOf(FormatException.class);
  }

  @Test
  void parse_limitsDepthAndDigits() throws FormatException {
    assertThatThrownBy(() -> Json.parse("[".repeat(100_000), "x"))
        .isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> Json.parse("1".repeat(4301), "x")).isInstanceOf(FormatException.class);
    assertThat(Json.parse("[".repeat(200) + "]".repeat(200), "x"))
        .isInstanceOf(Value.Sequence.class);
  }

  @Test
  void parse_namesSourceLineAndColumn() {
    assertThatThrownBy(() -> Json.parse("{\n  \"\ud83d\ude00\": x}", "dir/a.json"))
        .isInstanceOfSatisfying(FormatException.class, e ->
            assertThat(e.position()).isEqualTo("dir/a.json:2:8"));
  }

  @Test
  void parse_ofBytesThatAreNotUtf8_fails() {
    assertThatThrownBy(() -> Json.parse("\"\u00e9\"".getBytes(StandardCharsets.ISO_8859_1), "x"))
        .isInstanceOf(FormatException.class).hasMessage("not UTF-8");
  }
}
