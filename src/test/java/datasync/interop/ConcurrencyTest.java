package datasync.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Runs of datasync and of dvc at the same time lose nothing of each other.
@Tag("interop")
@Timeout(180)
class ConcurrencyTest {
  private static List<Tool> many;
  private static List<Tool> tools;

  @BeforeAll
  static void start() throws IOException {
    boolean self = System.getProperty("datasync.self") != null;
    many = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      many.add(self ? new RealDvc() : new Datasync());
    }
    many.add(new RealDvc());
    many.add(new RealDvc());
    tools = many.subList(4, 7);
  }

  @AfterAll
  static void stop() throws IOException {
    for (Tool tool : many) {
      tool.close();
    }
  }

  private static void together(List<Callable<Void>> works) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(works.size())) {
      List<Future<Void>> running = new ArrayList<>();
      for (Callable<Void> work : works) {
        running.add(threads.submit(work));
      }
      for (Future<Void> each : running) {
        each.get();
      }
    }
  }

  /// Eight clones with one cache and one remote, and most of their files in common.
  @Test
  void clonesWithOneCache_addPushAndPullAtOnce() throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      Colleague origin = Colleague.starting(sandbox, "work", tools.getLast());
      origin.run("cache", "dir", "../cache");
      origin.run("config", "cache.type", "hardlink");
      origin.run("remote", "add", "-d", "store", "../store");
      origin.share("configuration");
      List<Colleague> clones = new ArrayList<>();
      List<Callable<Void>> works = new ArrayList<>();
      for (int i = 0; i < many.size(); i++) {
        Colleague clone = origin.clonedBy(many.get(i), "clone" + i);
        clones.add(clone);
        works.add(
            () -> {
              addPushAndPull(clone, clone.root().getFileName().toString());
              return null;
            });
      }
      together(works);
      Path cache = sandbox.base().resolve("cache/files/md5");
      Path store = sandbox.base().resolve("store/files/md5");
      for (Path each : List.of(cache, store)) {
        // 300 common files, 20 own ones and a listing for each
        assertThat(Colleague.objects(each)).hasSize(300 + 21 * many.size());
        assertThat(wrong(sandbox, each)).isEmpty();
      }
      for (Colleague clone : clones) {
        clone.assertClean();
        assertThat(clone.files("data")).hasSize(320);
      }
    }
  }

  private static void addPushAndPull(Colleague clone, String name) throws Exception {
    for (int i = 0; i < 300; i++) {
      clone.write("data/common" + i, "common " + i + "\n");
    }
    for (int i = 0; i < 20; i++) {
      clone.write("data/own" + i, name + " " + i + "\n");
    }
    clone.run("add", "data");
    clone.run("push");
    clone.share(name);
    clone.sandbox().run(clone.root(), "rm", "-r", "data");
    clone.run("pull");
  }

  /// One folder: each waits for the others, and nothing that one writes is undone by another.
  @Test
  void oneProject_takesCommandsOfAllAtOnce() throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      Colleague origin = Colleague.starting(sandbox, "work", tools.getLast());
      origin.run("remote", "add", "-d", "store", "../store");
      List<Callable<Void>> works = new ArrayList<>();
      for (int i = 0; i < tools.size(); i++) {
        Colleague one = origin.using(tools.get(i));
        String mine = "of" + i;
        works.add(
            () -> {
              for (int round = 0; round < 3; round++) {
                String name = mine + "-" + round;
                one.write(name + "/a", name + " a\n");
                one.write(name + "/b", "common\n");
                one.run("--wait-for-lock", "add", name);
                one.run("--wait-for-lock", "push", name);
                one.sandbox().run(one.root(), "rm", "-r", name);
                one.run("--wait-for-lock", "pull", name);
              }
              return null;
            });
      }
      together(works);
      List<String> ignored = Files.readAllLines(origin.root().resolve(".gitignore"));
      assertThat(ignored).hasSize(9).doesNotHaveDuplicates();
      Path store = sandbox.base().resolve("store/files/md5");
      assertThat(Colleague.objects(store)).hasSize(9 * 2 + 1);
      assertThat(wrong(sandbox, store)).isEmpty();
      origin.share("all");
      for (Tool tool : tools) {
        origin.using(tool).assertClean();
        origin.using(tool).assertSynchronised();
      }
      Path locks = origin.root().resolve(".dvc/tmp/rwlock");
      if (Files.exists(locks)) {
        assertThat(Files.readString(locks)).doesNotContain("pid");
      }
    }
  }

  /// Objects whose bytes are not those of their name.
  private static List<String> wrong(Sandbox sandbox, Path store) throws Exception {
    List<String> wrong = new ArrayList<>();
    String sums =
        sandbox.run(store, "sh", "-c", "find . -type f ! -name '*.tmp' -exec md5sum {} +");
    for (String line : sums.lines().toList()) {
      String name = line.substring(32).trim().replaceAll("[./]|dir$", "");
      if (!name.equals(line.substring(0, 32))) {
        wrong.add(line);
      }
    }
    return wrong;
  }
}
