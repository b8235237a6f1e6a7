package datasync.text.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.text.FormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class XmlEachTest {
  private static final String BOMB =
      "<!DOCTYPE l [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
          + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>";

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<XmlElement> each(String text) throws IOException {
    List<XmlElement> found = new ArrayList<>();
    XmlElement.each(stream(text), "answer", "list", found::add);
    return found;
  }

  @Test
  void each_givesTheElementsOfTheOutermost_whateverThePrefix() throws IOException {
    String text =
        "<?xml version='1.0'?>\n<x:list xmlns:x='DAV:'> <x:a>1&amp;2</x:a>\n<b xmlns='o'/> "
            + "<!-- c --><x:a><![CDATA[<3>]]></x:a></x:list>\n<!-- end -->";
    assertThat(each(text))
        .containsExactly(
            new XmlElement("a", "DAV:", "1&2", List.of()),
            new XmlElement("b", "o", "", List.of()),
            new XmlElement("a", "DAV:", "<3>", List.of()));
    assertThat(each("<list/>")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "list", "<list><a/>", "<list><a>", "<list></other>", "<list/>rest", "<html><a/></html>",
        "<list>&undeclared;</list>", "<list><a>&undeclared;</a></list>", BOMB + "<list>&c;</list>",
        "<!DOCTYPE list SYSTEM 'file:///etc/passwd'><list/>",
        "<!DOCTYPE l [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><list><a>&x;</a></list>"
      })
  void each_ofWhatIsNoSuchDocument_isAFormatException(String text) {
    assertThatThrownBy(() -> each(text)).isInstanceOf(FormatException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<a>", "<a></b>", "<a>&x;</a>", BOMB + "<a>&c;</a>"})
  void parse_ofWhatIsNoXml_isAFormatException(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> XmlElement.parse(bytes, "answer"))
        .isInstanceOf(FormatException.class);
  }

  @Test
  void elements_nestedWithoutEnd_areRefused() {
    String deep = "<list>" + "<a>".repeat(100_000);
    assertThatThrownBy(() -> each(deep))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("nested");
  }

  @Test
  void failureOfTheStream_isThrownAsItIs() {
    IOException cut = new IOException("cut");
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw cut;
          }
        };
    assertThatThrownBy(
            () ->
                XmlElement.each(
                    new SequenceInputStream(stream("<list><a/>"), broken), "x", "list", e -> {}))
        .isSameAs(cut);
  }

  @Test
  void each_ofALargeListing_isNotStoppedByLimitsOfTheParser() throws IOException {
    String row = "<a><b>x &amp; y &lt; z &#x2F; &gt; &quot;</b><c>some text</c></a>\n";
    byte[] rows = row.repeat(1000).getBytes(StandardCharsets.UTF_8);
    List<InputStream> parts = new ArrayList<>();
    parts.add(stream("<list>"));
    for (int i = 0; i < 100; i++) {
      parts.add(new ByteArrayInputStream(rows));
    }
    parts.add(stream("</list>"));
    int[] count = {0};
    XmlElement.each(
        new SequenceInputStream(Collections.enumeration(parts)), "x", "list",
        element -> count[0] += element.textAt("b").length());
    assertThat(count[0]).isEqualTo(100_000 * "x & y < z / > \"".length());
  }
}
