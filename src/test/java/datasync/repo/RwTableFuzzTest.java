package datasync.repo;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.faults.Effort;
import datasync.faults.Fuzz;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A damaged table of locks either works or is refused, and what is read stays what it was.
@Tag("faults")
class RwTableFuzzTest {
  @TempDir Path tmp;

  @Test
  void table() throws Exception {
    long self = ProcessHandle.current().pid();
    LockOptions options =
        new LockOptions(false, false, false, "here", () -> { }, InstantSource.system());
    new Fuzz("rwlock").allow(RepositoryException.class).allow(LockHeld.class)
        .seeds("{\"read\": {\"/a/b\": [{\"pid\": 1, \"cmd\": \"x\"}, {\"pid\": 9999999, "
                + "\"cmd\": \"y\"}]}, \"write\": {\"/a\": {\"pid\": " + self
                + ", \"cmd\": \"z\"}}}",
            "{\"write\": {}}", "{\"read\": {\"/a/b\": []}, \"write\": {\"/a/b/c\": "
                + "{\"pid\": 99999999, \"cmd\": \"z\"}}}")
        .run(Effort.of(600, 40_000), bytes -> {
          Files.write(tmp.resolve("rwlock"), bytes);
          RwLock lock = new RwLock(tmp, options, "z", warning -> { });
          lock.ensureFree(List.of(Path.of("/a/b")), List.of(Path.of("/a/c")));
          lock.take(List.of(Path.of("/a/b")), List.of(Path.of("/a/c"))).close();
          assertThat(tmp.resolve("rwlock")).exists();
        });
  }
}
