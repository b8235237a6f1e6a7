package datasync.text.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.text.FormatException;
import datasync.text.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlTest {
  private static Value.Text text(String value) {
    return new Value.Text(value);
  }

  @Test
  void parse_ofDvcFile_yieldsItsValues() throws FormatException {
    Value value = Yaml.parse("outs:\n- md5: '12'\n  size: 3\n  path: a b\n", "x.dvc");

    Value.Mapping out = (Value.Mapping)
        ((Value.Sequence) ((Value.Mapping) value).get("outs")).items().get(0);
    assertThat(out.get("md5")).isEqualTo(text("12"));
    assertThat(out.get("size")).isEqualTo(Value.Int.of(3));
    assertThat(out.get("path")).isEqualTo(text("a b"));
  }

  @Test
  void parse_ofRepeatedKey_namesItsPlace() {
    assertThatThrownBy(() -> Yaml.parse("a: 1\nb: 2\na: 3\n", "f"))
        .isInstanceOfSatisfying(FormatException.class,
            e -> assertThat(e.position()).isEqualTo("f:3:1"));
  }

  @Test
  void write_foldsLikeDvc() {
    StringBuilder words = new StringBuilder("word0");
    for (int i = 1; i < 30; i++) {
      words.append(" word").append(i);
    }
    Value value = Value.Mapping.of(Map.of("stages", Value.Mapping.of(Map.of("a",
        Value.Mapping.of(Map.of("cmd", text(words.toString())))))));

    assertThat(Yaml.write(value)).isEqualTo("""
        stages:
          a:
            cmd: word0 word1 word2 word3 word4 word5 word6 word7 word8 word9 word10\s
              word11 word12 word13 word14 word15 word16 word17 word18 word19 word20\s
              word21 word22 word23 word24 word25 word26 word27 word28 word29
        """);
  }

  @Test
  void write_ofOneInstanceTwice_usesAnAnchor() {
    Value.Mapping shared = Value.Mapping.of(Map.of("x", Value.Int.of(1)));

    assertThat(Yaml.write(new Value.Sequence(List.of(shared, shared))))
        .isEqualTo("- &id001\n  x: 1\n- *id001\n");
  }

  @Test
  void write_quotesWhatWouldReadAsSomethingElse() {
    String[][] cases = {{"a: b", "'a: b'"}, {"-a", "-a"}, {"- a", "'- a'"}, {"a #b", "'a #b'"},
        {"", "''"}, {"~", "'~'"}, {"yes", "yes"}, {"1:30", "1:30"}, {".5", "'.5'"},
        {"1e5", "'1e5'"}, {"1e", "1e"}, {"0o17", "'0o17'"}, {"1_", "'1_'"}, {"_1", "_1"},
        {"2020-01-01", "'2020-01-01'"}, {"=", "'='"}, {"<<", "'<<'"}, {"a'b", "a'b"},
        {"'a", "\"'a\""}, {"\"a", "'\"a'"}, {"a\tb", "\"a\\tb\""}, {"a\nb", "\"a\\nb\""},
        {"C:\\x", "C:\\x"}, {"\ud83d\ude00", "\ud83d\ude00"}, {"\ufeff", "\"\\uFEFF\""}};
    for (String[] each : cases) {
      assertThat(Yaml.write(Value.Mapping.of(Map.of("k", text(each[0])))))
          .isEqualTo("k: " + each[1] + "\n");
    }
  }

  @Test
  void write_ofLongKey_usesTheExplicitForm() {
    assertThat(Yaml.write(Value.Mapping.of(Map.of("k".repeat(122), Value.Int.of(1)))))
        .startsWith("kkk");
    assertThat(Yaml.write(Value.Mapping.of(Map.of("k".repeat(123), Value.Int.of(1)))))
        .isEqualTo("? " + "k".repeat(123) + "\n: 1\n");
  }

  @Test
  void decode_refusesWhatIsNotUtf8_andMakesLineFeeds() throws FormatException {
    assertThat(Yaml.decode(new byte[] {'a', '\r', '\n', 'b', '\r'}, "f")).isEqualTo("a\nb\n");
    assertThatThrownBy(() -> Yaml.decode(new byte[] {(byte) 0xff}, "f"))
        .isInstanceOf(FormatException.class).hasMessage("is not valid utf-8");
  }

  @Test
  void parse_ofAnchorWithoutContent_isNull() throws FormatException {
    assertThat(Yaml.parse("a:\n- &x # none\n- b\n- *x\n", "f")).isEqualTo(
        Value.Mapping.of(Map.of("a", new Value.Sequence(
            List.of(Value.Null.NULL, text("b"), Value.Null.NULL)))));
  }
}
