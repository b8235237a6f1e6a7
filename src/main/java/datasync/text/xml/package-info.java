/// XML as storage services speak it: small documents, read whole into a tree of elements.
///
/// The JDK's StAX reads it, without DTDs and external entities. Names are matched without their
/// namespace prefix, since servers choose prefixes freely; what is too deep, too large or no XML
/// is a [datasync.text.FormatException].
package datasync.text.xml;
