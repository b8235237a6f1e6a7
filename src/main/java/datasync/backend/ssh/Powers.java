package datasync.backend.ssh;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// What a server can do beyond version 3, and how much it takes at once.
///
/// Source: OpenSSH's `PROTOCOL`, section 4. An extension counts only in the version known here.
///
/// @param replaces whether `posix-rename@openssh.com` is there
/// @param syncs whether `fsync@openssh.com` is there
/// @param tellsSpace whether `statvfs@openssh.com` is there
/// @param tellsLimits whether `limits@openssh.com` is there
/// @param longestRead the most bytes to ask for at once
/// @param longestWrite the most bytes to send at once
record Powers(
    boolean replaces,
    boolean syncs,
    boolean tellsSpace,
    boolean tellsLimits,
    int longestRead,
    int longestWrite) {
  static final String RENAME = "posix-rename@openssh.com";
  static final String FSYNC = "fsync@openssh.com";
  static final String STATVFS = "statvfs@openssh.com";
  static final String LIMITS = "limits@openssh.com";

  /// What every server has to take (draft 02, section 3).
  static final int EVERYBODY = 32 << 10;
  /// OpenSSH takes 255 KiB; more than that at once gains nothing.
  static final int MOST = 255 << 10;

  /// Reads the greeting.
  static Powers of(Reply version) throws IOException {
    int number = version.int32();
    if (number < 3) {
      throw Reply.malformed("version " + number + " of the protocol, where 3 is needed");
    }
    Map<String, String> extensions = new HashMap<>();
    while (version.hasMore()) {
      extensions.put(version.text(), version.text());
    }
    return new Powers(
        "1".equals(extensions.get(RENAME)),
        "1".equals(extensions.get(FSYNC)),
        "2".equals(extensions.get(STATVFS)),
        "1".equals(extensions.get(LIMITS)),
        EVERYBODY,
        EVERYBODY);
  }

  /// The same with the limits that the server tells; 0 stands for none.
  Powers within(Reply limits) throws IOException {
    limits.int64();
    int read = limit(limits.int64());
    int write = limit(limits.int64());
    return new Powers(replaces, syncs, tellsSpace, tellsLimits, read, write);
  }

  private static int limit(long told) {
    return told <= 0 || told > MOST ? MOST : (int) told;
  }
}
