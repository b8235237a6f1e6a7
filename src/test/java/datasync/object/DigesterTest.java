package datasync.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The vectors of spec `dvc-format.md` 25.1 and 25.4.
final class DigesterTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] allBytes() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    return all;
  }

  static Stream<Arguments> plain() {
    return Stream.of(
        Arguments.of(bytes(""), "d41d8cd98f00b204e9800998ecf8427e"),
        Arguments.of(bytes("a\n"), "60b725f10c9c85c70d97880dfe8191b3"),
        Arguments.of(bytes("b\r\n"), "c5053d4da03789bfbc4bee760fade936"),
        Arguments.of(bytes("h"), "2510c39011c5be704182423e3a695e91"),
        Arguments.of(bytes("#!/bin/sh\n"), "3e2b31c72181b87149ff995e7202c0e3"),
        Arguments.of(bytes("hello\n"), "b1946ac92492d2347c6235b4d2611184"),
        Arguments.of(bytes("1\n"), "b026324c6904b2a9cb4b88d6d61c81d1"),
        Arguments.of(allBytes(), "e2c865db4162bed963bfaa9ef6ac18f0"));
  }

  static Stream<Arguments> normalised() {
    String split = "x".repeat((1 << 20) - 1) + "\r\n";
    return Stream.of(
        Arguments.of(
            "a\r\nb\r\n", "59b0d7772f0561efb95518f3cb8abc60", "dd8c6a395b5dd36c56d23275028f526c"),
        Arguments.of(
            "a\rb\r", "eea524bfa8bb496aaed2fa86a3c54a9e", "eea524bfa8bb496aaed2fa86a3c54a9e"),
        Arguments.of(
            "a\r\r\nb", "f65a5ecbfd565d63f45fad0c1b32a302", "65d5f03c46e62e3f2babbe712d2ce464"),
        Arguments.of(
            "a\r\n\0", "45f547e477b625af2c2aa642fde04366", "45f547e477b625af2c2aa642fde04366"),
        Arguments.of(
            "éééé\r\n", "f1111e38a80be465e70f4da2bdfdc718", "f1111e38a80be465e70f4da2bdfdc718"),
        Arguments.of(
            "abcdefghijabcdefghijéééé\r\n",
            "5eec554bbfd6d6593975af729c5db67d",
            "78877ca375c16974201d1eae1f2e0e27"),
        Arguments.of(
            split, "059b9ae010d821b197fb177c19d8542f", "059b9ae010d821b197fb177c19d8542f"));
  }

  @ParameterizedTest
  @MethodSource("plain")
  void md5_isOfTheBytes(byte[] content, String digest) {
    assertThat(Digester.digest(HashName.MD5, content, false).value()).isEqualTo(digest);
  }

  @ParameterizedTest
  @MethodSource("normalised")
  void dos2unix_normalisesTextPerChunk(String text, String plain, String normalised) {
    byte[] content = bytes(text);
    assertThat(Digester.digest(HashName.MD5, content, false).hex()).isEqualTo(plain);
    assertThat(Digester.digest(HashName.MD5_DOS2UNIX, content, false).hex()).isEqualTo(normalised);
  }

  @Test
  void dos2unix_doesNotDependOnHowTheBytesCome() {
    byte[] content = bytes("line\r\n".repeat(400_000));
    Digester digester = Digester.of(HashName.MD5_DOS2UNIX);
    int at = 0;
    for (int step = 1; at < content.length; step = step * 3 % 1_000_003) {
      int count = Math.min(step, content.length - at);
      digester.update(content, at, count);
      at += count;
    }
    assertThat(digester.finish(false))
        .isEqualTo(Digester.digest(HashName.MD5_DOS2UNIX, content, false));
  }

  @Test
  void dos2unix_chunkWithZeroAfterItsFirstBytes_isText() {
    byte[] content = Arrays.copyOf(bytes("\r\n".repeat(300)), 601);
    assertThat(Digester.digest(HashName.MD5_DOS2UNIX, content, false).hex())
        .isEqualTo(
            Digester.digest(HashName.MD5, Arrays.copyOf(bytes("\n".repeat(300)), 301), false)
                .hex());
  }

  @Test
  void ids_compareAsUnsignedBytes_andParseBack() {
    ObjectId low = ObjectId.of(HashName.MD5, "00ffffffffffffffffffffffffffffff");
    ObjectId high = ObjectId.of(HashName.MD5, "ff000000000000000000000000000000");
    ObjectId tree = ObjectId.of(HashName.MD5, "ff000000000000000000000000000000.dir");
    assertThat(Stream.of(tree, high, low).sorted()).containsExactly(low, high, tree);
    assertThat(tree.value()).isEqualTo("ff000000000000000000000000000000.dir");
    assertThat(ObjectId.parse(HashName.MD5, "FF000000000000000000000000000000")).contains(high);
    assertThat(ObjectId.parse(HashName.MD5, "ff00")).isEmpty();
    assertThat(ObjectId.parse(HashName.MD5, "zf000000000000000000000000000000")).isEmpty();
  }
}
