package datasync.text.xml;

import datasync.text.FormatException;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// An element of an XML document with what it holds. Immutable.
///
/// @param name the local name, without a prefix
/// @param namespace the namespace, or empty
/// @param text the characters directly in it, joined, as they are
/// @param children the elements directly in it, in order
public record XmlElement(String name, String namespace, String text, List<XmlElement> children) {
  private static final int DEEPEST = 64;

  /// Copies the children.
  public XmlElement {
    children = List.copyOf(children);
  }

  /// Reads a document.
  ///
  /// @param source names it in messages
  /// @throws FormatException when it is no well-formed XML, has a DTD, or is nested too deeply
  public static XmlElement parse(byte[] document, String source) throws FormatException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(document));
      try {
        while (reader.next() != XMLStreamConstants.START_ELEMENT) {
          if (reader.getEventType() == XMLStreamConstants.DTD) {
            throw at(reader, source, "a document type is not allowed");
          }
        }
        XmlElement root = element(reader, source, 0);
        while (reader.hasNext()) {
          // what follows the root is read so that it is checked
          reader.next();
        }
        return root;
      } finally {
        reader.close();
      }
    } catch (XMLStreamException broken) {
      int line = broken.getLocation() == null ? 0 : broken.getLocation().getLineNumber();
      int column = broken.getLocation() == null ? 0 : broken.getLocation().getColumnNumber();
      throw new FormatException(source, line, column, "this is no valid XML");
    }
  }

  private static XmlElement element(XMLStreamReader reader, String source, int depth)
      throws XMLStreamException, FormatException {
    if (depth > DEEPEST) {
      throw at(reader, source, "elements are nested too deeply");
    }
    String name = reader.getLocalName();
    String namespace = reader.getNamespaceURI() == null ? "" : reader.getNamespaceURI();
    StringBuilder text = new StringBuilder();
    List<XmlElement> children = new ArrayList<>();
    while (true) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT ->
            children.add(element(reader, source, depth + 1));
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            text.append(reader.getText());
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw at(reader, source, "an entity is not declared");
        case XMLStreamConstants.END_ELEMENT -> {
          return new XmlElement(name, namespace, text.toString(), children);
        }
        default -> {
          // comments and processing instructions say nothing
        }
      }
    }
  }

  private static FormatException at(XMLStreamReader reader, String source, String reason) {
    return new FormatException(
        source,
        reader.getLocation().getLineNumber(),
        reader.getLocation().getColumnNumber(),
        reason);
  }

  /// The first child of a name, or nothing.
  public Optional<XmlElement> child(String wanted) {
    for (XmlElement child : children) {
      if (child.name.equals(wanted)) {
        return Optional.of(child);
      }
    }
    return Optional.empty();
  }

  /// All children of a name, in order.
  public List<XmlElement> all(String wanted) {
    List<XmlElement> found = new ArrayList<>();
    for (XmlElement child : children) {
      if (child.name.equals(wanted)) {
        found.add(child);
      }
    }
    return found;
  }

  /// The text at the end of a path of names, or empty where there is none.
  public String textAt(String... path) {
    XmlElement here = this;
    for (String step : path) {
      Optional<XmlElement> next = here.child(step);
      if (next.isEmpty()) {
        return "";
      }
      here = next.get();
    }
    return here.text;
  }
}
