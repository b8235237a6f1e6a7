package datasync.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Which package may use which, and which part of the JDK.
@Tag("check")
class PackagesTest {
  private static final List<List<String>> RANKS =
      List.of(
          List.of("io", "text", "task"),
          List.of("object", "process", "http", "compress"),
          List.of("backend", "track", "chunk", "git", "auth", "transfer", "config"),
          List.of(
              "backend.local", "backend.web", "backend.s3", "backend.ssh", "backend.webdav",
              "backend.gcs", "backend.azure", "backend.webhdfs", "backend.gdrive",
              "protocol.lfs", "protocol.oci", "protocol.hf", "protocol.peer", "bundle",
              "workspace"),
          List.of("remote", "server"),
          List.of("repo"),
          List.of("cli"),
          List.of(""));
  private static final Set<String> MODULES =
      Set.of("java.base", "java.net.http", "java.xml", "jdk.httpserver");
  private static final Set<String> BAD_NAMES =
      Set.of("util", "utils", "common", "core", "helper", "helpers", "manager", "impl", "base");

  /// What may be used where: a prefix of a type or member, and the packages that may.
  private static final Map<String, Set<String>> POWERS =
      Map.ofEntries(
          Map.entry("java.net.http.", Set.of("http")),
          Map.entry("com.sun.net.httpserver.", Set.of("server")),
          Map.entry("java.lang.ProcessBuilder", Set.of("process")),
          Map.entry("java.lang.Runtime.exec", Set.of("process")),
          Map.entry("java.lang.Thread.<init>", Set.of("task", "server")),
          Map.entry("java.lang.Thread.of", Set.of("task", "server")),
          Map.entry("java.lang.Thread.start", Set.of("task", "server")),
          Map.entry("java.util.concurrent.Executors.", Set.of("task", "server")),
          Map.entry("java.lang.System.out", Set.of("")),
          Map.entry("java.lang.System.err", Set.of("")),
          Map.entry("java.lang.System.in", Set.of("")),
          Map.entry("java.lang.System.exit", Set.of("")),
          Map.entry("java.lang.Runtime.halt", Set.of("")),
          Map.entry("java.lang.System.getenv", Set.of("")),
          Map.entry("java.lang.System.currentTimeMillis", Set.of("")),
          Map.entry("java.time.Instant.now", Set.of("")),
          Map.entry("java.time.InstantSource.system", Set.of("")),
          Map.entry("java.time.Clock.system", Set.of("")),
          Map.entry("java.util.Random", Set.of("")),
          Map.entry("java.lang.Math.random", Set.of("")),
          Map.entry("java.security.SecureRandom", Set.of("")),
          Map.entry("java.util.concurrent.ThreadLocalRandom", Set.of("")),
          Map.entry("java.io.File", Set.of()),
          Map.entry("java.util.logging.", Set.of()),
          Map.entry("java.lang.reflect.", Set.of()),
          Map.entry("java.lang.Class.forName", Set.of()),
          Map.entry("java.util.ServiceLoader", Set.of()));

  /// One line each: the class, the power, and why.
  private static final Set<String> EXCEPTIONS =
      Set.of(
          // runs a newer Java when this one is too old, and has to run on Java 8
          "datasync.Launcher java.lang.ProcessBuilder",
          "datasync.Launcher java.lang.Thread.<init>",
          // the main class is loaded by it, not by Java's own loader
          "datasync.PackedClasses java.lang.reflect.",
          // a hook of the process for Ctrl-C is a thread
          "datasync.Interruption java.lang.Thread.<init>",
          "datasync.Interruption java.lang.Thread.start",
          // a default for callers without a clock of their own
          "datasync.http.HttpFailure java.time.InstantSource.system",
          // a default as well; tests set the clock
          "datasync.http.RetryPolicy java.time.InstantSource.system",
          // names of temporary files only have to differ
          "datasync.io.TempName java.util.concurrent.ThreadLocalRandom",
          "datasync.io.HardLinkLock java.util.concurrent.ThreadLocalRandom",
          // the JDK wants one for the keys of a connection
          "datasync.http.TlsContext java.security.SecureRandom",
          // compares with times of files, which the system's clock made
          "datasync.workspace.Staging java.time.Instant.now",
          // the JDK takes redirections of children as files only; one thread reads what they say
          "datasync.process.ChildProcess java.io.File",
          "datasync.process.ChildProcess java.lang.Thread.of",
          "datasync.process.ChildProcess java.lang.Thread.start",
          // carries the name, not the class: `java.io.File` is also a prefix of these
          "* java.io.FileDescriptor",
          "* java.io.FileInputStream",
          "* java.io.FileOutputStream",
          "* java.io.FileNotFoundException");

  private static List<Classes.Used> classes;

  @BeforeAll
  static void read() throws IOException {
    classes = Classes.below(Path.of("build/main"));
    assertThat(classes).hasSizeGreaterThan(100);
  }

