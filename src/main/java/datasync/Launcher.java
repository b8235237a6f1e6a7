package datasync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The main class of the jar, compiled for Java 8: on Java 25 and newer it runs [Main] by
/// [PackedClasses], on an older Java it looks for a newer one and runs that with the same
/// arguments, streams and exit code.
///
/// It uses nothing that Java 8 does not have. No other class is loaded on an old Java, because a
/// class is resolved when it is first used.
public final class Launcher {
  private static final int NEEDED = 25;
  private static final int NO_JAVA = 1;

  private Launcher() {}

  /// Runs one command and exits with its code.
  ///
  /// @throws IOException when the newer Java cannot be started
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (major(System.getProperty("java.specification.version")) >= NEEDED) {
      PackedClasses.run(arguments);
      return;
    }
    String java = find();
    if (java.isEmpty()) {
      System.err.println(
          "datasync: this is Java " + System.getProperty("java.specification.version")
              + " and no Java " + NEEDED + " was found: install one (for example Eclipse Temurin "
              + NEEDED + ") and set DATASYNC_JAVA to its folder, or use the image of datasync,"
              + " which brings its own Java");
      System.exit(NO_JAVA);
    }
    System.exit(run(java, arguments));
  }

  private static int run(String java, String[] arguments)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<String>();
    Collections.addAll(line, java, "-jar", System.getProperty("java.class.path"));
    Collections.addAll(line, arguments);
    final Process process = new ProcessBuilder(line).inheritIO().start();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread() {
              @Override
              public void run() {
                process.destroy();
                try {
                  process.waitFor();
                } catch (InterruptedException stop) {
                  process.destroyForcibly();
                }
              }
            });
    return process.waitFor();
  }

  /// The program of a Java that is new enough, or empty.
  private static String find() {
    List<Path> homes = new ArrayList<Path>();
    add(homes, System.getenv("DATASYNC_JAVA"));
    add(homes, System.getenv("JAVA_HOME"));
    String user = System.getProperty("user.home");
    addAll(homes, "/usr/lib/jvm");
    addAll(homes, "/usr/java");
    addAll(homes, "/opt");
    addAll(homes, "/opt/java");
    addAll(homes, "/usr/local/lib/jvm");
    addAll(homes, user + "/.sdkman/candidates/java");
    addAll(homes, user + "/.jdks");
    addAll(homes, "/Library/Java/JavaVirtualMachines");
    addAll(homes, user + "/Library/Java/JavaVirtualMachines");
    String programs = System.getenv("ProgramFiles");
    if (programs != null) {
      addAll(homes, programs + "\\Java");
      addAll(homes, programs + "\\Eclipse Adoptium");
    }
    for (Path home : homes) {
      String java = programOf(home);
      if (java.isEmpty()) {
        java = programOf(home.resolve("Contents").resolve("Home"));
      }
      if (!java.isEmpty()) {
        return java;
      }
    }
    return "";
  }

  private static void add(List<Path> homes, String variable) {
    if (variable != null && !variable.isEmpty()) {
      Path path = Paths.get(variable);
      if (Files.isRegularFile(path) && path.getParent() != null) {
        path = path.toAbsolutePath().getParent().getParent();
      }
      homes.add(path);
    }
  }

  private static void addAll(List<Path> homes, String folder) {
    List<Path> found = new ArrayList<Path>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(Paths.get(folder))) {
      for (Path path : stream) {
        found.add(path);
      }
    } catch (IOException missing) {
      return;
    }
    Collections.sort(found);
    homes.addAll(found);
  }

  /// The `java` of a home whose `release` file says that it is new enough, or empty.
  private static String programOf(Path home) {
    for (String name : new String[] {"java", "java.exe"}) {
      Path java = home.resolve("bin").resolve(name);
      if (Files.isExecutable(java) && release(home) >= NEEDED) {
        return java.toString();
      }
    }
    return "";
  }

  private static int release(Path home) {
    String key = "JAVA_VERSION=\"";
    try {
      for (String line :
          Files.readAllLines(home.resolve("release"), StandardCharsets.ISO_8859_1)) {
        if (line.startsWith(key)) {
          return major(line.substring(key.length(), line.length() - 1));
        }
      }
    } catch (IOException missing) {
      return 0;
    }
    return 0;
  }

  /// The first number of a version; 1 for `1.8`.
  private static int major(String version) {
    int value = 0;
    for (int i = 0; i < version.length(); i++) {
      char c = version.charAt(i);
      if (c < '0' || c > '9') {
        break;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }
}
