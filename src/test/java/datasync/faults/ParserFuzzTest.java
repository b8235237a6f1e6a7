package datasync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.object.HashName;
import datasync.object.Tree;
import datasync.text.FormatException;
import datasync.text.Value;
import datasync.text.ignore.IgnoreCursor;
import datasync.text.ignore.IgnoreFile;
import datasync.text.ignore.IgnorePattern;
import datasync.text.ignore.IgnoreRules;
import datasync.text.ini.Ini;
import datasync.text.json.Json;
import datasync.text.python.PythonParams;
import datasync.text.toml.Toml;
import datasync.text.xml.XmlElement;
import datasync.text.yaml.Yaml;
import datasync.text.yaml.YamlDocument;
import datasync.track.DirListing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Damaged texts: a value or a [FormatException], in bounded time and memory; what is read and
/// written again means the same.
@Tag("faults")
class ParserFuzzTest {
  private static final String YAML = """
      # top
      stages: &a
        one:   # eol
          cmd: >-
            run
             this
          deps: [a, {b: 1}]
          params:
            - x: 1.5e-07
            - "q\\n\\u00e9\\x41"
            - 'it''s'
      two:
        <<: *a
        n: ~
        d: 2020-01-01 10:00:00
        l: |2+
            text

      ? key
      : - - 1
      """;
  private static final String JSON =
      "{\"a\": [1, -2.5e3, true, null, {\"b\": \"\\u00e9\\n\"}], \"c\": {}, "
          + "\"d\": 123456789012345678901, \"e\": NaN, \"\": []}";
  private static final String XML = """
      <?xml version="1.0" encoding="UTF-8"?>
      <D:multistatus xmlns:D="DAV:"><D:response><D:href>/a%20b/</D:href><!-- c -->
      <D:propstat><D:prop><D:getcontentlength>12</D:getcontentlength></D:prop></D:propstat>
      </D:response><x y='1'>&amp;&#x20AC;<![CDATA[ <z> ]]></x></D:multistatus>
      """;
  private static final String INI = """
      # comment
      [core]
          remote = origin  # why
          autostage = true
      ['remote "origin"']
          url = s3://bucket/path
          password = "a, b"
          list = a, "b c", 'd'
          multi = '''one
      two'''
      [feature]
          [[inner]]
              x = %(y)s
              y = 1
      """;
  private static final String TOML = """
      title = "x \\u00e9"
      a.b."c d" = 0x1F
      [owner]
      dob = 1979-05-27T07:32:00.5-08:00
      t = 07:32:00
      list = [1, 2.5, "x", [true, inf], {y = 1, z.w = 'l'},]
      m = \"\"\"
      one \\
        two\"\"\"
      [[t.u]]
      k = -1_000
      [[t.u]]
      [t.u.v]
      """;
  private static final String PYTHON = """
      import os  # x
      A: int = 5
      B = [1, 2.5, 'a' "b", {'k': (1, -2), "s": {1, 2}}]
      class Train(Base):
          \"\"\"doc\"\"\"
          lr = 1e-3; n = 0x10
          def __init__(self, x=1, *a, **k):
              self.y = True
              if x:
                  self.z = None
              for i in range(3): pass
      t = f'{A!r:>{B}}' + r'\\d' b'\\x00'
      x = lambda a: [i for i in a if i]
      with open('f') as g, h:
          pass
      """;
  private static final String LISTING =
      "[{\"md5\": \"b026324c6904b2a9cb4b88d6d61c81d1\", \"relpath\": \"a\"},"
          + " {\"md5\": \"26ab0db90d72e28ad0ba1e22ee510510\", "
          + "\"relpath\": \"b/\\u00e9 c\", \"size\": 3}]";
  private static final String IGNORE = """
      # comment
      *.pyc
      /data/**
      !keep
      **/a/[!b-d]?/\\#x
      dir/
      foo/**/bar*
      [[:alpha:]]x
      trailing\\\s
      """;

  /// What may be a point of time, whose spelling changes.
  private static final Pattern TIME = Pattern.compile("\\d-\\d\\d?-\\d");

