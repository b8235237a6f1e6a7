package datasync.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Damaged files are either read or refused with a [MetadataException], in bounded time.
class MutationTest {
  private static final Path ROOT = Path.of("/project");
  private static final String PARAMS = "lr: 0.1\nlist: [a, c]\nm: {x: 1}\n";
  static final String LOCK =
      """
      schema: '2.0'
      stages:
        a@x:
          cmd: run x
          deps:
          - path: d
            hash: md5
            md5: b026324c6904b2a9cb4b88d6d61c81d1
            size: 2
          params:
            params.yaml:
              lr: 0.1
          outs:
          - path: o/x
            md5: 26ab0db90d72e28ad0ba1e22ee510510.dir
            nfiles: 2
      """;
  static final String PIPELINE =
      """
      vars: [{v: {w: 1}}, "v.yaml:z"]
      stages:
        a:
          foreach: [x, "${v.w}"]
          do:
            cmd: run ${item} ${lr} \\${x}
            deps: [d, ../e]
            params: [lr, {p.json: [k]}]
            outs: ["o/${item}", {q: {cache: false, persist: true}}]
        m:
          matrix: {k: [1, 2], l: "${list}"}
          cmd: [a, "b ${item.k} ${item.l}"]
          metrics: [m.json]
          plots: [p.csv: {x: c}]
      """;
  static final String DVC_FILE =
      """
      md5: aaa
      frozen: true
      deps:
      - path: s3://b/k
        etag: "abc"
        files:
        - {relpath: a, etag: eee, cloud: {r: {version_id: v}}}
      outs:
      - md5: b026324c6904b2a9cb4b88d6d61c81d1
        size: 2
        hash: md5
        path: a/b
        meta: {x: [1, 2.5, null]}
        labels: [l]
        cache: false
      """;

  private record Texts(Map<String, byte[]> files) implements SourceFiles {
    @Override
    public byte[] read(Path file) throws IOException {
      byte[] bytes = files.get(file.getFileName().toString());
      if (bytes == null) {
        throw new NoSuchFileException(file.toString());
      }
      return bytes;
    }

    @Override
    public boolean exists(Path path) {
      return path.getFileName() != null && files.containsKey(path.getFileName().toString());
    }

    @Override
    public boolean isDirectory(Path path) {
      return false;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] damaged(byte[] good, Random random) {
    byte[] bytes = good.clone();
    for (int change = random.nextInt(3); change >= 0; change--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] = good[random.nextInt(good.length)];
        case 2 -> bytes[at] = (byte) " :-[]{}&*!|>'\"%@`#\n\t.".charAt(random.nextInt(21));
        default -> {
          int length = Math.min(random.nextInt(12), bytes.length - at);
          System.arraycopy(good, random.nextInt(good.length - length), bytes, at, length);
        }
      }
    }
    return bytes;
  }

  private static int readAll(Map<String, byte[]> files) throws IOException {
    Project project = new Project(ROOT, ROOT, new Texts(files), Project.Parsing.DEFAULT);
    int read = 0;
    try {
      Stage stage = DvcFile.read(project, ROOT.resolve("x.dvc"));
      assertThat(DvcFile.text(stage, project)).isNotNull();
      read++;
    } catch (MetadataException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
    try {
      PipelineFile pipeline = PipelineFile.read(project, ROOT.resolve("dvc.yaml"));
      for (String name : pipeline.names()) {
        Stage stage = pipeline.stage(name);
        assertThat(StageJson.runCacheKey(LockFile.entry(stage))).hasSize(64);
        read++;
      }
    } catch (MetadataException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
    return read;
  }

  @Test
  @Timeout(60)
  void damagedFiles_areReadOrRefused() throws IOException {
    Random random = new Random(20_250_312);
    int read = 0;
    long start = System.nanoTime();
    for (int round = 0; round < 1500; round++) {
      int which = round % 4;
      read +=
          readAll(
              Map.of(
                  "v.yaml", bytes("z: 1"),
                  "x.dvc", which == 0 ? damaged(bytes(DVC_FILE), random) : bytes(DVC_FILE),
                  "dvc.yaml", which == 1 ? damaged(bytes(PIPELINE), random) : bytes(PIPELINE),
                  "dvc.lock", which == 2 ? damaged(bytes(LOCK), random) : bytes(LOCK),
                  "params.yaml", which == 3 ? damaged(bytes(PARAMS), random) : bytes(PARAMS)));
    }
    assertThat(read).isGreaterThan(1500);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(50));
  }
}
