package datasync.backend.ssh;

import datasync.text.FormatException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A packet that the server sent, read from front to back; a packet that ends too early is a
/// format error. For one thread.
final class Reply {
  static final int VERSION = 2;
  static final int STATUS = 101;
  static final int HANDLE = 102;
  static final int DATA = 103;
  static final int NAME = 104;
  static final int ATTRS = 105;
  static final int EXTENDED = 201;

  /// The longest packet that is read: OpenSSH sends up to 256 KiB, others a little more.
  static final int LONGEST = 1 << 20;

  private static final int BLOCK = 32 << 10;

  private final int type;
  private final ByteBuffer rest;

  private Reply(int type, ByteBuffer rest) {
    this.type = type;
    this.rest = rest;
  }

  /// Reads a packet; null where the stream ends before one begins.
  ///
  /// @param moved is told whenever bytes have come
  /// @throws FormatException when its length makes no sense
  static Reply read(DataInputStream in, Runnable moved) throws IOException {
    int first = in.read();
    if (first < 0) {
      return null;
    }
    int length = first << 24 | in.readUnsignedShort() << 8 | in.readUnsignedByte();
    if (length < 1 || length > LONGEST) {
      throw malformed(lengthOrText(length));
    }
    int type = in.readUnsignedByte();
    byte[] bytes = new byte[length - 1];
    for (int have = 0; have < bytes.length; ) {
      int count = in.read(bytes, have, Math.min(BLOCK, bytes.length - have));
      if (count < 0) {
        throw new EOFException("a packet was cut");
      }
      have += count;
      moved.run();
    }
    return new Reply(type, ByteBuffer.wrap(bytes));
  }

  /// Text in place of a packet reads as a huge length.
  private static String lengthOrText(int length) {
    byte[] raw = ByteBuffer.allocate(Integer.BYTES).putInt(length).array();
    for (byte each : raw) {
      if (each < ' ' && each != '\r' && each != '\n') {
        return "a packet of " + Integer.toUnsignedString(length) + " bytes";
      }
    }
    String text = new String(raw, StandardCharsets.US_ASCII).strip();
    return "text in place of packets, which begins with `" + text + "`";
  }

  /// A packet from its parts, for tests.
  static Reply of(int type, byte[] bytes) {
    return new Reply(type, ByteBuffer.wrap(bytes));
  }

  int type() {
    return type;
  }

  boolean hasMore() {
    return rest.hasRemaining();
  }

  int int32() throws FormatException {
    need(Integer.BYTES);
    return rest.getInt();
  }

  long int64() throws FormatException {
    need(Long.BYTES);
    return rest.getLong();
  }

  byte[] bytes() throws FormatException {
    byte[] value = new byte[string()];
    rest.get(value);
    return value;
  }

  String text() throws FormatException {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /// The bytes of a string without a copy.
  ByteBuffer view() throws FormatException {
    int length = string();
    ByteBuffer view = rest.slice(rest.position(), length);
    rest.position(rest.position() + length);
    return view;
  }

  /// Fails unless the packet is of this type; a status is thrown as what it says.
  Reply as(int wanted) throws IOException {
    if (type == STATUS && wanted != STATUS) {
      throw refusal();
    }
    if (type != wanted) {
      throw malformed("a packet of type " + type + " in place of " + wanted);
    }
    return this;
  }

  /// Fails unless this is the status that all is well.
  void done() throws IOException {
    as(STATUS);
    Refusal told = refusal();
    if (told.code() != Refusal.OK) {
      throw told;
    }
  }

  private Refusal refusal() throws FormatException {
    int code = int32();
    // servers of the first versions send no message
    return new Refusal(code, hasMore() ? text() : "");
  }

  private int string() throws FormatException {
    int length = int32();
    if (length < 0 || length > rest.remaining()) {
      throw malformed("a string longer than its packet");
    }
    return length;
  }

  private void need(int count) throws FormatException {
    if (rest.remaining() < count) {
      throw malformed("a packet that is too short");
    }
  }

  /// What does not follow the protocol.
  static FormatException malformed(String what) {
    return new FormatException("the SFTP server", 0, 0, "the SFTP server sent " + what);
  }
}
