package datasync.http;

import java.util.Optional;

/// What a `Content-Range` field says (RFC 9110, section 14.4).
///
/// @param first the offset of the first byte, or −1 in the answer to a range that cannot be had
/// @param last the offset of the last byte, or −1
/// @param total the size of the whole, or −1 when the server does not say
record ByteRange(long first, long last, long total) {
  /// Reads `bytes 2-4/11`, `bytes 2-4/*` or `bytes */11`; empty for anything else.
  static Optional<ByteRange> parse(String value) {
    String text = value.strip();
    if (!text.regionMatches(true, 0, "bytes", 0, 5)) {
      return Optional.empty();
    }
    text = text.substring(5).strip();
    int slash = text.indexOf('/');
    int dash = text.indexOf('-');
    if (slash < 0) {
      return Optional.empty();
    }
    try {
      String size = text.substring(slash + 1).strip();
      long total = size.equals("*") ? -1 : Long.parseUnsignedLong(size);
      if (text.substring(0, slash).strip().equals("*")) {
        return Optional.of(new ByteRange(-1, -1, total));
      }
      if (dash < 0 || dash > slash) {
        return Optional.empty();
      }
      long first = Long.parseUnsignedLong(text.substring(0, dash).strip());
      long last = Long.parseUnsignedLong(text.substring(dash + 1, slash).strip());
      boolean sound = first >= 0 && last >= first && (total == -1 || total > last);
      return sound ? Optional.of(new ByteRange(first, last, total)) : Optional.empty();
    } catch (NumberFormatException notARange) {
      return Optional.empty();
    }
  }

  /// The range of a response; empty when it has none that can be read.
  static Optional<ByteRange> of(Response response) {
    Optional<String> said = response.headers().first("Content-Range");
    return said.isEmpty() ? Optional.empty() : parse(said.get());
  }
}
