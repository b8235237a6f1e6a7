package datasync.backend.ssh;

import java.io.IOException;

/// The server answered that it cannot do what it was asked.
final class Refusal extends IOException {
  static final int OK = 0;
  static final int EOF = 1;
  static final int NO_SUCH_FILE = 2;
  static final int PERMISSION_DENIED = 3;
  static final int FAILURE = 4;
  static final int NO_CONNECTION = 6;
  static final int CONNECTION_LOST = 7;
  static final int UNSUPPORTED = 8;
  /// Codes of later versions that some servers send all the same.
  static final int NO_SUCH_PATH = 10;
  static final int ALREADY_EXISTS = 11;
  static final int WRITE_PROTECT = 12;
  static final int NO_SPACE = 14;
  static final int QUOTA = 15;

  private static final long serialVersionUID = 1L;

  private final int code;
  private final String said;

  /// @param code the number of the status
  /// @param said the server's own words, or empty
  Refusal(int code, String said) {
    super(meaning(code, said));
    this.code = code;
    this.said = said;
  }

  int code() {
    return code;
  }

  /// The server's own words, or empty.
  String said() {
    return said;
  }

  boolean isMissing() {
    return code == NO_SUCH_FILE || code == NO_SUCH_PATH;
  }

  /// Whether it may be that the name is taken; version 3 has no code for that.
  boolean mayExist() {
    return code == FAILURE || code == ALREADY_EXISTS;
  }

  boolean isFull() {
    String words = said.toLowerCase(java.util.Locale.ROOT);
    return code == NO_SPACE || code == QUOTA || words.contains("no space")
        || words.contains("quota");
  }

  private static String meaning(int code, String said) {
    String words = said.replaceAll("\\p{Cntrl}", " ").strip();
    return switch (code) {
      case EOF -> "the server says that the file ends here";
      case NO_SUCH_FILE, NO_SUCH_PATH -> "there is no such file or folder on the server";
      case PERMISSION_DENIED -> "the server does not allow it";
      case UNSUPPORTED -> "the server does not know this request";
      case ALREADY_EXISTS -> "it exists already on the server";
      case WRITE_PROTECT -> "the server's file system is read-only";
      case NO_SPACE -> "the server's disk is full";
      case QUOTA -> "the quota on the server is used up";
      default -> {
        boolean telling = !words.isEmpty() && !words.equalsIgnoreCase("failure");
        yield telling ? "the server says `" + words + "`" : "the server failed without a reason";
      }
    };
  }
}
