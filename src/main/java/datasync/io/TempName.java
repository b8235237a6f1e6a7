package datasync.io;

import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/// Names of files that are being written: `.`, 22 characters of base64url, `.tmp`, as DVC's.
///
/// Whoever lists a cache or remote leaves such names out. They carry 128 random bits and are
/// opened so that an existing file is never taken over.
public final class TempName {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final String SUFFIX = ".tmp";
  private static final int RANDOM_LENGTH = 22;

  private TempName() {}

  /// A new name, not used by anybody.
  public static String next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    char[] name = new char[1 + RANDOM_LENGTH + SUFFIX.length()];
    name[0] = '.';
    long bits = 0;
    for (int i = 0; i < RANDOM_LENGTH; i++) {
      bits = i % 10 == 0 ? random.nextLong() : bits >>> 6;
      name[1 + i] = ALPHABET.charAt((int) bits & 63);
    }
    SUFFIX.getChars(0, SUFFIX.length(), name, 1 + RANDOM_LENGTH);
    return new String(name);
  }

  /// A new name in the folder of `target`.
  public static Path beside(Path target) {
    return target.resolveSibling(next());
  }

  /// Whether a file name has the shape of a temporary one.
  public static boolean matches(String name) {
    if (name.length() != 1 + RANDOM_LENGTH + SUFFIX.length()
        || name.charAt(0) != '.'
        || !name.endsWith(SUFFIX)) {
      return false;
    }
    for (int i = 1; i <= RANDOM_LENGTH; i++) {
      if (ALPHABET.indexOf(name.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }
}
