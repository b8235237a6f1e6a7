package datasync.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.object.HashName;
import datasync.object.ObjectId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkSessionTest {
  private static final int LINKS = 5_000;

  @TempDir Path folder;

  @Test
  void hardLink_ofAnObjectThatIsPutOnceMore_isMade()
      throws IOException, ExecutionException, InterruptedException {
    Path object = Files.writeString(folder.resolve("object"), "content");
    LinkSession session =
        new LinkSession(List.of(LinkType.HARDLINK), new Staging(folder.resolve("staging")));
    ObjectId id = ObjectId.parse(HashName.MD5, "9a0364b9e99bb480dd25e1f0284c8555").orElseThrow();
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<?> putting =
          other.submit(
              () -> {
                while (!done.get()) {
                  Path again = Files.writeString(folder.resolve("again"), "content");
                  Files.move(again, object, StandardCopyOption.ATOMIC_MOVE);
                }
                return null;
              });
      Path target = folder.resolve("target");
      try {
        for (int i = 0; i < LINKS; i++) {
          assertThat(session.make(id, object, target)).isEqualTo(LinkType.HARDLINK);
          Files.delete(target);
        }
      } finally {
        done.set(true);
      }
      putting.get();
    }
  }
}
