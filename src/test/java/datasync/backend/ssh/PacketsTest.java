package datasync.backend.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.text.FormatException;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketsTest {
  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  private static Reply read(byte[] bytes) throws IOException {
    return Reply.read(new DataInputStream(new ByteArrayInputStream(bytes)), () -> { });
  }

  private static byte[] sent(ByteBuffer packet) {
    return Arrays.copyOf(packet.array(), packet.limit());
  }

  @Test
  void requests_haveTheBytesOfTheDraft() throws IOException {
    Packet open = Packet.of(Packet.OPEN).text("/ü").int32(Sftp.READ).int32(0);
    assertThat(sent(open.numbered(7)))
        .isEqualTo(hex("00000014 03 00000007 00000003 2fc3bc 00000001 00000000"));
    Packet write = Packet.write(hex("aabb"), 0x1_0000_0002L, 5);
    assertThat(write.fill(new ByteArrayInputStream(hex("010203")), 5)).isEqualTo(3);
    assertThat(sent(write.numbered(8)))
        .isEqualTo(hex("0000001a 06 00000008 00000002 aabb 0000000100000002 00000003 010203"));
    assertThat(sent(Packet.init(3).finished())).isEqualTo(hex("00000005 01 00000003"));
  }

  @Test
  void longTexts_growThePacket() {
    String name = "n".repeat(5000);
    byte[] packet = sent(Packet.of(Packet.STAT).text(name).numbered(1));
    assertThat(packet).hasSize(13 + 5000).endsWith(name.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void attributes_areReadWithAllTheirParts() throws IOException {
    Reply all =
        Reply.of(
            Reply.ATTRS,
            hex("8000000f 0000000000000005 00000001 00000002 000081a4 00000003 00000004 00000001"
                + "00000001 61 00000001 62"));
    Attributes read = Attributes.read(all);
    assertThat(read.size()).isEqualTo(5);
    assertThat(read.isFile()).isTrue();
    assertThat(all.hasMore()).isFalse();
    Attributes none = Attributes.read(Reply.of(Reply.ATTRS, hex("00000000")));
    assertThat(none.typedBy("drwxr-xr-x 2 me").isFolder()).isTrue();
    assertThat(none.typedBy("lrwxr-xr-x 2 me").isLink()).isTrue();
    assertThat(none.typedBy("").isFile()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "00000000", "ffffffff 01", "7fffffff 01", "00100001 01", "80000000 01", "57656c63 6f6d65"
  })
  void lengthsThatMakeNoSense_areRefused(String digits) {
    assertThatThrownBy(() -> read(hex(digits))).isInstanceOf(FormatException.class);
  }

  @Test
  void textInPlaceOfPackets_isToldAsText() {
    assertThatThrownBy(() -> read("Welcome to the server\n".getBytes(StandardCharsets.US_ASCII)))
        .hasMessageContaining("`Welc`");
  }

  @Test
  void packetsThatAreCut_areNoPackets() {
    byte[] whole = hex("00000009 65 00000001 00000000");
    for (int length = 1; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(part)).isInstanceOf(EOFException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // a string longer than its packet, or of a negative length
    "00000005 61", "ffffffff 61", "7fffffff", "0000"
  })
  void stringsThatDoNotFit_areRefused(String digits) {
    assertThatThrownBy(() -> Reply.of(Reply.HANDLE, hex(digits)).bytes())
        .isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> Reply.of(Reply.DATA, hex(digits)).view())
        .isInstanceOf(FormatException.class);
  }

  @ParameterizedTest
  @CsvSource({
    // more extended pairs than bytes; a size that is negative; cut after the flags
    "80000000 7fffffff 00000000 00000000", "00000001 ffffffffffffff00", "0000000f 0000"
  })
  void attributesThatMakeNoSense_areRefused(String digits) {
    assertThatThrownBy(() -> Attributes.read(Reply.of(Reply.ATTRS, hex(digits))))
        .isInstanceOf(FormatException.class);
  }

  @Test
  void status_isThrownAsWhatItSays() {
    Reply full = Reply.of(Reply.STATUS, hex("00000004 00000008 4e6f207370616365 00000000"));
    assertThatThrownBy(() -> full.as(Reply.HANDLE))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("`No space`")
        .matches(refusal -> ((Refusal) refusal).isFull());
    // servers of the first versions send the code alone
    assertThatThrownBy(() -> Reply.of(Reply.STATUS, hex("00000002")).done())
        .matches(refusal -> ((Refusal) refusal).isMissing());
    assertThatThrownBy(() -> Reply.of(Reply.DATA, hex("00000000")).done())
        .isInstanceOf(FormatException.class);
  }

  @Test
  void greeting_tellsWhatTheServerCan() throws IOException {
    String renames = "00000018 " + HexFormat.of().formatHex(Powers.RENAME.getBytes(
        StandardCharsets.US_ASCII));
    Powers powers =
        Powers.of(Reply.of(Reply.VERSION, hex("00000003" + renames + "00000001 31")));
    assertThat(powers.replaces()).isTrue();
    assertThat(powers.longestRead()).isEqualTo(32768);
    // another version of the extension is another extension
    assertThat(
            Powers.of(Reply.of(Reply.VERSION, hex("00000003" + renames + "00000001 32")))
                .replaces())
        .isFalse();
    Reply limits =
        Reply.of(
            Reply.EXTENDED,
            hex("0000000000040000 0000000000001000 0000000000000000 0000000000000064"));
    Powers within = powers.within(limits);
    assertThat(within.longestRead()).isEqualTo(4096);
    assertThat(within.longestWrite()).isEqualTo(255 << 10);
    assertThatThrownBy(() -> Powers.of(Reply.of(Reply.VERSION, hex("00000002"))))
        .isInstanceOf(FormatException.class);
  }
}
