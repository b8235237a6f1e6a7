package datasync.text.xml;

import datasync.text.FormatException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads elements from a stream; used by one thread.
final class XmlCursor implements AutoCloseable {
  private static final int DEEPEST = 64;
  private static final char BYTE_ORDER_MARK = 0xfeff;

  private final XMLStreamReader reader;
  private final String source;

  private XmlCursor(XMLStreamReader reader, String source) {
    this.reader = reader;
    this.source = source;
  }

  /// Goes to the outermost element of a document.
  static XmlCursor open(InputStream document, String source) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    // Java counts `&amp;` and the like towards a limit against DTDs, of which there are none here
    factory.setProperty("jdk.xml.totalEntitySizeLimit", 0);
    factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", 0);
    try {
      // decoded here: Java's reader prints what is no UTF-8 to the standard error
      Reader text = new InputStreamReader(document, StandardCharsets.UTF_8.newDecoder());
      XmlCursor cursor = new XmlCursor(factory.createXMLStreamReader(pastMark(text)), source);
      while (cursor.reader.next() != XMLStreamConstants.START_ELEMENT) {
        if (cursor.reader.getEventType() == XMLStreamConstants.DTD) {
          throw cursor.wrong("a document type is not allowed");
        }
      }
      return cursor;
    } catch (XMLStreamException broken) {
      throw reason(broken, source);
    }
  }

  /// The text without the byte order mark that some servers put in front.
  private static Reader pastMark(Reader text) throws IOException {
    PushbackReader pushback = new PushbackReader(text, 1);
    int first;
    try {
      first = pushback.read();
    } catch (CharacterCodingException notUtf8) {
      // then reading it on says so
      return pushback;
    }
    if (first >= 0 && first != BYTE_ORDER_MARK) {
      pushback.unread(first);
    }
    return pushback;
  }

  /// Goes into the outermost element, which must have this name.
  void enter(String root) throws FormatException {
    if (!reader.getLocalName().equals(root)) {
      throw wrong("the document is a `" + reader.getLocalName() + "`, not a `" + root + "`");
    }
  }

  /// The next element directly in the outermost one, or null after the last, when the document was
  /// read to its end.
  XmlElement nextChild() throws IOException {
    try {
      while (true) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            return element(1);
          }
          case XMLStreamConstants.END_ELEMENT -> {
            end();
            return null;
          }
          default -> {
            // text between the elements
          }
        }
      }
    } catch (XMLStreamException broken) {
      throw reason(broken, source);
    }
  }

  /// Reads what follows the outermost element so that it is checked.
  private void end() throws XMLStreamException {
    while (reader.hasNext()) {
      reader.next();
    }
  }

  /// The outermost element; the document is read to its end.
  XmlElement document() throws IOException {
    try {
      XmlElement root = element(0);
      end();
      return root;
    } catch (XMLStreamException broken) {
      throw reason(broken, source);
    }
  }

  private XmlElement element(int depth) throws XMLStreamException, FormatException {
    if (depth > DEEPEST) {
      throw wrong("elements are nested too deeply");
    }
    String name = reader.getLocalName();
    String namespace = reader.getNamespaceURI() == null ? "" : reader.getNamespaceURI();
    StringBuilder text = new StringBuilder();
    List<XmlElement> children = new ArrayList<>();
    while (true) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> children.add(element(depth + 1));
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            text.append(reader.getText());
        case XMLStreamConstants.ENTITY_REFERENCE -> throw wrong("an entity is not declared");
        case XMLStreamConstants.END_ELEMENT -> {
          return new XmlElement(name, namespace, text.toString(), children);
        }
        default -> {
          // comments and processing instructions say nothing
        }
      }
    }
  }

  private FormatException wrong(String reason) {
    return new FormatException(
        source,
        reader.getLocation().getLineNumber(),
        reader.getLocation().getColumnNumber(),
        reason);
  }

  /// What broke the reading: the stream itself, or what it holds.
  private static IOException reason(XMLStreamException broken, String source) {
    Throwable cause = broken.getNestedException();
    boolean coding =
        cause instanceof CharConversionException || cause instanceof CharacterCodingException;
    if (cause instanceof IOException stream && !coding) {
      return stream;
    }
    int line = broken.getLocation() == null ? 0 : broken.getLocation().getLineNumber();
    int column = broken.getLocation() == null ? 0 : broken.getLocation().getColumnNumber();
    return new FormatException(source, line, column, "this is no valid XML");
  }

  @Override
  public void close() throws IOException {
    try {
      reader.close();
    } catch (XMLStreamException nothingLost) {
      throw reason(nothingLost, source);
    }
  }
}
