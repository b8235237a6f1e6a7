package datasync.backend.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A request of SFTP version 3 while it is put together. For one thread.
///
/// Source: draft-ietf-secsh-filexfer-02, sections 3 to 6, and OpenSSH's `PROTOCOL`.
final class Packet {
  static final int INIT = 1;
  static final int OPEN = 3;
  static final int CLOSE = 4;
  static final int READ = 5;
  static final int WRITE = 6;
  static final int FSTAT = 8;
  static final int OPENDIR = 11;
  static final int READDIR = 12;
  static final int REMOVE = 13;
  static final int MKDIR = 14;
  static final int STAT = 17;
  static final int RENAME = 18;
  static final int EXTENDED = 200;

  private static final int NUMBER_AT = 5;
  private static final int SMALL = 128;

  private byte[] bytes;
  private int length;

  private Packet(int type, int room) {
    bytes = new byte[room];
    length = Integer.BYTES;
    bytes[length++] = (byte) type;
  }

  /// A request of a type; its number is set when it is sent.
  static Packet of(int type) {
    return new Packet(type, SMALL).int32(0);
  }

  /// A request by the name of an extension.
  static Packet extended(String name) {
    return of(EXTENDED).text(name);
  }

  /// The first packet of a connection, which has no number.
  static Packet init(int version) {
    return new Packet(INIT, 2 * Integer.BYTES + 1).int32(version);
  }

  /// A request to write at a position, filled by [#fill].
  static Packet write(byte[] handle, long position, int most) {
    Packet packet = new Packet(WRITE, handle.length + most + SMALL).int32(0);
    return packet.bytes(handle).int64(position);
  }

  Packet int32(int value) {
    grow(Integer.BYTES);
    ByteBuffer.wrap(bytes).putInt(length, value);
    length += Integer.BYTES;
    return this;
  }

  Packet int64(long value) {
    grow(Long.BYTES);
    ByteBuffer.wrap(bytes).putLong(length, value);
    length += Long.BYTES;
    return this;
  }

  Packet bytes(byte[] value) {
    int32(value.length);
    grow(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
    return this;
  }

  Packet text(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  /// Adds up to so many bytes of a stream as one string.
  ///
  /// @return how many there were; 0 at the end of the stream
  int fill(InputStream in, int most) throws IOException {
    grow(Integer.BYTES + most);
    int count = in.readNBytes(bytes, length + Integer.BYTES, most);
    int32(count);
    length += count;
    return count;
  }

  /// The finished packet with this number.
  ByteBuffer numbered(int number) {
    ByteBuffer packet = finished();
    packet.putInt(NUMBER_AT, number);
    return packet;
  }

  /// The finished packet as it is.
  ByteBuffer finished() {
    ByteBuffer packet = ByteBuffer.wrap(bytes, 0, length);
    packet.putInt(0, length - Integer.BYTES);
    return packet;
  }

  private void grow(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
