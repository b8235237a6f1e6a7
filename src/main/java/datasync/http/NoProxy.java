package datasync.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The hosts that are asked without a proxy, as `no_proxy` lists them.
///
/// Entries are separated by commas or spaces: `*` for all; a name, which covers the hosts below it
/// too, with or without a leading `.` or `*.`; an address; a block of addresses such as
/// `10.0.0.0/8`; each but the block may end in `:port`. Names are not resolved. The addresses where
/// clouds keep credentials of machines are always covered. Immutable.
public final class NoProxy {
  private static final List<String> METADATA =
      List.of(
          "169.254.169.254",
          "169.254.170.2",
          "169.254.170.23",
          "fd00:ec2::254",
          "fd00:ec2::23",
          "metadata.google.internal");

  private final List<Entry> entries;

  private NoProxy(List<Entry> entries) {
    this.entries = entries;
  }

  private record Entry(String name, int port, byte[] block, int bits) {
    boolean covers(Origin origin, String host, byte[] address) {
      if (block.length > 0) {
        return address.length == block.length && sameStart(address);
      }
      if (port >= 0 && port != origin.port()) {
        return false;
      }
      return name.equals("*") || host.equals(name) || host.endsWith("." + name);
    }

    private boolean sameStart(byte[] address) {
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit & 7);
        if (((address[bit >> 3] ^ block[bit >> 3]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  /// Reads a list; entries that make no sense cover nothing.
  public static NoProxy of(String list) {
    List<Entry> entries = new ArrayList<>();
    for (String text : list.split("[,\\s]+")) {
      if (!text.isEmpty()) {
        entries.add(entry(text.toLowerCase(Locale.ROOT)));
      }
    }
    return new NoProxy(List.copyOf(entries));
  }

  private static Entry entry(String text) {
    int slash = text.indexOf('/');
    if (slash > 0) {
      byte[] block = address(text.substring(0, slash));
      int bits = number(text.substring(slash + 1));
      if (block.length > 0 && bits >= 0 && bits <= block.length * 8) {
        return new Entry("", -1, block, bits);
      }
    }
    String name = text;
    int port = -1;
    int colon = name.lastIndexOf(':');
    boolean bare = name.indexOf(':') != colon && !name.startsWith("[");
    if (colon >= 0 && !bare && colon > name.lastIndexOf(']')) {
      port = number(name.substring(colon + 1));
      name = name.substring(0, colon);
    }
    if (name.startsWith("*.")) {
      name = name.substring(2);
    }
    while (name.startsWith(".")) {
      name = name.substring(1);
    }
    byte[] exact = address(name);
    if (exact.length > 0 && port < 0) {
      return new Entry("", -1, exact, exact.length * 8);
    }
    return new Entry(unbracketed(name), port, new byte[0], 0);
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notANumber) {
      return Integer.MAX_VALUE;
    }
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /// The bytes of a literal address; none for a name, which is not resolved.
  private static byte[] address(String host) {
    String literal = unbracketed(host);
    boolean numeric = literal.indexOf(':') >= 0;
    if (!numeric) {
      int dots = 0;
      for (int i = 0; i < literal.length(); i++) {
        char c = literal.charAt(i);
        if (c != '.' && (c < '0' || c > '9')) {
          return new byte[0];
        }
        dots += c == '.' ? 1 : 0;
      }
      numeric = dots == 3;
    }
    if (!numeric) {
      return new byte[0];
    }
    try {
      return InetAddress.ofLiteral(literal).getAddress();
    } catch (IllegalArgumentException invalid) {
      return new byte[0];
    }
  }

  /// Whether this origin is asked without a proxy.
  public boolean covers(Origin origin) {
    String host = unbracketed(origin.host());
    if (METADATA.contains(host)) {
      return true;
    }
    byte[] address = address(host);
    for (Entry entry : entries) {
      if (entry.covers(origin, host, address)) {
        return true;
      }
    }
    return false;
  }
}
