package datasync.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Everything in a folder that two programs must leave alike: content, modes, links, empty folders.
///
/// Left out: `.git`, `.dvc/tmp`, the temporary files that dvc leaves behind, and corrupt objects,
/// which dvc deletes and datasync moves into `quarantine`.
final class Snapshot {
  private static final Pattern TEMPORARY = Pattern.compile("(^|/)\\.[\\w-]{22}\\.tmp$");

  private Snapshot() {}

  /// What is below `root`, by relative path; text files of metadata in full, others by digest.
  static Map<String, String> of(Path root) throws IOException {
    Map<String, String> found = new TreeMap<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            String name = root.relativize(folder).toString();
            if (name.equals(".git") || name.endsWith(".dvc/tmp") || name.endsWith("/.git")) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            try (var children = Files.newDirectoryStream(folder)) {
              if (!children.iterator().hasNext() && !isCache(name)) {
                found.put(name + "/", "empty");
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String name = root.relativize(file).toString();
            if (!name.contains("/quarantine/") && !TEMPORARY.matcher(name).find()) {
              found.put(name, describe(root, file, name));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static boolean isCache(String name) {
    return name.contains("cache");
  }

  private static String describe(Path root, Path file, String name) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return "-> " + Files.readSymbolicLink(file).toString().replace(root.toString(), "ROOT");
    }
    int mode = (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 0777;
    int links = (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
    byte[] content = Files.readAllBytes(file);
    boolean text =
        name.endsWith(".dvc")
            || name.endsWith("dvc.lock")
            || name.endsWith("dvc.yaml")
            || name.endsWith("ignore")
            || name.contains(".dvc/config");
    String body =
        text
            ? new String(content, StandardCharsets.UTF_8).replace(root.toString(), "ROOT")
            : content.length + " " + digest(content);
    return Integer.toOctalString(mode) + (links > 1 ? " linked " : " ") + body;
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
