package datasync.text.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.text.FormatException;
import datasync.text.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Golden values are those of dvc 3.67.1 on Python 3.11.
class PythonParamsTest {
  private static String read(String text) throws FormatException {
    return Json.write(PythonParams.parse(text, "params.py"));
  }

  @Test
  void parse_takesConstantsClassesAndAttributesOfSelf() throws FormatException {
    assertThat(read("""
        import os
        A = 1
        B: int = -2.5e3

        class Train(object):
            x = 'q' "r"

            def __init__(self, a=1):
                self.lr = 0.01
                self.a.b = 2
                w = 3

            class Inner: n = (1); m = []

            def run(self):
                self.other = 4
        self.z = 5
        """)).isEqualTo("{\"A\": 1, \"B\": -2500.0, \"Train\": {\"x\": \"qr\", \"lr\": 0.01, "
            + "\"Inner\": {\"n\": 1, \"m\": []}}, \"z\": 5}");
  }

  @Test
  void parse_readsLiterals() throws FormatException {
    assertThat(read("a = {'k': [1, (2, 3)], 2: None, True: {1, 2, 1}}\nb = 1, 2\nc = ()\nd = (1,)\n"
        + "e = 1_000\nf = 0xFF\ng = .5\nh = set()\ni = -(3)\nj = 1e400\nk = 0o17, 0b1, 00\n"))
        .isEqualTo("{\"a\": {\"k\": [1, [2, 3]], \"2\": null, \"true\": [1, 2]}, \"b\": [1, 2], "
            + "\"c\": [], \"d\": [1], \"e\": 1000, \"f\": 255, \"g\": 0.5, \"h\": [], \"i\": -3, "
            + "\"j\": Infinity, \"k\": [15, 1, 0]}");
  }

  @Test
  void parse_readsStrings() throws FormatException {
    assertThat(read("a = '\\x41\\u00e9\\N{BULLET}\\101\\q\\\n b'\nb = r'\\n'\nc = '''x\ny'''\n"
        + "d = u\"\"\"z\"\"\"\ne = ('p'\n  \"q\")"))
        .isEqualTo("{\"a\": \"A\\u00e9\\u2022A\\\\q b\", \"b\": \"\\\\n\", \"c\": \"x\\ny\", "
            + "\"d\": \"z\", \"e\": \"pq\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "a = b", "a = 1 + 2", "a = b = 1", "a, b = 1, 2", "a += 1", "a['x'] = 1", "a.b = 1", "a: int",
    "a = [1, b]", "a = {**b}", "a = f'x'", "a = not True", "a = -True", "a = - -1", "a = lambda: 1",
    "a = 1 if b else 2", "if x:\n  a = 1\nelse:\n  b = 2", "for i in x: a = 1", "def f(): a = 1",
    "with x as y:\n\ta = 1", "try:\n  a = 1\nexcept E:\n  b = 2",
    "async def __init__(self):\n  self.a = 1", "match x:\n  case 1:\n    a = 1", "x(a=1)",
    "@dec\ndef f(a=1): pass", "a = b'x'", "a = 1j", "a = {(1, 2): 3}", "# only a comment", "",
    "\\\n\n", "print('a')", "a = x[1:2]", "a == 1"
  })
  void parse_passesOverWhatIsNoParameter(String text) throws FormatException {
    assertThat(read(text)).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "a = 'x", "a = '''x", "a = (1", "a = 1)", "a = (1]", "if x:\na = 1", "  a = 1",
    "a = 1\n  b = 2", "if x:\n    a = 1\n  b = 2", "print 'x'", "a = 01", "a = 1__0", "a =",
    "= 1", "1 = a", "if x", "class A\n  b = 1", "a = ?", "a = 1 2", "\ufeffa = 1", "a = {[1]: 2}",
    "a = {{}}", ": a = 1", "None = 1", "a = 5x", "a = 1 \\ 2"
  })
  void parse_refusesWhatIsNoPython(String text) {
    assertThatThrownBy(() -> PythonParams.parse(text, "x")).isInstanceOf(FormatException.class);
  }

  @Test
  void parse_limitsDepthAndNamesThePlace() {
    assertThatThrownBy(() -> PythonParams.parse("a = " + "(".repeat(10_000), "x"))
        .isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> PythonParams.parse("a = [\n1, '\ud83d\ude00', 'x\n", "p.py"))
        .isInstanceOfSatisfying(FormatException.class,
            e -> assertThat(e.position()).isEqualTo("p.py:2:9"));
    assertThatThrownBy(() -> PythonParams.parse("a = 1\nb = 'x\n", "p.py"))
        .isInstanceOfSatisfying(FormatException.class,
            e -> assertThat(e.position()).isEqualTo("p.py:2:5"));
    assertThatThrownBy(() -> PythonParams.parse(
        "a='\u00e9'".getBytes(StandardCharsets.ISO_8859_1), "x")).hasMessage("not UTF-8");
  }

  @Test
  void parse_ofOneLongLine_takesLinearTime() {
    String text = "a = [" + "1, ".repeat(400_000) + "]";
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThat(read(text)).startsWith("{\"a\": [1, 1"));
  }
}
