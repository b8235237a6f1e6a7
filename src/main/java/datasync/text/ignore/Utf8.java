package datasync.text.ignore;

/// The UTF-8 bytes of a code point, one at a time and without an array.
final class Utf8 {
  private Utf8() {}

  static int length(int point) {
    if (point < 0x80) {
      return 1;
    }
    if (point < 0x800) {
      return 2;
    }
    return point < 0x10000 ? 3 : 4;
  }

  /// A byte of the code point, counted from the last one.
  static int unit(int point, int fromLast) {
    int length = length(point);
    if (length == 1) {
      return point;
    }
    int bits = point >>> 6 * fromLast;
    return fromLast == length - 1 ? 0xF00 >>> length & 0xFF | bits : 0x80 | bits & 0x3F;
  }
}