  private static final int COUNT = Effort.of(4_000, 60_000);

  @Test
  void yaml() throws InterruptedException {
    new Fuzz("yaml").seeds(YAML)
        .files(".dvc").files(".yaml").files(".lock")
        .run(COUNT, bytes -> {
          String text = Yaml.decode(bytes, "f");
          Value value = Yaml.parse(text, "f");
          String written = Yaml.write(value);
          if (isPlain(text)) {
            assertThat(Yaml.parse(written, "written")).isEqualTo(value);
          }
        });
  }

  /// What ruamel, too, writes so that it reads the same again.
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each != '\n' && (each < ' ' || each > '~') || each == '\\' || each == '>') {
        return false;
      }
    }
    return !TIME.matcher(text).find();
  }

  @Test
  void yamlInPlace() throws InterruptedException {
    new Fuzz("yaml in place").seeds(YAML)
        .files(".dvc").files(".yaml").files(".lock")
        .run(COUNT, bytes -> {
          String text = Yaml.decode(bytes, "f");
          YamlDocument document = YamlDocument.parse(text, "f");
          String written = document.write();
          if (isPlain(text)) {
            assertThat(Yaml.parse(written, "written")).isEqualTo(document.value());
          }
          document.apply(Value.Mapping.of(Map.of("stages", Value.Int.of(1))));
          document.write();
        });
  }

  @Test
  void json() throws InterruptedException {
    new Fuzz("json").seeds(JSON, LISTING).files(".json")
        .run(COUNT, bytes -> {
          String written = Json.write(Json.parse(bytes, "f"));
          assertThat(Json.write(Json.parse(written, "written"))).isEqualTo(written);
        });
  }

  @Test
  void xml() throws InterruptedException {
    new Fuzz("xml").seeds(XML).run(COUNT, bytes -> XmlElement.parse(bytes, "f"));
  }

  @Test
  void ini() throws InterruptedException {
    new Fuzz("ini").seeds(INI).files("config")
        .run(COUNT, bytes -> {
          Value.Mapping value = Ini.parse(bytes, "f");
          String written;
          try {
            written = Ini.write(value);
          } catch (FormatException allQuotes) {
            return;
          }
          try {
            Ini.parse(written, "written");
          } catch (FormatException asInDvc) {
            // what configobj writes is not always what it reads: names with brackets, `%(`
            assertThat(written).as(asInDvc.getMessage()).containsAnyOf("%(", "]']", "[[");
          }
        });
  }

  @Test
  void toml() throws InterruptedException {
    new Fuzz("toml").seeds(TOML).files(".toml")
        .run(COUNT, bytes -> Json.write(Toml.parse(bytes, "f")));
  }

  @Test
  void python() throws InterruptedException {
    new Fuzz("python").seeds(PYTHON).files(".py")
        .run(COUNT, bytes -> Json.write(PythonParams.parse(bytes, "f")));
  }

  @Test
  void listing() throws InterruptedException {
    new Fuzz("listing").seeds(LISTING, "[]").files(".dir")
        .run(COUNT, bytes -> {
          Tree tree = DirListing.read(bytes, HashName.MD5, "f");
          assertThat(DirListing.read(DirListing.bytes(tree), HashName.MD5, "written"))
              .isEqualTo(tree);
        });
  }

  @Test
  void ignorePatterns() throws InterruptedException {
    String many = "a".repeat(255);
    List<List<String>> paths =
        List.of(
            List.of("a"), List.of("data", "b", "a", "xb", "#x"), List.of(many, many, "b"),
            List.of("foo", "bar", "foo", "bar", "barx"), List.of("\u00e9", "", "\ud800", "\n"));
    new Fuzz("ignore patterns").seeds(IGNORE)
        .files(".dvcignore").files(".gitignore")
        .run(COUNT, bytes -> {
          decide(IgnoreFile.git(bytes, "f"), paths);
          List<IgnorePattern> patterns = IgnoreFile.dvc(bytes, "f");
          decide(patterns, paths);
          for (IgnorePattern each : patterns) {
            each.below("sub/folder");
          }
        });
  }

  private static void decide(List<IgnorePattern> patterns, List<List<String>> paths) {
    IgnoreCursor start = IgnoreRules.of(patterns).start();
    for (List<String> each : paths) {
      start.decide(each, false);
      start.decide(each, true);
    }
  }

  /// Texts that are small and mean much.
  @Test
  void bombs() throws InterruptedException {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    StringBuilder merges = new StringBuilder("b0: &b0 {k0: 1}\n");
    for (int i = 1; i < 40; i++) {
      String last = "*a" + (i - 1) + ", ";
      laughs.append("a" + i + ": &a" + i + " [" + last.repeat(8) + "x]\n");
      merges.append("b" + i + ": &b" + i + "\n  <<: [" + ("*b" + (i - 1) + ", ").repeat(8)
          + "*b0]\n  k" + i + ": 1\n");
    }
    new Fuzz("bombs")
        .seeds("a: 1", laughs.toString(), merges.toString(), "a: &a [*a]", "&a {? *a : 1}",
            "[".repeat(60_000), "{a: ".repeat(30_000), "- ".repeat(60_000), "? ".repeat(60_000),
            "a: ".repeat(30_000), "!!str ".repeat(9000), "&a ".repeat(9000), "\"".repeat(60_001),
            "'".repeat(60_001), "(".repeat(60_000), "x=" + "(".repeat(60_000) + "1",
            "x=" + "-".repeat(60_000) + "1", "x=" + "not ".repeat(9000) + "1",
            "x=" + "a.".repeat(9000) + "b", "x=" + "1+".repeat(30_000) + "1",
            "if a:\n" + nested(3000), "x=" + "lambda:".repeat(9000) + "1",
            "[a" + ".b".repeat(30_000) + "]\nc=1", "a" + ".b".repeat(30_000) + "=1",
            "x=" + "{a=".repeat(20_000) + "1", "[[".repeat(20_000), "x = " + "9".repeat(60_000),
            "{\"a\":".repeat(20_000), "[x]\na=" + "%(a)s".repeat(9000),
            "[x]\na=%(b)s%(b)s\nb=%(c)s%(c)s\nc=%(a)s", doublings(), "1e" + "9".repeat(60_000),
            "x: 0x" + "f".repeat(60_000), "x: 1" + ":59".repeat(20_000),
            "[".repeat(900) + "a]".repeat(900), "*".repeat(60_000), "**/".repeat(20_000) + "b",
            "a*".repeat(200) + "c", "[" + "a-z".repeat(20_000), "*a".repeat(60) + "[!c]")
        .run(0, bytes -> {
          attempt(() -> Yaml.write(Yaml.parse(text(bytes), "f")));
          attempt(() -> YamlDocument.parse(text(bytes), "f").write());
          attempt(() -> Json.parse(bytes, "f"));
          attempt(() -> Toml.parse(bytes, "f"));
          attempt(() -> PythonParams.parse(bytes, "f"));
          attempt(() -> Ini.parse(bytes, "f"));
          attempt(() -> DirListing.read(bytes, HashName.MD5, "f"));
          List<List<String>> paths = List.of(List.of("a".repeat(255)), List.of("a", "a", "c"));
          attempt(() -> decide(IgnoreFile.git(bytes, "f"), paths));
          attempt(() -> decide(IgnoreFile.dvc(bytes, "f"), paths));
        });
  }

  private static String nested(int depth) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < depth; i++) {
      text.append(" ".repeat(i % 90)).append("if a:\n");
    }
    return text.toString();
  }

  /// Each option is the one before, twice.
  private static String doublings() {
    StringBuilder text = new StringBuilder("[x]\na0 = xxxxxxxxxx\n");
    for (int i = 1; i < 60; i++) {
      text.append("a" + i + " = %(a" + (i - 1) + ")s%(a" + (i - 1) + ")s\n");
    }
    return text.toString();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// A call that may be refused.
  private interface Attempt {
    void run() throws Exception;
  }

  private static void attempt(Attempt attempt) throws Exception {
    try {
      attempt.run();
    } catch (FormatException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }
}
