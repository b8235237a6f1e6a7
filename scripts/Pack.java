import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// `java Pack.java CLASSES ENTRY`: writes the class files of a folder in the form that
/// `datasync.PackedClasses` reads; its comment tells the form.
final class Pack {
  private Pack() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Map<Integer, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        String name = folder.relativize(file).toString().replace('/', '.');
        if (name.endsWith(".class") && name.startsWith("datasync.")) {
          int hash = name.substring(0, name.length() - ".class".length()).hashCode();
          if (files.put(hash, file) != null) {
            throw new IOException(name + ": another class has this hash, one needs a new name");
          }
        }
      }
    }
    try (DataOutputStream out =
        new DataOutputStream(Files.newOutputStream(Path.of(arguments[1])))) {
      out.writeInt(files.size());
      int at = Integer.BYTES + files.size() * 3 * Integer.BYTES;
      for (Map.Entry<Integer, Path> each : files.entrySet()) {
        int length = (int) Files.size(each.getValue());
        out.writeInt(each.getKey());
        out.writeInt(at);
        out.writeInt(length);
        at += length;
      }
      for (Path file : files.values()) {
        out.write(Files.readAllBytes(file));
      }
    }
  }
}