  @Test
  void lowerRanks_neverUseHigherOnes() {
    Set<String> wrong = new TreeSet<>();
    for (Classes.Used used : classes) {
      String from = local(used.packageName());
      for (String type : used.types()) {
        if (isOurs(type)) {
          String to = local(Classes.packageOf(type));
          if (!from.equals(to) && !mayUse(from, to)) {
            wrong.add(used.outer() + " uses " + type);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void packages_haveARankAndATellingName() {
    Set<String> wrong = new TreeSet<>();
    for (Classes.Used used : classes) {
      String name = local(used.packageName());
      if (rank(name) < 0) {
        wrong.add(name + " has no rank");
      }
      for (String part : name.split("\\.")) {
        if (BAD_NAMES.contains(part)) {
          wrong.add(name);
        }
      }
      String simple = used.name().substring(used.name().lastIndexOf('.') + 1);
      for (String end : List.of("Util", "Utils", "Helper", "Manager", "Impl", "Common", "Base")) {
        if (simple.endsWith(end)) {
          wrong.add(used.name());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void packages_areWithoutCycles() {
    Map<String, Set<String>> uses = new TreeMap<>();
    for (Classes.Used used : classes) {
      Set<String> targets = uses.computeIfAbsent(used.packageName(), key -> new TreeSet<>());
      for (String type : used.types()) {
        String to = Classes.packageOf(type);
        if (isOurs(type) && !to.equals(used.packageName())) {
          targets.add(to);
        }
      }
    }
    boolean removed = true;
    while (removed) {
      Set<String> left = Set.copyOf(uses.keySet());
      removed = uses.values().removeIf(targets -> targets.stream().noneMatch(left::contains));
    }
    assertThat(uses).as("packages in or above a cycle").isEmpty();
  }

  @Test
  void jar_usesFourModulesOfTheJdk() {
    Map<String, String> modules = new HashMap<>();
    for (ModuleReference module : ModuleFinder.ofSystem().findAll()) {
      for (String name : module.descriptor().packages()) {
        modules.put(name, module.descriptor().name());
      }
    }
    Set<String> wrong = new TreeSet<>();
    for (Classes.Used used : classes) {
      for (String type : used.types()) {
        if (!isOurs(type)) {
          String module = modules.getOrDefault(Classes.packageOf(type), "unknown");
          if (!MODULES.contains(module)) {
            wrong.add(used.name() + " uses " + type + " of " + module);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void powers_areUsedInOnePlace() {
    List<String> wrong = new ArrayList<>();
    for (Classes.Used used : classes) {
      Set<String> all = new TreeSet<>(used.types());
      all.addAll(used.members());
      for (String use : all) {
        for (Map.Entry<String, Set<String>> power : POWERS.entrySet()) {
          if (matches(use, power.getKey())
              && !isAllowed(local(used.packageName()), power.getValue())
              && !isException(used, use, power.getKey())) {
            wrong.add(used.name() + " uses " + use);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void packages_tellTheirStory() throws IOException {
    Set<String> silent = new TreeSet<>();
    for (Classes.Used used : classes) {
      Path info =
          Path.of("src/main/java", used.packageName().replace('.', '/'), "package-info.java");
      if (!Files.exists(info) || !Files.readString(info).startsWith("///")) {
        silent.add(used.packageName());
      }
    }
    assertThat(silent).isEmpty();
  }

  private static boolean matches(String use, String power) {
    boolean prefix = power.endsWith(".") || power.endsWith(".of") || power.endsWith("system");
    return prefix
        ? use.startsWith(power)
        : use.equals(power) || use.startsWith(power + ".") || use.startsWith(power + "$");
  }

  private static boolean isException(Classes.Used used, String use, String power) {
    return EXCEPTIONS.contains(used.outer() + " " + power) || EXCEPTIONS.contains("* " + use);
  }

  private static boolean isAllowed(String name, Set<String> packages) {
    for (String allowed : packages) {
      if (name.equals(allowed) || (!allowed.isEmpty() && name.startsWith(allowed + "."))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOurs(String type) {
    return type.startsWith("datasync.");
  }

  /// A package without the root.
  private static String local(String name) {
    return name.equals("datasync") ? "" : name.substring("datasync.".length());
  }

  private static boolean mayUse(String from, String to) {
    return rank(from) > rank(to) || (rank(from) == rank(to) && from.startsWith(to + "."));
  }

  /// The rank of a package or of the nearest one above it that has one, or -1.
  private static int rank(String name) {
    String at = name;
    while (true) {
      for (int rank = 0; rank < RANKS.size(); rank++) {
        if (RANKS.get(rank).contains(at)) {
          return rank;
        }
      }
      int dot = at.lastIndexOf('.');
      if (dot < 0) {
        return -1;
      }
      at = at.substring(0, dot);
    }
  }
}
