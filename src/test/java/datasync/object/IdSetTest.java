package datasync.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdSetTest {
  @Test
  void add_behavesLikeASet_ofFilesAndTreesOfBothHashes() {
    Random random = new Random(7);
    IdSet packed = new IdSet();
    Set<ObjectId> plain = new HashSet<>();
    for (int i = 0; i < 50_000; i++) {
      byte[] digest = new byte[16];
      digest[0] = (byte) random.nextInt();
      digest[9] = (byte) random.nextInt();
      HashName hash = random.nextBoolean() ? HashName.MD5 : HashName.MD5_DOS2UNIX;
      ObjectId id = ObjectId.ofDigest(hash, digest, random.nextBoolean());
      assertThat(packed.contains(id)).isEqualTo(plain.contains(id));
      assertThat(packed.add(id)).isEqualTo(plain.add(id));
    }
    assertThat(packed.size()).isEqualTo(plain.size()).isGreaterThan(40_000);
    assertThat(plain).allMatch(packed::contains);
  }
}
