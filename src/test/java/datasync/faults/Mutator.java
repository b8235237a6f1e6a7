package datasync.faults;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Damages texts and binary files as accidents and attackers do.
public final class Mutator {
  private static final int LARGEST = 1 << 16;
  private static final List<String> PIECES = List.of(
      "\0", "\r", "\r\n", "\n", "\t", " ", "\ufeff", "\u0085", "\u2028", "\u00a0", "\uffff",
      "\ud83d\ude00", "e\u0301", "\\", "\\\\", "\"", "'", "\"\"\"", "'''", "`", "#", "# c\n",
      ";", ":", ": ", "=", ",", "- ", "? ", "{", "}", "[", "]", "(", ")", "<", ">", "|", "|2+\n",
      ">-\n", "&a ", "*a", "<<: *a\n", "---\n", "...\n", "!!str ", "!x ", "%YAML 1.1\n", "${",
      "${a}", "${a.b", "\\${", "$", "%(", "%(a)s", "..", "../", "/", "//", "*", "**", "**/",
      "[!", "[^", "[[:alpha:]]", "[a-", "!", "-0", "0x", "0o7", "1_0", "1e999", "-1",
      "18446744073709551616", "nan", ".inf", "NaN", "null", "true", "{}", "[]", "2020-13-45",
      "2001-12-14t21:59:43.10-05:00", "\\u", "\\ud800", "\\x", "@", "~", ".git", ".dvc", ".dir",
      "<<<<<<< a\n", "\u0000\u0001", "lambda", "def f():\n", "b'", "f'", "r\"", "if 1:\n",
      "class A:\n", "\f", "\u3000", "K\u0131");
  private static final int[] TIMES = {2, 3, 17, 130, 1001, 9000};

  private final Random random;
  private final List<byte[]> seeds;

  /// @param seeds whole inputs that are right, at least one
  public Mutator(Random random, List<byte[]> seeds) {
    this.random = random;
    this.seeds = seeds;
  }

  /// One more input, at most 64 KiB and what a repetition adds.
  public byte[] next() {
    byte[] bytes = any();
    int changes = 1 + random.nextInt(random.nextInt(4) == 0 ? 12 : 3);
    for (int i = 0; i < changes; i++) {
      bytes = change(bytes);
      if (bytes.length > LARGEST) {
        bytes = Arrays.copyOf(bytes, LARGEST);
      }
    }
    return bytes;
  }

  private byte[] any() {
    return seeds.get(random.nextInt(seeds.size()));
  }

  private byte[] change(byte[] bytes) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + 1 + random.nextInt(random.nextBoolean() ? 6 : 60));
    return switch (random.nextInt(14)) {
      case 0 -> replace(bytes, from, to, new byte[0]);
      case 1 -> replace(bytes, from, from, piece());
      case 2 -> replace(bytes, from, to, piece());
      case 3 -> replace(bytes, from, from, Arrays.copyOfRange(bytes, from, to));
      case 4 -> replace(bytes, from, from, repeated(Arrays.copyOfRange(bytes, from, to)));
      case 5 -> replace(bytes, from, from, repeated(piece()));
      case 6 -> replace(bytes, from, Math.min(from + 1, bytes.length), someBytes());
      case 7 -> flipped(bytes, from);
      case 8 -> Arrays.copyOf(bytes, from);
      case 9 -> spliced(bytes, from);
      case 10 -> line(bytes, from);
      case 11 -> moved(bytes, from, to);
      case 12 -> number(bytes, from);
      default -> ends(bytes);
    };
  }

  private byte[] piece() {
    return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] someBytes() {
    byte[] some = new byte[1 + random.nextInt(4)];
    random.nextBytes(some);
    return some;
  }

  private byte[] repeated(byte[] part) {
    int times = TIMES[random.nextInt(random.nextInt(8) == 0 ? TIMES.length : 3)];
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < times && out.size() < LARGEST; i++) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    if (at < copy.length) {
      copy[at] ^= (byte) (1 << random.nextInt(8));
    }
    return copy;
  }

  /// The beginning of one input and the end of another.
  private byte[] spliced(byte[] bytes, int at) {
    byte[] other = any();
    int from = random.nextInt(other.length + 1);
    return replace(bytes, at, bytes.length, Arrays.copyOfRange(other, from, other.length));
  }

  /// A whole line twice, gone, or deeper.
  private byte[] line(byte[] bytes, int at) {
    int from = at;
    while (from > 0 && bytes[from - 1] != '\n') {
      from--;
    }
    int to = at;
    while (to < bytes.length && bytes[to] != '\n') {
      to++;
    }
    to = Math.min(to + 1, bytes.length);
    return switch (random.nextInt(4)) {
      case 0 -> replace(bytes, from, to, new byte[0]);
      case 1 -> replace(bytes, from, from, Arrays.copyOfRange(bytes, from, to));
      case 2 -> replace(bytes, from, from, " ".repeat(1 + random.nextInt(4)).getBytes(
          StandardCharsets.US_ASCII));
      default -> replace(bytes, to, to, Arrays.copyOfRange(bytes, from, to));
    };
  }

  private byte[] moved(byte[] bytes, int from, int to) {
    byte[] part = Arrays.copyOfRange(bytes, from, to);
    byte[] rest = replace(bytes, from, to, new byte[0]);
    int at = random.nextInt(rest.length + 1);
    return replace(rest, at, at, part);
  }

  /// The next number becomes an extreme one.
  private byte[] number(byte[] bytes, int at) {
    int from = at;
    while (from < bytes.length && (bytes[from] < '0' || bytes[from] > '9')) {
      from++;
    }
    int to = from;
    while (to < bytes.length && bytes[to] >= '0' && bytes[to] <= '9') {
      to++;
    }
    String[] extremes = {"0", "-1", "2147483648", "9223372036854775808", "1e400", "0.1e-400",
        "9".repeat(5000), "00", "1_000", "0x10", "١"};
    String wanted = extremes[random.nextInt(extremes.length)];
    return replace(bytes, from, to, wanted.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] ends(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String end = random.nextBoolean() ? "\r\n" : "\r";
    return text.replace("\n", end).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] replace(byte[] bytes, int from, int to, byte[] with) {
    byte[] result = new byte[bytes.length - (to - from) + with.length];
    System.arraycopy(bytes, 0, result, 0, from);
    System.arraycopy(with, 0, result, from, with.length);
    System.arraycopy(bytes, to, result, from + with.length, bytes.length - to);
    return result;
  }
}
