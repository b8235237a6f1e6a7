package datasync.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.object.BytesPayload;
import datasync.object.CorruptObject;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.VerifiedPayload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every backend promises. A subclass says how to make an empty one.
public abstract class BackendContract {
  private Backend backend;

  /// Makes an empty backend.
  protected abstract Backend openBackend() throws IOException;

  @BeforeEach
  final void open() throws IOException {
    backend = openBackend();
  }

  /// The backend of this test.
  final Backend backend() {
    return backend;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String read(String name, long from) throws IOException {
    try (InputStream in = backend.open(name, from)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void write_thenOpen_givesTheBytesFromAnyOffset() throws IOException {
    backend.write("files/md5/ab/cd", new BytesPayload(bytes("hello")));
    assertThat(read("files/md5/ab/cd", 0)).isEqualTo("hello");
    assertThat(read("files/md5/ab/cd", 3)).isEqualTo("lo");
    assertThat(read("files/md5/ab/cd", 5)).isEmpty();
  }

  @Test
  void size_ofMissing_isEmpty_andOfEmptyFile_isNot() throws IOException {
    assertThat(backend.size("no/such")).isEmpty();
    backend.write("a/empty", new BytesPayload(new byte[0]));
    assertThat(backend.size("a/empty")).isIn(OptionalLong.of(0), OptionalLong.of(-1));
    assertThat(backend.size("a")).isEmpty();
  }

  @Test
  void open_ofMissing_throwsNoSuchFile() {
    assertThatThrownBy(() -> read("no/such", 0)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void write_ofPayloadThatFails_leavesNothing() throws IOException {
    ObjectId other = ObjectId.of(HashName.MD5, "d41d8cd98f00b204e9800998ecf8427e");
    VerifiedPayload bad = new VerifiedPayload(other, new BytesPayload(bytes("x")), "test");
    assertThatThrownBy(() -> backend.write("a/b", bad)).isInstanceOf(CorruptObject.class);
    assertThat(backend.size("a/b")).isEmpty();
  }

  @Test
  void names_mayHoldAnyCharacter() throws IOException {
    String name = "a b/ü%20#?&+'.txt";
    backend.write(name, new BytesPayload(bytes("x")));
    assertThat(read(name, 0)).isEqualTo("x");
  }

  @Test
  void parallelismAndLocation_areGiven() {
    assertThat(backend.parallelism()).isPositive();
    assertThat(backend.location()).isNotBlank();
  }
}
