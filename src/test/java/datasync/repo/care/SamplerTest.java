package datasync.repo.care;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.object.Digester;
import datasync.object.HashName;
import datasync.object.ObjectId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static List<ObjectId> ids(int count) {
    List<ObjectId> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(Digester.digest(HashName.MD5, new byte[] {(byte) i, (byte) (i >> 8)}, false));
    }
    return ids;
  }

  private static Set<ObjectId> chosen(Sampler sampler, List<ObjectId> ids) {
    return ids.stream().filter(sampler::picks).collect(Collectors.toSet());
  }

  private static Sampler counted(List<ObjectId> ids, long count, long seed) {
    Sampler.Census census = new Sampler.Census(seed);
    ids.forEach(census::add);
    return census.choose(count);
  }

  @Test
  void ofShare_choosesAboutThatPart_alwaysTheSame() {
    List<ObjectId> ids = ids(10_000);
    Set<ObjectId> once = chosen(Sampler.ofShare(0.05, 7), ids);
    assertThat(once).hasSizeBetween(400, 600);
    assertThat(chosen(Sampler.ofShare(0.05, 7), ids)).isEqualTo(once);
    assertThat(chosen(Sampler.ofShare(0.05, 8), ids)).isNotEqualTo(once);
    assertThat(chosen(Sampler.ofShare(1, 8), ids)).hasSize(10_000);
  }

  @Test
  void choose_takesExactlySoMany_inWhateverOrderTheyCome() {
    List<ObjectId> ids = ids(3_000);
    Set<ObjectId> once = chosen(counted(ids, 100, 7), ids);
    assertThat(once).hasSize(100);
    Collections.shuffle(ids, new Random(1));
    assertThat(chosen(counted(ids, 100, 7), ids)).isEqualTo(once);
    assertThat(chosen(counted(ids, 5_000, 7), ids)).hasSize(3_000);
    assertThat(chosen(counted(ids(1), 1, 7), ids(1))).hasSize(1);
  }
}
