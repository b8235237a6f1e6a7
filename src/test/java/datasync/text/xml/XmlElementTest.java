package datasync.text.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.text.FormatException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlElementTest {
  private static XmlElement parse(String text) throws FormatException {
    return XmlElement.parse(text.getBytes(StandardCharsets.UTF_8), "test");
  }

  @Test
  void names_areFoundWhateverTheirPrefixIs() throws FormatException {
    XmlElement with = parse("<x:a xmlns:x='DAV:'><x:b>1</x:b><x:b>2</x:b></x:a>");
    XmlElement without = parse("<a xmlns='DAV:'><b>1</b><b>2</b></a>");
    assertThat(with).isEqualTo(without);
    assertThat(with.namespace()).isEqualTo("DAV:");
    assertThat(with.all("b")).hasSize(2);
    assertThat(with.textAt("b")).isEqualTo("1");
    assertThat(with.textAt("b", "c")).isEmpty();
    assertThat(with.child("no")).isEmpty();
  }

  @Test
  void text_keepsBlanksAndJoinsWhatIsBetweenComments() throws FormatException {
    XmlElement element = parse("<k> a&amp;<!-- no --><![CDATA[<b>]]>&#x20AC; </k>");
    assertThat(element.text()).isEqualTo(" a&<b>€ ");
  }

  @Test
  void byteOrderMarkAndDeclaration_areUnderstood() throws FormatException {
    String text = "\uFEFF<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>X</Code></Error>";
    assertThat(parse(text).textAt("Code")).isEqualTo("X");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "   ", "{}", "<a>", "<a></b>", "<a><b></a>", "<a/><b/>", "<a>&x;</a>", "<a b=c/>",
        "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>",
        "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
        "<a>\u0001</a>"
      })
  void whatIsNoPlainXml_isRefused(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(FormatException.class);
  }

  @Test
  void bytesThatAreNoUtf8_areRefusedWithoutAWordElsewhere() {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      for (String text : List.of("\u00fc<a/>", "<a>x\u00fc</a>", "<a b='\u00fc'/>")) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> XmlElement.parse(bytes, "test"))
            .isInstanceOf(FormatException.class);
      }
    } finally {
      System.setErr(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  @Timeout(10)
  void depthAndEntities_areBounded() {
    assertThatThrownBy(() -> parse("<a>".repeat(100_000))).isInstanceOf(FormatException.class);
    StringBuilder bomb = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 \"x\">");
    for (int i = 1; i < 30; i++) {
      bomb.append("<!ENTITY e").append(i).append(" \"");
      bomb.append(("&e" + (i - 1) + ";").repeat(10)).append("\">");
    }
    bomb.append("]><a>&e29;</a>");
    assertThatThrownBy(() -> parse(bomb.toString())).isInstanceOf(FormatException.class);
  }
}
