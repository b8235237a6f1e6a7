package datasync.text.toml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.text.FormatException;
import datasync.text.json.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Golden values are those of CPython's tomllib and of tomlkit, which agree on them.
class TomlTest {
  private static String read(String text) throws FormatException {
    return Json.write(Toml.parse(text, "params.toml"));
  }

  @Test
  void parse_readsTablesArraysAndScalars() throws FormatException {
    assertThat(read("""
        title = "a\\u00e9\\t" # comment
        'quoted key'."x y" = 'lit\\eral'
        [train]
        lr = 1e-3
        steps = 1_000
        mask = [0xff, 0o17, 0b11,]
        [train.deep.er]
        on = true
        [[layer]]
        size = +1
        [[layer]]
        [layer.inner]
        opts = { a.b = 1, c = [ { d = 2 } ] }
        """)).isEqualTo("{\"title\": \"a\\u00e9\\t\", \"quoted key\": {\"x y\": \"lit\\\\eral\"}, "
            + "\"train\": {\"lr\": 0.001, \"steps\": 1000, \"mask\": [255, 15, 3], "
            + "\"deep\": {\"er\": {\"on\": true}}}, \"layer\": [{\"size\": 1}, "
            + "{\"inner\": {\"opts\": {\"a\": {\"b\": 1}, \"c\": [{\"d\": 2}]}}}]}");
  }

  @Test
  void parse_keepsDatesAsWritten() throws FormatException {
    assertThat(read("a = 1979-05-27T07:32:00.5-07:00\nb = 1979-05-27 07:32:00\nc = 1979-05-27\n"
        + "d = 07:32:00\ne = [1979-05-27 ]")).isEqualTo("{\"a\": \"1979-05-27T07:32:00.5-07:00\", "
            + "\"b\": \"1979-05-27 07:32:00\", \"c\": \"1979-05-27\", \"d\": \"07:32:00\", "
            + "\"e\": [\"1979-05-27\"]}");
  }

  @Test
  void parse_readsStringsOfSeveralLines() throws FormatException {
    assertThat(read("a = \"\"\"\nx\\\n   y\"\"\"\"\r\nb = '''\n'a'\\n'''"))
        .isEqualTo("{\"a\": \"xy\\\"\", \"b\": \"'a'\\\\n\"}");
  }

  @Test
  void parse_readsSpecialNumbersAndInlineTablesOfSeveralLines() throws FormatException {
    assertThat(read("a = [inf, -inf, nan, -0.0, 1.5E+2]\nb = {\n x = 1,\n y = 2 # c\n}"))
        .isEqualTo("{\"a\": [Infinity, -Infinity, NaN, -0.0, 150.0], \"b\": {\"x\": 1, \"y\": 2}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "a = 1\na = 2", "[a]\n[a]", "a.b = 1\na.b.c = 2", "[a]\nb.c = 1\n[a.b]", "a = {b = 1}\n[a.c]",
    "a = [1]\n[[a]]", "[[a]]\n[a]", "a = 01", "a = 1__0", "a = _1", "a = 1.", "a = .5", "a = 1e",
    "a = 0x", "a = tru", "a = \"x", "a = \"\\q\"", "a = \"\\ud800\"", "a", "= 1", "a = 1 2",
    "a = 2020-02-30", "a = [1 2]", "a = {b = 1 c = 2}", "a = \"x\ny\"", "a = '\u0001'", "[a", "[]",
    "a.b.c = 1\n[a]\nb.d = 2\n[a.b]", "[a.b.c]\n[a]\nb.c.t = 1", "a = 24:00:00"
  })
  void parse_refusesWhatTomlForbids(String text) {
    assertThatThrownBy(() -> Toml.parse(text, "x")).isInstanceOf(FormatException.class);
  }

  @Test
  void parse_limitsDepthAndNamesThePlace() {
    assertThatThrownBy(() -> Toml.parse("a = " + "[".repeat(100_000), "x"))
        .isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> Toml.parse("[a" + ".b".repeat(30_000) + "]", "x"))
        .isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> Toml.parse("a = 1\nb = ?", "p.toml"))
        .isInstanceOfSatisfying(FormatException.class,
            e -> assertThat(e.position()).isEqualTo("p.toml:2:5"));
    assertThatThrownBy(() -> Toml.parse("a='\u00e9'".getBytes(StandardCharsets.ISO_8859_1), "x"))
        .hasMessage("not UTF-8");
  }
}
