package datasync.text.xml;

import datasync.text.FormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An element of an XML document with what it holds. Immutable.
///
/// @param name the local name, without a prefix
/// @param namespace the namespace, or empty
/// @param text the characters directly in it, joined, as they are
/// @param children the elements directly in it, in order
public record XmlElement(String name, String namespace, String text, List<XmlElement> children) {
  /// Copies the children.
  public XmlElement {
    children = List.copyOf(children);
  }

  /// Reads a document.
  ///
  /// @param source names it in messages
  /// @throws FormatException when it is no well-formed XML, has a DTD, or is nested too deeply
  public static XmlElement parse(byte[] document, String source) throws FormatException {
    try (XmlCursor cursor = XmlCursor.open(new ByteArrayInputStream(document), source)) {
      return cursor.document();
    } catch (FormatException wrong) {
      throw wrong;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /// Receives elements one after the other.
  @FunctionalInterface
  public interface Visitor {
    /// @throws IOException to end the reading
    void element(XmlElement element) throws IOException;
  }

  /// Reads a document whose outermost element holds many others, of which only one is in memory at
  /// a time. Other text in the outermost element is passed over.
  ///
  /// @param document is read to its end, and not closed
  /// @param source names it in messages
  /// @param root the local name the outermost element must have
  /// @param visitor receives the elements directly in it, in order
  /// @throws FormatException as [#parse] does, also when it ends early or has another root
  /// @throws IOException of the stream or the visitor as thrown
  public static void each(InputStream document, String source, String root, Visitor visitor)
      throws IOException {
    try (XmlCursor cursor = XmlCursor.open(document, source)) {
      cursor.enter(root);
      for (XmlElement next = cursor.nextChild(); next != null; next = cursor.nextChild()) {
        visitor.element(next);
      }
    }
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
