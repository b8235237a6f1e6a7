package datasync.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The head of an answer (RFC 9112, sections 4 and 5).
///
/// @param status the status code
/// @param keepAlive whether the connection may carry another request
/// @param headers the fields
record ResponseHead(int status, boolean keepAlive, Headers headers) {
  private static final int LIMIT = 256 * 1024;
  private static final int MOST_INTERIM = 16;
  private static final String TOO_LONG = "the head of the answer is too long";

  /// No byte of an answer came: a connection that had waited was ended by the server.
  static final class None extends EOFException {
    private static final long serialVersionUID = 1L;

    None() {
      super("the server closed the connection");
    }
  }

  /// Reads heads until one is not interim.
  ///
  /// @param deadline when it has to be there, by `System.nanoTime`
  static ResponseHead last(Connection connection, long deadline) throws IOException {
    for (int i = 0; i < MOST_INTERIM; i++) {
      ResponseHead head = read(connection, deadline);
      if (head.status >= 200) {
        return head;
      }
      if (head.status == 101) {
        throw new ProtocolException("the server changes the protocol");
      }
    }
    throw new ProtocolException("too many interim answers");
  }

  /// Reads one head.
  static ResponseHead read(Connection connection, long deadline) throws IOException {
    Lines lines = new Lines(connection, deadline);
    String start = lines.next(true);
    boolean known = start.startsWith("HTTP/1.") && start.length() >= 12 && start.charAt(8) == ' ';
    int status = known ? number(start.substring(9, 12)) : -1;
    if (status < 100 || start.length() > 12 && start.charAt(12) != ' ') {
      throw new ProtocolException("the answer is not HTTP");
    }
    List<Headers.Field> fields = new ArrayList<>();
    for (String line = lines.next(false); !line.isEmpty(); line = lines.next(false)) {
      fields.add(field(line, fields));
    }
    Headers headers = Headers.of(fields);
    Optional<String> said = headers.first("Connection");
    boolean close = said.isPresent() && said.get().toLowerCase(Locale.ROOT).contains("close");
    return new ResponseHead(status, start.charAt(7) != '0' && !close, headers);
  }

  private static Headers.Field field(String line, List<Headers.Field> before)
      throws ProtocolException {
    int colon = line.indexOf(':');
    boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
    if (folded && !before.isEmpty()) {
      Headers.Field first = before.removeLast();
      return new Headers.Field(first.name(), first.value() + " " + line.strip());
    }
    for (int i = 0; i < colon; i++) {
      if (line.charAt(i) <= ' ' || line.charAt(i) >= 127) {
        throw new ProtocolException("a field of the answer is malformed");
      }
    }
    if (colon <= 0) {
      throw new ProtocolException("a field of the answer is malformed");
    }
    try {
      return new Headers.Field(line.substring(0, colon), line.substring(colon + 1).strip());
    } catch (IllegalArgumentException forbidden) {
      throw new ProtocolException("a field of the answer is malformed");
    }
  }

  private static int number(String digits) {
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + c - '0';
    }
    return number;
  }

  /// How long the body is: −1 when it comes in chunks or ends with the connection.
  ///
  /// @throws ProtocolException when the fields contradict each other
  long length() throws ProtocolException {
    if (!headers.has("Content-Length") || isChunked()) {
      return -1;
    }
    long length = headers.number("Content-Length");
    List<String> said = headers.all("Content-Length");
    for (String each : said) {
      if (length < 0 || !isDigits(each) || !each.equals(said.getFirst())) {
        throw new ProtocolException("the length of the answer is unclear");
      }
    }
    return length;
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /// Whether the body comes in chunks.
  ///
  /// @throws ProtocolException when it is encoded in another way
  boolean isChunked() throws ProtocolException {
    List<String> codings = headers.all("Transfer-Encoding");
    if (codings.isEmpty()) {
      return false;
    }
    if (codings.size() > 1 || !codings.getFirst().strip().equalsIgnoreCase("chunked")) {
      throw new ProtocolException("the answer is encoded in an unknown way");
    }
    return true;
  }

  /// Whether lengths of both kinds are told, which lets two readers see two answers.
  boolean isAmbiguous() {
    return headers.has("Transfer-Encoding") && headers.has("Content-Length");
  }

  private static final class Lines {
    private final Connection connection;
    private final long deadline;
    private final StringBuilder line = new StringBuilder(80);
    private int taken;

    Lines(Connection connection, long deadline) {
      this.connection = connection;
      this.deadline = deadline;
    }

    String next(boolean first) throws IOException {
      String whole = connection.line();
      if (whole != null) {
        taken += whole.length() + 1;
        if (taken > LIMIT) {
          throw new ProtocolException(TOO_LONG);
        }
        return whole;
      }
      line.setLength(0);
      while (true) {
        if (connection.buffered() == 0) {
          long left = deadline - System.nanoTime();
          if (left <= 0) {
            throw new SocketTimeoutException("the server does not answer");
          }
          connection.waitAtMost(left);
        }
        int next = connection.read();
        if (next < 0) {
          throw first && taken == 0 ? new None() : new EOFException("the head of the answer ends");
        }
        if (++taken > LIMIT) {
          throw new ProtocolException(TOO_LONG);
        }
        if (next == '\n') {
          int end = line.length();
          return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1)
              : line.toString();
        }
        line.append((char) next);
      }
    }
  }
}
