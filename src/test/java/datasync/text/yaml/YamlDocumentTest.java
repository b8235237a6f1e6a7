package datasync.text.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.text.FormatException;
import datasync.text.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is expected was written by ruamel.yaml 0.19.1 as DVC 3.67.1 drives it.
class YamlDocumentTest {
  private static YamlDocument document(String text) throws FormatException {
    return YamlDocument.parse(text, "dvc.yaml");
  }

  private static List<Value> path(String... keys) {
    Value[] path = new Value[keys.length];
    for (int i = 0; i < keys.length; i++) {
      path[i] = new Value.Text(keys[i]);
    }
    return List.of(path);
  }

  @Test
  void write_keepsCommentsBracketsAndNumbers_andNormalizesQuotesAndIndents()
      throws FormatException {
    assertThat(document("""
        vars:
          - "quoted"
          - 'single'   # why
          - [a, {c: 1}]
          - {x: 0x1F, y: 1_000, z: 1e3}
        folded: >-
          one
          two

          three
        literal: |
          keep
           this
        none: ~
        """).write()).isEqualTo("""
        vars:
        - quoted
        - single       # why
        - [a, c: 1]
        - {x: 0x1F, y: 1_000, z: 1e3}
        folded: >-
          one
          two

          three
        literal: |
          keep
           this
        none:
        """);
  }

  @Test
  void set_ofNewKey_goesBehindTheCommentBeforeTheNextStage() throws FormatException {
    YamlDocument document = document("""
        stages:
            s1:   # four-space
                cmd: echo 1 > o1
                outs:
                    - o1

            # before s2
            s2:
                cmd: echo 2 > o2
        """);
    document.set(path("stages", "s1", "frozen"), new Value.Bool(true));

    assertThat(document.write()).isEqualTo("""
        stages:
          s1:     # four-space
            cmd: echo 1 > o1
            outs:
            - o1

            # before s2
            frozen: true
          s2:
            cmd: echo 2 > o2
        """);
  }

  @Test
  void set_withinAnAnchor_keepsAliasAndMergeKey() throws FormatException {
    YamlDocument document = document("""
        base: &base
          a: 1
        one:
          <<: *base
          b: 3
        two: *base
        """);
    document.set(path("base", "c"), new Value.Text("new"));

    assertThat(document.write()).isEqualTo("""
        base: &base
          a: 1
          c: new
        one:
          <<: *base
          b: 3
        two: *base
        """);
  }

  @Test
  void set_ofPresentAndMissingStages_replacesAndAppends() throws FormatException {
    YamlDocument document = document("""
        schema: '2.0'
        stages:
          a:
            cmd: old
          b:
            cmd: keep
        """);
    Value.Mapping stage = Value.Mapping.of(Map.of("cmd", new Value.Text("new\nline")));
    document.set(path("stages", "a"), stage);
    document.set(path("stages", "c", "cmd"), new Value.Text("12"));

    assertThat(document.write()).isEqualTo("""
        schema: '2.0'
        stages:
          a:
            cmd: "new\\nline"
          b:
            cmd: keep
          c:
            cmd: '12'
        """);
  }

  @Test
  void remove_takesTheCommentsBehindTheKeyAlong() throws FormatException {
    YamlDocument document = document("""
        a: 1  # one
        # above b
        b: 2  # two

        c: 3
        """);
    document.remove(path("b"));
    document.remove(path("absent", "deeper"));

    assertThat(document.write()).isEqualTo("""
        a: 1  # one
        # above b
        c: 3
        """);
  }

  @Test
  void apply_keepsWhatIsEqual_appendsWhatIsNew() throws FormatException {
    YamlDocument document = document("""
        outs:
        - path: a   # data
          md5: 11
          size: 0x10
        desc: |
          long
        """);
    Map<String, Value> out = new LinkedHashMap<>();
    out.put("md5", new Value.Text("22"));
    out.put("size", Value.Int.of(16));
    out.put("hash", new Value.Text("md5"));
    out.put("path", new Value.Text("a"));
    Map<String, Value> wanted = new LinkedHashMap<>();
    wanted.put("desc", new Value.Text("other\n"));
    wanted.put("outs", new Value.Sequence(List.of(Value.Mapping.of(out))));
    document.apply(Value.Mapping.of(wanted));

    assertThat(document.write()).isEqualTo("""
        outs:
        - path: a   # data
          md5: '22'
          size: 0x10
          hash: md5
        desc: |
          other
        """);
    assertThat(document.value()).isEqualTo(
        Yaml.parse(document.write(), "dvc.yaml"));
  }

  @Test
  void write_ofListWithHeaderComment_losesTheCommentsOfTheList() throws FormatException {
    assertThat(document("a:\n- x  # one\n- | # two\n  text\n# end\nb: 1\n").write())
        .isEqualTo("a:\n- x\n- |\n  text\nb: 1\n");
  }

  @Test
  void parse_ofNothing_isAnEmptyMapping() throws FormatException {
    assertThat(document("# only this\n").write()).isEqualTo("{}\n");
    assertThat(document("{}  # gone\n").value()).isEqualTo(Value.Mapping.EMPTY);
  }

  @Test
  void parse_ofKeyGivenTwiceBesideMergeKey_isRefused() {
    assertThatThrownBy(() -> document("a: &a {b: 1}\nc:\n  <<: *a\n  d: 1\n  d: 2\n"))
        .isInstanceOf(FormatException.class);
  }
}
