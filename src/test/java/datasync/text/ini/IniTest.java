package datasync.text.ini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.text.FormatException;
import datasync.text.Value;
import datasync.text.json.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Golden values are those of configobj 5.0.9.
class IniTest {
  private static String read(String text) throws FormatException {
    return Json.write(Ini.parse(text, "config"));
  }

  private static String write(String json) throws FormatException {
    return Ini.write((Value.Mapping) Json.parse(json, "x"));
  }

  private static void fails(String text, String message) {
    assertThatThrownBy(() -> Ini.parse(text, "config"))
        .isInstanceOf(FormatException.class).hasMessage(message);
  }

  @Test
  void parse_readsTheShapesOfRealFiles() throws FormatException {
    assertThat(read("""
        # comment
        [core]
            remote = storage   # after the value
        analytics=false
        ['remote "storage"']
        url = "C:\\data"
        [remote "plain"]
            url = s3://bucket/a;b
            empty =
        """)).isEqualTo("{\"core\": {\"remote\": \"storage\", \"analytics\": \"false\"}, "
            + "\"remote \\\"storage\\\"\": {\"url\": \"C:\\\\data\"}, "
            + "\"remote \\\"plain\\\"\": {\"url\": \"s3://bucket/a;b\", \"empty\": \"\"}}");
  }

  @Test
  void parse_ofCrlfAndNoLineEndAtTheEnd_isThatOfLf() throws FormatException {
    assertThat(read("[a]\r\n  b = c\r\nd=e")).isEqualTo("{\"a\": {\"b\": \"c\", \"d\": \"e\"}}");
  }

  @Test
  void parse_ofCommas_givesLists() throws FormatException {
    assertThat(read("a = x,\nb = ,\nc = \"x\", 'y, z', w # no\nd = \"x,y\""))
        .isEqualTo("{\"a\": [\"x\"], \"b\": [], \"c\": [\"x\", \"y, z\", \"w\"], \"d\": \"x,y\"}");
  }

  @Test
  void parse_ofThreeQuotes_takesLines() throws FormatException {
    assertThat(read("a = '''x\n # y''z''' # c\nb = \"\"\"q\"\"\""))
        .isEqualTo("{\"a\": \"x\\n # y''z\", \"b\": \"q\"}");
  }

  @Test
  void parse_nestsSectionsBehindOptions() throws FormatException {
    assertThat(read("[a]\n[[b]]\nx=1\n[[c]]\n[d]\ny=2"))
        .isEqualTo("{\"a\": {\"b\": {\"x\": \"1\"}, \"c\": {}}, \"d\": {\"y\": \"2\"}}");
  }

  @Test
  void parse_interpolatesFromSectionDefaultAndParents() throws FormatException {
    assertThat(read("top=t\n[a]\nx=%(y)s-%(top)s-%(d)s%\ny=%%(z)s\nz=1\n[[DEFAULT]]\nd=5"))
        .contains("\"x\": \"%1-t-5%\"");
  }

  @Test
  void parse_namesWhatIsWrongAsConfigobjDoes() {
    fails("[a]\n[a]", "Duplicate section name at line 2.");
    fails("[a]\nb=1\nb=2", "Duplicate keyword name at line 3.");
    fails("\ufeff[core]\n",
        "Invalid line ('\\ufeff[core]') (matched as neither section nor keyword) at line 1.");
    fails("a = \"b", "Parse error in value at line 1.");
    fails("a = '''b", "Parse error in multiline value at line 1.");
    fails("[[a]]", "Section too nested at line 1.");
    fails("[a]]", "Cannot compute the section depth at line 1.");
    fails("x\ny\n", "Parsing failed with several errors.\nFirst error at line 1.");
    fails("a = %(b)s", "missing option \"b\" in interpolation.");
    fails("a = %(b)s\nb = %(a)s", "interpolation loop detected in value \"a\".");
  }

  @Test
  void parse_ofInterpolationsThatGrow_stops() {
    StringBuilder text = new StringBuilder("a0 = 0123456789\n");
    for (int i = 1; i < 30; i++) {
      text.append("a%d = %%(a%d)s%%(a%d)s\n".formatted(i, i - 1, i - 1));
    }
    assertThatThrownBy(() -> Ini.parse(text.toString(), "config"))
        .isInstanceOf(FormatException.class);
  }

  @Test
  void parse_ofBytesThatAreNotUtf8_fails() {
    assertThatThrownBy(() -> Ini.parse("a=\u00e9".getBytes(StandardCharsets.ISO_8859_1), "config"))
        .isInstanceOf(FormatException.class).hasMessage("not UTF-8");
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', value = {
    "a b|a b", "` a`|\" a\"", "a=b|a=b", "a;b|a;b", "[x]|[x]", "x%y|x%y", "$x|$x", "a'b|a'b",
    "a\"b|a\"b", "'x'|\"'x'\"", "\"x\"|'\"x\"'", "`a,b`|`\"a,b\"`", "a#b|\"a#b\"", "``|\"\"",
    "`ab#c, d\"e`|`'ab#c, d\"e'`", "a \"'b|'''a \"'b'''"
  }, delimiter = '|')
  void write_quotesValues(String value, String written) throws FormatException {
    String text = Ini.write(Value.Mapping.of(java.util.Map.of("k", new Value.Text(value))));
    assertThat(text).isEqualTo("k = " + written + "\n");
    assertThat(Ini.parse(text, "x").get("k")).isEqualTo(new Value.Text(value));
  }

  @Test
  void write_indentsAndPutsOptionsBeforeSections() throws FormatException {
    assertThat(write("{\"core\": {\"s\": {\"x\": \"\"}, \"a\": [\"b\", \"c,d\"], \"e\": [\"f\"]}, "
        + "\"remote \\\"q\\\"\": {}}"))
        .isEqualTo("[core]\n    a = b, \"c,d\"\n    e = f,\n    [[s]]\n        x = \"\"\n"
            + "['remote \"q\"']\n");
    assertThat(write("{}")).isEqualTo("\n");
  }

  @Test
  void write_ofWhatCannotBeQuoted_fails() {
    assertThatThrownBy(() -> write("{\"remote \\\"a'b\\\"\": {}}"))
        .isInstanceOf(FormatException.class)
        .hasMessage("Value \"remote \"a'b\"\" cannot be safely quoted.");
  }

  @Test
  void parse_ofInterpolationThatDoubles_isRefusedSoon() {
    StringBuilder text = new StringBuilder("[x]\na0 = xxxxxxxxxx\n");
    for (int i = 1; i < 60; i++) {
      String last = "%(a" + (i - 1) + ")s";
      text.append("a" + i + " = " + last + last + "\n");
    }
    assertThatThrownBy(() -> Ini.parse(text.toString(), "x"))
        .isInstanceOf(FormatException.class)
        .hasMessage("value too long after interpolation");
  }
}
