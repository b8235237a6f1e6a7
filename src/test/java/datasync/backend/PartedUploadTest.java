package datasync.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.object.BytesPayload;
import datasync.object.RangedPayload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartedUploadTest {
  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    return bytes;
  }

  private static Map<Integer, byte[]> sent(PartedUpload upload, Set<Integer> there)
      throws IOException {
    Map<Integer, byte[]> parts = new ConcurrentHashMap<>();
    upload.send(
        there::contains,
        4,
        part -> {
          try (InputStream in = part.bytes().open()) {
            parts.put(part.number(), in.readAllBytes());
          }
        });
    return parts;
  }

  @ParameterizedTest
  @CsvSource({"0, 5, 1", "4, 5, 1", "5, 5, 1", "6, 5, 2", "100, 7, 15"})
  void parts_areTheWholeInOrder(int length, int size, int count) throws IOException {
    PartedUpload upload = new PartedUpload(new BytesPayload(bytes(length)), size);
    assertThat(upload.parts()).isEqualTo(count);
    Map<Integer, byte[]> parts = sent(upload, Set.of());
    assertThat(parts).hasSize(count);
    int from = 0;
    for (int number = 1; number <= count; number++) {
      int end = Math.min(length, from + size);
      assertThat(parts.get(number)).isEqualTo(Arrays.copyOfRange(bytes(length), from, end));
      from = end;
    }
  }

  @Test
  void parts_thatAreThere_areNotSent() throws IOException {
    PartedUpload upload = new PartedUpload(new BytesPayload(bytes(100)), 10);
    assertThat(sent(upload, Set.of(1, 2, 10))).containsOnlyKeys(3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void payload_thatBecameShorter_fails() {
    RangedPayload shrunk =
        new RangedPayload() {
          @Override
          public long length() {
            return 20;
          }

          @Override
          public InputStream openAt(long offset) {
            return new ByteArrayInputStream(new byte[3]);
          }
        };
    assertThatThrownBy(() -> sent(new PartedUpload(shrunk, 10), Set.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("changed meanwhile");
  }
}
