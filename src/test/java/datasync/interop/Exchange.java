package datasync.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Random;

/// Data that two people with one remote pass to each other and back.
///
/// @param first has it at the beginning
/// @param second has a clone
public record Exchange(Colleague first, Colleague second) {
  /// Four objects and a listing in a new project: `data` with an odd name and an empty file in it,
  /// and `large`. Everything is committed, nothing pushed.
  public static void give(Colleague first, int large) throws Exception {
    first.write("data/one.txt", "one\n");
    first.write("data/sub/ünï #1?.txt", "two\n");
    first.write("data/empty", "");
    Files.write(first.root().resolve("large"), noise(large));
    first.run("add", "data", "large");
    first.share("data");
  }

  /// Bytes that nothing can pack, the same for the same size.
  public static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  /// The second pulls all that the first pushed.
  public void assertArrives() throws Exception {
    second.run("pull");
    assertThat(second.files("data")).isEqualTo(first.files("data"));
    assertThat(second.files("large")).isEqualTo(first.files("large"));
    second.assertClean();
    second.assertSynchronised();
  }

  /// The second adds a file, removes the empty one and commits that: a new object and a new
  /// listing, an old object and the old listing out of use.
  public void change() throws Exception {
    second.write("data/new", "new\n");
    Files.delete(second.root().resolve("data/empty"));
    second.run("add", "data");
    second.share("more");
  }

  /// The first pulls what the second pushed. No password got into what both share.
  public void assertComesBack() throws Exception {
    first.take(second);
    first.run("pull");
    assertThat(first.files("data")).isEqualTo(second.files("data"));
    first.assertClean();
    first.assertSynchronised();
    for (Colleague each : List.of(first, second)) {
      assertThat(Files.readString(each.root().resolve(".dvc/config"))).doesNotContain("secret");
    }
  }

  /// The first pushes a large file by a straight line.
  ///
  /// @param size of the file
  public static void giveOne(Colleague first, int size) throws Exception {
    Files.write(first.root().resolve("large"), noise(size));
    first.run("add", "large");
    first.share("data");
    first.run("push");
  }

  /// That file comes to the second by a line that breaks: each byte travels about once.
  public static void assertTakenUp(Colleague second, CuttingProxy line, int size)
      throws Exception {
    second.run("pull");
    assertThat(second.root().resolve("large")).hasBinaryContent(noise(size));
    assertThat(line.cutsLeft()).isZero();
    assertThat(line.delivered()).isBetween((long) size, size * 11L / 10);
    second.assertClean();
  }
}
