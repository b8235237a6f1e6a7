package datasync.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
    assertThat(packed).isEqualTo(plain);
  }

  @Test
  void iterator_keepsTheOrderInWhichIdsWereAdded_andNumbersThem() {
    Random random = new Random(11);
    List<ObjectId> added = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      byte[] digest = new byte[16];
      random.nextBytes(digest);
      added.add(ObjectId.ofDigest(HashName.MD5, digest, i % 7 == 0));
    }
    IdSet packed = new IdSet(added);
    packed.addAll(added);
    assertThat(packed).containsExactlyElementsOf(added);
    for (int i = 0; i < added.size(); i += 97) {
      assertThat(packed.indexOf(added.get(i))).isEqualTo(i);
      assertThat(packed.get(i)).isEqualTo(added.get(i));
    }
    assertThat(packed.indexOf(ObjectId.ofDigest(HashName.MD5, new byte[16], false))).isEqualTo(-1);
  }
}
