package datasync.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Golden texts are those of CPython 3.11.
class PythonTextTest {
  @Test
  void repr_prefersSingleQuotesAndEscapesWhatIsNotPrintable() {
    assertThat(PythonText.repr("a'b")).isEqualTo("\"a'b\"");
    assertThat(PythonText.repr("a'\"b")).isEqualTo("'a\\'\"b'");
    assertThat(PythonText.repr("\\\t\r\n\u0000\u00e9\u00a0\u2028\ufeff\ud83d\ude00"))
        .isEqualTo("'\\\\\\t\\r\\n\\x00\u00e9\\xa0\\u2028\\ufeff\ud83d\ude00'");
  }

  @Test
  void strip_takesTheBlanksOfPython() {
    assertThat(PythonText.strip("\u001f\u00a0\u3000 a\u200b \u0085")).isEqualTo("a\u200b");
  }
}
