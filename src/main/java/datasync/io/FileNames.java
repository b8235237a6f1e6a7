package datasync.io;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Names of files as text, the same in every locale.
///
/// The JDK decodes names with the locale's character set: in the locale `C`, which bare servers
/// and containers have, no name outside ASCII can be read or made. Through a URI the bytes pass
/// as they are.
public final class FileNames {
  private static final char SEPARATOR = FileSystems.getDefault().getSeparator().charAt(0);
  private static final char REPLACEMENT = '\uFFFD';

  private FileNames() {}

  /// The last name of a path that came from a directory, or empty when it is not valid UTF-8.
  public static Optional<String> name(Path entry) {
    // `getFileName` counts all names of the path, and a walk comes here for every file
    String path = entry.toString();
    String name = path.substring(path.lastIndexOf(SEPARATOR) + 1);
    if (name.indexOf(REPLACEMENT) < 0) {
      return Optional.of(name);
    }
    return decode(rawName(entry.getFileName()));
  }

  /// A path for a message: when the last name is not valid UTF-8, every byte of it that is not
  /// printable ASCII is `\x` and two digits.
  public static String escaped(Path path) {
    if (name(path).isPresent()) {
      return path.toString();
    }
    String uri = rawName(path.getFileName());
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < uri.length(); i++) {
      char each = uri.charAt(i);
      if (each != '%') {
        text.append(each);
        continue;
      }
      int value = HexFormat.fromHexDigits(uri, i + 1, i + 3);
      i += 2;
      if (value > ' ' && value < 0x7f) {
        text.append((char) value);
      } else {
        text.append("\\x").append(HexFormat.of().toHexDigits((byte) value));
      }
    }
    Path parent = path.getParent();
    return parent == null ? text.toString() : parent + "/" + text;
  }

  private static String rawName(Path last) {
    String uri = last.toUri().getRawPath();
    int end = uri.endsWith("/") ? uri.length() - 1 : uri.length();
    return uri.substring(uri.lastIndexOf('/', end - 1) + 1, end);
  }

  private static Optional<String> decode(String escaped) {
    byte[] bytes = new byte[escaped.length()];
    int count = 0;
    for (int i = 0; i < escaped.length(); i++) {
      char each = escaped.charAt(i);
      if (each == '%') {
        bytes[count++] = (byte) HexFormat.fromHexDigits(escaped, i + 1, i + 3);
        i += 2;
      } else {
        bytes[count++] = (byte) each;
      }
    }
    try {
      ByteBuffer whole = ByteBuffer.wrap(Arrays.copyOf(bytes, count));
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(whole).toString());
    } catch (CharacterCodingException other) {
      return Optional.empty();
    }
  }

  /// A relative path with `/` between the names on every system; a `\` inside a name stays.
  public static String slashed(Path relative) {
    return slashed(relative.toString());
  }

  /// What a person typed as a path, with `/` between the names on every system.
  public static String slashed(String typed) {
    return typed.replace(SEPARATOR, '/');
  }

  /// The path of a child, or of something further below.
  ///
  /// @param relative names with `/` between them
  /// @throws InvalidPathException when the text cannot be a name on this system
  public static Path resolve(Path directory, String relative) {
    try {
      return directory.resolve(relative);
    } catch (InvalidPathException other) {
      if (relative.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(relative)) {
        throw other;
      }
      String parent = directory.toUri().toString();
      StringBuilder uri = new StringBuilder(parent);
      if (!parent.endsWith("/")) {
        uri.append('/');
      }
      for (byte each : relative.getBytes(StandardCharsets.UTF_8)) {
        if (each == '/') {
          uri.append('/');
        } else {
          uri.append('%').append(HexFormat.of().toHexDigits(each));
        }
      }
      return Path.of(URI.create(uri.toString()));
    }
  }
}
